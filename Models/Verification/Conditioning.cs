using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Verification;

/// <summary>
/// Tells a case that a device computes wrongly from one whose bounds no float32 computation can hold, because storing weights and inputs in float32
/// moves its results further than that: batch norm over two rows, for one, leaves hardly more of them than the sign of their difference, and of the
/// gradient what cancellation left over. Such a case is decided in float64.
/// </summary>
internal static class Conditioning
{
    /// <summary>
    /// How many times as far as the rounding of weights and inputs that of all intermediate results may move a result. A network of three blocks was
    /// seen to reach 33, as is PyTorch's own float32.
    /// </summary>
    private const double Accumulation = 100;

    /// <summary>The verdict on a case that missed its bounds on a float32 device.</summary>
    /// <param name="path">The fixture file.</param>
    /// <param name="missed">What the device computed.</param>
    public static VerificationResult Judge(string path, VerificationResult missed)
    {
        using var reference = new ReferenceDevice();
        if (FixtureVerifier.Compute(path, reference) is not { Verdict: Verdict.Passed, Worst: { } inDouble }) return missed;
        var rounded = FixtureVerifier.Compute(path, reference, roundsToSingle: true);
        if (rounded.Entries.Count == 0) return missed;

        var moved = rounded.Entries.Max(entry => entry.Error);
        var bounds = missed.Entries.ToDictionary(entry => entry.Name, entry => entry.Tolerance);
        var movesTooFar = rounded.Entries.Any(entry => entry.Error > bounds[entry.Name]);
        var furthest = missed.Entries.Where(entry => !entry.Passed).Max(entry => entry.Error);
        if (!movesTooFar || !(furthest <= Accumulation * moved)) return missed;
        return missed with
        {
            Verdict = Verdict.IllConditioned,
            Remark = FormattableString.Invariant(
                $"in float64 it passes (largest error {inDouble.Error:0.0E+00}); storing weights and inputs in float32 alone moves it by up to ")
                + FormattableString.Invariant($"{moved:0.0E+00}, beyond its bounds, and all rounding together by {furthest:0.0E+00}"),
        };
    }
}
