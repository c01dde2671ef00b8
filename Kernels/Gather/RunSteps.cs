using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>Checks that runs at a constant step lie in a view and do not overlap.</summary>
internal static class RunSteps
{
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void Require(int runs, int length, BufferView view, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(runs);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (runs == 0 || length == 0) return;
        if (step < length) throw new ArgumentException($"runs of {length} numbers cannot start every {step} numbers", nameof(step));
        var end = (runs - 1L) * step + length;
        if (end > view.Length)
            throw new ArgumentException($"{runs} runs of {length} numbers, one every {step}, do not lie in a view of {view.Length}", nameof(view));
    }
}
