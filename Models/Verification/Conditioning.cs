using System.Globalization;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Verification;

/// <summary>
/// Tells a case that a device computes wrongly from one whose bounds float32 cannot hold. The evidence is the case computed with every
/// operator exact, in float64, and only what is stored rounded to float32 (see <see cref="SingleRounding"/>): weights and inputs, outputs,
/// gradients, and what an optimiser changes. Where float32 at its best misses the bounds too, the case amplifies rounding and is decided in
/// float64: batch norm over two rows, a ReLU or maximum within rounding of its edge, Adam's steps where a
/// gradient is within rounding of zero.
/// </summary>
internal static class Conditioning
{
    /// <summary>
    /// How many times the exact operators' error a device's may be, array by array: it rounds inside its operators as well.
    /// </summary>
    private const double Allowance = 10;

    /// <summary>How often the case is rounded: to nearest, then by chance. One time alone may happen to spare an array.</summary>
    private const int Roundings = 8;

    /// <summary>The verdict on a case that missed its bounds on a float32 device.</summary>
    /// <param name="path">The fixture file.</param>
    /// <param name="missed">What the device computed.</param>
    public static VerificationResult Judge(string path, VerificationResult missed)
    {
        using var reference = new ReferenceDevice();
        if (FixtureVerifier.Compute(path, reference) is not { Verdict: Verdict.Passed, Worst: { } inDouble }) return missed;

        var rounded = new Dictionary<string, double>();
        var bounds = missed.Entries.ToDictionary(entry => entry.Name, entry => entry.Tolerance);
        var beyond = false;
        for (var i = 0; i < Roundings; i++)
        {
            var run = FixtureVerifier.Compute(path, reference, i == 0 ? SingleRounding.ToNearest() : SingleRounding.ByChance((ulong)i));
            if (run.Problem is not null) return missed;
            foreach (var entry in run.Entries)
            {
                beyond |= entry.Error > bounds[entry.Name];
                rounded[Subject(entry.Name)] = Math.Max(entry.Error, rounded.GetValueOrDefault(Subject(entry.Name)));
            }
            if (beyond && missed.Entries.All(entry => entry.Passed || Ratio(entry) <= Allowance)) return IllConditioned();
        }
        return missed;

        double Ratio(ComparedArray entry) => entry.Error / rounded[Subject(entry.Name)];

        VerificationResult IllConditioned()
        {
            var misses = missed.Entries.Where(entry => !entry.Passed).ToArray();
            var (worst, furthest) = (rounded.MaxBy(pair => pair.Value), misses.MaxBy(Ratio)!);
            return missed with
            {
                Verdict = Verdict.IllConditioned,
                Remark = string.Create(
                    CultureInfo.InvariantCulture,
                    $"in float64 it passes (largest error {inDouble.Error:0.0E+00}); with exact operators and only what they store "
                    + $"rounded to float32 it misses its bounds too ({worst.Key}: {worst.Value:0.0E+00}); "
                    + $"what missed here, {misses.Length} arrays, "
                    + $"is off by at most {Ratio(furthest):0.0} times as much ({furthest.Name}: {furthest.Error:0.0E+00})"),
            };
        }
    }

    /// <summary>What an array tells of: the norm, first values and projection of a gradient are about the same one.</summary>
    private static string Subject(string name) =>
        name.StartsWith("grad.", StringComparison.Ordinal) ? name[..name.LastIndexOf('.')] : name;
}
