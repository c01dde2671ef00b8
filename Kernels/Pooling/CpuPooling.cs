using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Pooling;

/// <summary>Max pooling in float32: rows of the image in parallel, vectors along the channels.</summary>
internal sealed unsafe class CpuPooling(WorkerPool workers) : IPooling
{
    /// <inheritdoc/>
    public void MaxForward(int batch, int channels, in SlidingWindow window, BufferView x, BufferView y, BufferView winners) =>
        workers.For(
            batch * window.OutHeight,
            new ForwardRow { Window = window, Channels = channels, X = x.Floats, Y = y.Floats, Winners = winners.Int32s });

    /// <inheritdoc/>
    public void MaxBackward(
        int batch, int channels, in SlidingWindow window, BufferView winners, BufferView dy, BufferView dx, bool accumulate) =>
        workers.For(batch * window.Height, new BackwardRow
        {
            Window = window,
            Channels = channels,
            Winners = winners.Int32s,
            Dy = dy.Floats,
            Dx = dx.Floats,
            Accumulate = accumulate,
        });

    /// <summary>One row of the output.</summary>
    private struct ForwardRow : IParallelBody
    {
        public SlidingWindow Window;
        public int Channels;
        public float* X, Y;
        public int* Winners;

        public readonly void Run(int index)
        {
            var (image, r) = Math.DivRem(index, Window.OutHeight);
            var top = (r * Window.Stride) - Window.Padding;
            int firstRow = Math.Max(top, 0), endRow = Math.Min(top + Window.KernelHeight, Window.Height);
            var x = X + (image * Window.Pixels * Channels);
            for (var c = 0; c < Window.OutWidth; c++)
            {
                var left = (c * Window.Stride) - Window.Padding;
                var pixels = new Cells(
                    firstRow, endRow, Math.Max(left, 0), Math.Min(left + Window.KernelWidth, Window.Width), Window.Width);
                var output = (((long)index * Window.OutWidth) + c) * Channels;
                LaneLoop.Run(0, Channels, new MaxBody(x, Channels, pixels, Y + output, Winners == null ? null : Winners + output));
            }
        }
    }

    /// <summary>A part of a grid: rows and columns, each end exclusive, and the number of columns of the whole grid.</summary>
    private readonly record struct Cells(int FirstRow, int EndRow, int FirstColumn, int EndColumn, int Width);

    // The first NaN wins, else the first of the greatest.
    private readonly struct MaxBody(float* x, int channels, Cells pixels, float* y, int* winners) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var first = (pixels.FirstRow * pixels.Width) + pixels.FirstColumn;
            var best = TLanes.Load(x + ((long)first * channels) + i);
            TLanes winner = BitConverter.Int32BitsToSingle(first);
            for (var m = pixels.FirstRow; m < pixels.EndRow; m++)
                for (var n = pixels.FirstColumn; n < pixels.EndColumn; n++)
                {
                    var pixel = (m * pixels.Width) + n;
                    var value = TLanes.Load(x + ((long)pixel * channels) + i);
                    var bestIsNumber = TLanes.Abs(best) <= float.PositiveInfinity;
                    var wins = ~(value <= best) & bestIsNumber;
                    best = TLanes.Where(wins, value, best);
                    winner = TLanes.Where(wins, BitConverter.Int32BitsToSingle(pixel), winner);
                }
            best.Store(y + i);
            if (winners != null) winner.Store((float*)winners + i);
        }
    }

    /// <summary>One row of the input: checks for each pixel which of its windows it won.</summary>
    private struct BackwardRow : IParallelBody
    {
        public SlidingWindow Window;
        public int Channels;
        public int* Winners;
        public float* Dy, Dx;
        public bool Accumulate;

        public readonly void Run(int index)
        {
            var (image, m) = Math.DivRem(index, Window.Height);
            var (firstRow, endRow) = Seeing(m, Window.KernelHeight, Window.OutHeight);
            var outputs = image * Window.OutPixels * Channels;
            for (var n = 0; n < Window.Width; n++)
            {
                var (firstColumn, endColumn) = Seeing(n, Window.KernelWidth, Window.OutWidth);
                var pixel = (m * Window.Width) + n;
                var dx = Dx + (((long)index * Window.Width) + n) * Channels;
                var windows = new Cells(firstRow, endRow, firstColumn, endColumn, Window.OutWidth);
                LaneLoop.Run(0, Channels, new WonBody(Winners + outputs, Dy + outputs, Channels, windows, pixel, dx, Accumulate));
            }
        }

        // The windows first ≤ position < end whose range holds this row or column of the image.
        private readonly (int First, int End) Seeing(int position, int kernel, int positions)
        {
            var shifted = position + Window.Padding;
            var first = shifted < kernel ? 0 : ((shifted - kernel) / Window.Stride) + 1;
            return (first, Math.Min((shifted / Window.Stride) + 1, positions));
        }
    }

    // dx (+)= Σ dy over the windows that the pixel won.
    private readonly struct WonBody(int* winners, float* dy, int channels, Cells windows, int pixel, float* dx, bool accumulate) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes own = BitConverter.Int32BitsToSingle(pixel);
            TLanes sum = accumulate ? TLanes.Load(dx + i) : 0;
            for (var r = windows.FirstRow; r < windows.EndRow; r++)
                for (var c = windows.FirstColumn; c < windows.EndColumn; c++)
                {
                    var output = (((long)r * windows.Width) + c) * channels + i;
                    sum += TLanes.Where(TLanes.SameBits(TLanes.Load((float*)winners + output), own), TLanes.Load(dy + output), 0);
                }
            sum.Store(dx + i);
        }
    }
}
