using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>Convolution, by its definition.</summary>
internal sealed unsafe class ReferenceConvolution(MemoryPool memory, IActivation activation) : IConvolution
{
    // Called for every w[o, i, j, :] and x[b, m, n, :] whose dot product the definition adds to y[b, r, c, o]; the arguments are flat
    // positions.
    private delegate void Term(long filter, long input, long output);

    public void Forward(in ConvolutionProblem problem, BufferView x, BufferView filter, BufferView y, in GemmEpilogue epilogue = default)
    {
        var scratch = memory.Rent(problem.OutputLength);
        var channels = problem.InChannels;
        double* pv = scratch.View.Doubles, px = x.Doubles, pw = filter.Doubles, bias = epilogue.Bias.Doubles;
        for (var i = 0L; i < problem.OutputLength; i++) pv[i] = bias == null ? 0 : bias[i % problem.OutChannels];
        ForEachTerm(problem, (w, input, output) =>
        {
            pv[output] += TensorPrimitives.Dot<double>(new Span<double>(pw + w, channels), new Span<double>(px + input, channels));
        });

        double* preActivation = epilogue.PreActivation.Doubles, residual = epilogue.Residual.Doubles, py = y.Doubles;
        for (var i = 0L; preActivation != null && i < problem.OutputLength; i++) preActivation[i] = pv[i];
        if (epilogue.Activation != ActivationFunction.Identity) activation.Forward(epilogue.Activation, scratch.View, scratch.View);
        for (var i = 0L; i < problem.OutputLength; i++) py[i] = pv[i] + (residual == null ? 0 : residual[i]);
        scratch.Release();
    }

    public void BackwardInput(in ConvolutionProblem problem, BufferView filter, BufferView dy, BufferView dx, bool accumulate)
    {
        var channels = problem.InChannels;
        double* pw = filter.Doubles, pdy = dy.Doubles, pdx = dx.Doubles;
        if (!accumulate) NativeMemory.Clear(pdx, (nuint)(problem.InputLength * sizeof(double)));
        ForEachTerm(problem, (w, input, output) =>
        {
            var target = new Span<double>(pdx + input, channels);
            TensorPrimitives.MultiplyAdd<double>(new Span<double>(pw + w, channels), pdy[output], target, target);
        });
    }

    public void BackwardFilter(in ConvolutionProblem problem, BufferView x, BufferView dy, BufferView dFilter, bool accumulate)
    {
        var channels = problem.InChannels;
        double* px = x.Doubles, pdy = dy.Doubles, pdw = dFilter.Doubles;
        if (!accumulate) NativeMemory.Clear(pdw, (nuint)(problem.OutChannels * problem.FilterLength * sizeof(double)));
        ForEachTerm(problem, (w, input, output) =>
        {
            var target = new Span<double>(pdw + w, channels);
            TensorPrimitives.MultiplyAdd<double>(new Span<double>(px + input, channels), pdy[output], target, target);
        });
    }

    private static void ForEachTerm(in ConvolutionProblem problem, Term term)
    {
        var s = problem.Window;
        for (var b = 0; b < problem.Batch; b++)
            for (var r = 0; r < s.OutHeight; r++)
                for (var c = 0; c < s.OutWidth; c++)
                    for (var o = 0; o < problem.OutChannels; o++)
                        for (var i = 0; i < s.KernelHeight; i++)
                            for (var j = 0; j < s.KernelWidth; j++)
                            {
                                int m = r * s.Stride - s.Padding + i, n = c * s.Stride - s.Padding + j;
                                if (m < 0 || m >= s.Height || n < 0 || n >= s.Width) continue;
                                var filter = (((long)o * s.KernelHeight + i) * s.KernelWidth + j) * problem.InChannels;
                                var input = (((long)b * s.Height + m) * s.Width + n) * problem.InChannels;
                                var output = (((long)b * s.OutHeight + r) * s.OutWidth + c) * problem.OutChannels + o;
                                term(filter, input, output);
                            }
    }
}
