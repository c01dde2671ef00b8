using System.Numerics;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;

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
            var x = X + ((long)image * Window.Pixels * Channels);
            for (var c = 0; c < Window.OutWidth; c++)
            {
                var left = (c * Window.Stride) - Window.Padding;
                int firstColumn = Math.Max(left, 0), endColumn = Math.Min(left + Window.KernelWidth, Window.Width);
                var output = (((long)index * Window.OutWidth) + c) * Channels;
                var winners = Winners == null ? null : Winners + output;
                var k = 0;
                for (; k <= Channels - Vector<float>.Count; k += Vector<float>.Count)
                {
                    var first = (firstRow * Window.Width) + firstColumn;
                    var best = Vector.Load(x + ((long)first * Channels) + k);
                    var winner = new Vector<int>(first);
                    for (var m = firstRow; m < endRow; m++)
                        for (var n = firstColumn; n < endColumn; n++)
                        {
                            var pixel = (m * Window.Width) + n;
                            var value = Vector.Load(x + ((long)pixel * Channels) + k);
                            var wins = Vector.AndNot(Vector.Equals(best, best), Vector.LessThanOrEqual(value, best));
                            best = Vector.ConditionalSelect(wins, value, best);
                            winner = Vector.ConditionalSelect(wins, new Vector<int>(pixel), winner);
                        }
                    best.Store(Y + output + k);
                    if (winners != null) winner.Store(winners + k);
                }
                for (; k < Channels; k++)
                {
                    var winner = (firstRow * Window.Width) + firstColumn;
                    var best = x[((long)winner * Channels) + k];
                    for (var m = firstRow; m < endRow; m++)
                        for (var n = firstColumn; n < endColumn; n++)
                        {
                            var pixel = (m * Window.Width) + n;
                            var value = x[((long)pixel * Channels) + k];
                            if (value <= best || float.IsNaN(best)) continue;
                            best = value;
                            winner = pixel;
                        }
                    Y[output + k] = best;
                    if (winners != null) winners[k] = winner;
                }
            }
        }
    }

    /// <summary>One row of the input: asks the windows that see a pixel whether it won them.</summary>
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
            var outputs = (long)image * Window.OutPixels * Channels;
            for (var n = 0; n < Window.Width; n++)
            {
                var (firstColumn, endColumn) = Seeing(n, Window.KernelWidth, Window.OutWidth);
                var pixel = (m * Window.Width) + n;
                var dx = Dx + (((long)index * Window.Width) + n) * Channels;
                var k = 0;
                for (; k <= Channels - Vector<float>.Count; k += Vector<float>.Count)
                {
                    var sum = Accumulate ? Vector.Load(dx + k) : Vector<float>.Zero;
                    for (var r = firstRow; r < endRow; r++)
                        for (var c = firstColumn; c < endColumn; c++)
                        {
                            var output = outputs + (((long)r * Window.OutWidth) + c) * Channels + k;
                            var won = Vector.Equals(Vector.Load(Winners + output), new Vector<int>(pixel));
                            sum += Vector.ConditionalSelect(won, Vector.Load(Dy + output), Vector<float>.Zero);
                        }
                    sum.Store(dx + k);
                }
                for (; k < Channels; k++)
                {
                    var sum = Accumulate ? dx[k] : 0;
                    for (var r = firstRow; r < endRow; r++)
                        for (var c = firstColumn; c < endColumn; c++)
                        {
                            var output = outputs + (((long)r * Window.OutWidth) + c) * Channels + k;
                            if (Winners[output] == pixel) sum += Dy[output];
                        }
                    dx[k] = sum;
                }
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
}
