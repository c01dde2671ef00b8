using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedConvolution(MemoryPool memory, IConvolution kernels) : IConvolution
{
    /// <inheritdoc/>
    public void Forward(in ConvolutionProblem problem, BufferView x, BufferView filter, BufferView y, in GemmEpilogue epilogue = default)
    {
        using var call = new KernelCall(memory, "convolution");
        Require(call, problem);
        if (epilogue.Activation is not (ActivationFunction.Identity or ActivationFunction.Gelu or ActivationFunction.Relu))
            call.Refuse($"a convolution cannot apply the activation {epilogue.Activation}; use Identity, Gelu or Relu");
        call.Reads(x, problem.InputLength);
        call.Reads(filter, Filters(problem));
        call.ReadsIfGiven(epilogue.Bias, problem.OutChannels);
        call.ReadsIfGiven(epilogue.Residual, problem.OutputLength);
        call.Writes(y, problem.OutputLength, inPlaceOf: epilogue.Residual);
        call.WritesIfGiven(epilogue.PreActivation, problem.OutputLength);
        kernels.Forward(problem, x, filter, y, epilogue);
    }

    /// <inheritdoc/>
    public void BackwardInput(in ConvolutionProblem problem, BufferView filter, BufferView dy, BufferView dx, bool accumulate)
    {
        using var call = new KernelCall(memory, "convolution backward");
        Require(call, problem);
        call.Reads(filter, Filters(problem));
        call.Reads(dy, problem.OutputLength);
        call.Writes(dx, problem.InputLength);
        kernels.BackwardInput(problem, filter, dy, dx, accumulate);
    }

    /// <inheritdoc/>
    public void BackwardFilter(in ConvolutionProblem problem, BufferView x, BufferView dy, BufferView dFilter, bool accumulate)
    {
        using var call = new KernelCall(memory, "convolution backward of filters");
        Require(call, problem);
        call.Reads(x, problem.InputLength);
        call.Reads(dy, problem.OutputLength);
        call.Writes(dFilter, Filters(problem));
        kernels.BackwardFilter(problem, x, dy, dFilter, accumulate);
    }

    private static void Require(in KernelCall call, in ConvolutionProblem problem)
    {
        problem.Window.Require(call);
        call.Size(problem.Batch);
        call.Size(problem.InChannels);
        call.Size(problem.OutChannels);
        call.Between(Extent.Product(problem.Batch, problem.Window.Pixels), 0, int.MaxValue, "pixels of all images");
        call.Between(problem.OutputRows, 0, int.MaxValue, "pixels of all outputs");
        call.Between(problem.FilterLength, 0, int.MaxValue, "numbers in a filter");
    }

    private static long Filters(in ConvolutionProblem problem) => Extent.Product(problem.OutChannels, problem.FilterLength);
}
