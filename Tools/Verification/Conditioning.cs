using System.Globalization;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Fixtures;
using EcgCmrNative.Verification.Rounding;

namespace EcgCmrNative.Verification;

/// <summary>
/// Tells a case that a device computes wrongly from one whose bounds float32 cannot hold. The evidence is the case computed with every
/// operator exact, in float64, and only what is stored rounded (see <see cref="SingleRounding"/>): weights and inputs, outputs, gradients,
/// and what an optimiser changes; rounded as the device rounded it, where that is float32's error and no more. Where that misses the bounds
/// too, and by as much, no operator is to blame: the case amplifies rounding and is decided in float64. Such are batch norm over two rows,
/// a ReLU or maximum within rounding of its edge, Adam's steps where a gradient is within rounding of zero.
/// </summary>
internal static class Conditioning
{
    /// <summary>
    /// How far the device may be from the exact result of one operator, in spacings of float32: sums of thousands round by about this.
    /// </summary>
    private const double Reach = 10;

    /// <summary>How many times the exact operators' error a device's may be, array by array.</summary>
    private const double Allowance = 2;

    /// <summary>The verdict on a case that missed its bounds on a float32 device.</summary>
    /// <param name="path">The fixture file.</param>
    /// <param name="device">The device.</param>
    /// <param name="missed">What it computed.</param>
    public static VerificationResult Judge(string path, Device device, VerificationResult missed)
    {
        using var reference = new ReferenceDevice();
        if (FixtureVerifier.Compute(path, reference) is not { Verdict: Verdict.Passed, Worst: { } inDouble }) return missed;
        var exact = RoundedAs(path, device, reference);
        if (exact.Problem is not null) return missed;
        var holdsBounds = exact.Entries.Zip(missed.Entries).All(pair => pair.First.Error <= pair.Second.Tolerance);
        var rounded = exact.Entries.GroupBy(entry => Subject(entry.Name))
            .ToDictionary(group => group.Key, group => group.Max(entry => entry.Error));
        var misses = missed.Entries.Where(entry => !entry.Passed).ToArray();
        if (holdsBounds || !misses.All(entry => Ratio(entry) <= Allowance)) return missed;

        var (worst, furthest) = (rounded.MaxBy(pair => pair.Value), misses.MaxBy(Ratio)!);
        return missed with
        {
            Verdict = Verdict.IllConditioned,
            Remark = string.Create(
                CultureInfo.InvariantCulture,
                $"passes in float64 (largest error {inDouble.Error:0.0E+00}); with exact operators and stored values rounded as "
                + $"on this device or to float32, it fails as well ({worst.Key}: {worst.Value:0.0E+00}); "
                + $"errors of the {misses.Length} failed arrays "
                + $"are at most {Ratio(furthest):0.0} times as large ({furthest.Name}: {furthest.Error:0.0E+00})"),
        };

        double Ratio(ComparedArray entry) => entry.Error / rounded[Subject(entry.Name)];
    }

    /// <summary>Computes the case with exact operators, and rounds like the device, which computes it again.</summary>
    private static VerificationResult RoundedAs(string path, Device device, ReferenceDevice reference)
    {
        using var feed = new StorageFeed();
        var rounded = Task.Run(() =>
        {
            try
            {
                return FixtureVerifier.Compute(path, reference, SingleRounding.Following(feed, Reach));
            }
            finally
            {
                feed.Drain();
            }
        });
        try
        {
            FixtureVerifier.Compute(path, device, feed);
        }
        finally
        {
            feed.Complete();
        }
        return rounded.GetAwaiter().GetResult();
    }

    /// <summary>The subject of an array: the norm, first values and projection of a gradient are about the same one.</summary>
    private static string Subject(string name) =>
        name.StartsWith("grad.", StringComparison.Ordinal) ? name[..name.LastIndexOf('.')] : name;
}
