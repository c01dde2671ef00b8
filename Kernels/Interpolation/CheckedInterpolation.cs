using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Interpolation;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedInterpolation(MemoryPool memory, IInterpolation kernels) : IInterpolation
{
    /// <inheritdoc/>
    public void Forward(in InterpolationProblem problem, BufferView x, BufferView y)
    {
        using var call = new KernelCall(memory, "interpolation");
        Require(call, problem);
        call.Reads(x, InputLength(problem));
        call.Writes(y, OutputLength(problem));
        kernels.Forward(problem, x, y);
    }

    /// <inheritdoc/>
    public void Backward(in InterpolationProblem problem, BufferView dy, BufferView dx, bool accumulate)
    {
        using var call = new KernelCall(memory, "interpolation backward");
        Require(call, problem);
        call.Reads(dy, OutputLength(problem));
        call.Writes(dx, InputLength(problem));
        kernels.Backward(problem, dy, dx, accumulate);
    }

    private static void Require(in KernelCall call, in InterpolationProblem problem)
    {
        call.Size(problem.Batch);
        call.Size(problem.Channels);
        var min = problem.Batch > 0 ? 1 : 0;
        call.Between(problem.Height, min, int.MaxValue);
        call.Between(problem.Width, min, int.MaxValue);
        call.Between(problem.OutHeight, min, int.MaxValue);
        call.Between(problem.OutWidth, min, int.MaxValue);
        call.Between((long)problem.Batch * problem.Height, 0, int.MaxValue, "rows of all images");
        call.Between((long)problem.Batch * problem.OutHeight, 0, int.MaxValue, "rows of all resampled images");
    }

    private static long InputLength(in InterpolationProblem problem) =>
        Extent.Product(problem.Batch, problem.Height, problem.Width, problem.Channels);

    private static long OutputLength(in InterpolationProblem problem) =>
        Extent.Product(problem.Batch, problem.OutHeight, problem.OutWidth, problem.Channels);
}
