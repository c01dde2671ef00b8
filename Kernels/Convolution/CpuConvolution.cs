using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Gemm.Packed;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>
/// Convolution in float32 as a matrix product whose patches are gathered block by block on the way into the cache (implicit GEMM);
/// a 1 × 1 convolution is a plain product.
/// </summary>
internal sealed unsafe class CpuConvolution<TLanes>(WorkerPool workers, MemoryPool memory, IGemm gemm) : IConvolution
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Numbers of dx that one product makes when they have to be sorted in afterwards.
    private const int ScatterElements = 1 << 20;

    /// <inheritdoc/>
    public void Forward(in ConvolutionProblem problem, BufferView x, BufferView filter, BufferView y, in GemmEpilogue epilogue = default)
    {
        if (problem.OutputLength == 0) return;
        if (problem.IsPointwise)
        {
            var pixels = new GemmProblem((int)problem.OutputRows, problem.OutChannels, problem.InChannels) { TransposeB = true };
            gemm.Multiply(pixels, x, filter, y, epilogue);
            return;
        }
        var product = new MatrixProduct
        {
            M = (int)problem.OutputRows,
            N = problem.OutChannels,
            K = (int)problem.FilterLength,
            Alpha = 1,
            B = filter.Floats,
            BDepth = 1,
            BColumn = (int)problem.FilterLength,
            C = y.Floats,
            CRow = problem.OutChannels,
            Bias = epilogue.Bias.Floats,
            PreActivation = epilogue.PreActivation.Floats,
            Residual = epilogue.Residual.Floats,
            Activation = epilogue.Activation,
        };
        PackedGemm<TLanes, PatchPanels<TLanes>, StripsOfB<TLanes>>.Multiply(workers, product, new(InputPatches(problem, x)), default);
    }

    /// <inheritdoc/>
    public void BackwardInput(in ConvolutionProblem problem, BufferView filter, BufferView dy, BufferView dx, bool accumulate)
    {
        if (problem.InputLength == 0) return;
        if (problem.IsPointwise)
        {
            var pixels = new GemmProblem((int)problem.OutputRows, problem.InChannels, problem.OutChannels) { Accumulate = accumulate };
            gemm.Multiply(pixels, dy, filter, dx);
            return;
        }
        var stride = problem.Window.Stride;
        for (var row = 0; row < Math.Min(stride, problem.Window.Height); row++)
            for (var column = 0; column < Math.Min(stride, problem.Window.Width); column++)
                BackwardInput(new InputPhase(problem, row, column), filter, dy, dx, accumulate);
    }

    /// <inheritdoc/>
    public void BackwardFilter(in ConvolutionProblem problem, BufferView x, BufferView dy, BufferView dFilter, bool accumulate)
    {
        if (problem.OutChannels == 0 || problem.FilterLength == 0) return;
        if (problem.IsPointwise)
        {
            var pixels = new GemmProblem(problem.OutChannels, problem.InChannels, (int)problem.OutputRows)
            {
                TransposeA = true,
                Accumulate = accumulate,
            };
            gemm.Multiply(pixels, dy, x, dFilter);
            return;
        }
        var product = new MatrixProduct
        {
            M = problem.OutChannels,
            N = (int)problem.FilterLength,
            K = (int)problem.OutputRows,
            Alpha = 1,
            Accumulate = accumulate,
            A = dy.Floats,
            ARow = 1,
            ADepth = problem.OutChannels,
            C = dFilter.Floats,
            CRow = (int)problem.FilterLength,
        };
        PackedGemm<TLanes, PanelsOfA<TLanes>, PatchStrips<TLanes>>.Multiply(workers, product, default, new(InputPatches(problem, x)));
    }

    private static Patches InputPatches(in ConvolutionProblem problem, BufferView x)
    {
        var window = problem.Window;
        return new Patches
        {
            Image = x.Floats,
            Height = window.Height,
            Width = window.Width,
            Channels = problem.InChannels,
            GridHeight = window.OutHeight,
            GridWidth = window.OutWidth,
            TapRows = window.KernelHeight,
            TapColumns = window.KernelWidth,
            Step = window.Stride,
            FirstRow = -window.Padding,
            FirstColumn = -window.Padding,
        };
    }

    private void BackwardInput(in InputPhase phase, BufferView filter, BufferView dy, BufferView dx, bool accumulate)
    {
        var problem = phase.Problem;
        var direct = problem.Window.Stride == 1;
        var perImage = (long)phase.GridPixels * problem.InChannels;
        var images = direct ? problem.Batch : (int)Math.Clamp(ScatterElements / perImage, 1, problem.Batch);
        var strips = phase.Filters<TLanes>(filter.Floats);
        var scratch = direct ? null : memory.Rent(images * perImage);
        for (var first = 0; first < problem.Batch; first += images)
        {
            var count = Math.Min(images, problem.Batch - first);
            var patches = phase.OutputPatches(dy.Floats, first);
            var product = new MatrixProduct
            {
                M = count * phase.GridPixels,
                N = problem.InChannels,
                K = patches.Length,
                Alpha = 1,
                Accumulate = direct && accumulate,
                C = direct ? dx.Floats : scratch!.View.Floats,
                CRow = problem.InChannels,
            };
            PackedGemm<TLanes, PatchPanels<TLanes>, FilterStrips<TLanes>>.Multiply(workers, product, new(patches), strips);
            if (direct) continue;
            var scatter = new Scatter { Phase = phase, First = first, From = product.C, To = dx.Floats, Accumulate = accumulate };
            workers.For(count * phase.GridHeight, scatter);
        }
        scratch?.Release();
    }

    /// <summary>Sorts one row of a phase into its image.</summary>
    private struct Scatter : IParallelBody
    {
        public InputPhase Phase;
        public int First;
        public float* From, To;
        public bool Accumulate;

        public readonly void Run(int index)
        {
            var (channels, window) = (Phase.Problem.InChannels, Phase.Problem.Window);
            var (image, row) = Math.DivRem(index, Phase.GridHeight);
            var from = From + (nint)index * Phase.GridWidth * channels;
            var line = (nint)(First + image) * window.Height + row * window.Stride + Phase.Row;
            var to = To + (line * window.Width + Phase.Column) * channels;
            for (var column = 0; column < Phase.GridWidth; column++, from += channels, to += (nint)window.Stride * channels)
            {
                var source = new ReadOnlySpan<float>(from, channels);
                var target = new Span<float>(to, channels);
                if (Accumulate) TensorPrimitives.Add(target, source, target);
                else source.CopyTo(target);
            }
        }
    }
}
