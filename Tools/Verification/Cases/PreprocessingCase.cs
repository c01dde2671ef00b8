using System.Globalization;
using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>preprocessing.ecg</c>: a recording cleaned and normalised, and the baseline of single leads before it was taken off. Computed in
/// float64 on the host, whatever the device.
/// </summary>
internal sealed partial class PreprocessingCase : IFixtureCase
{
    private const double Tolerance = 1e-9;

    // Measured: the reference is itself 1.44e-9 from the exact solution of its own linear system.
    private const double ProcessedTolerance = 5e-9;

    private const string BaselinePrefix = "baseline.lead";

    public bool Covers(string name) => name.StartsWith("preprocessing.ecg", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        var cleaning = Cleaning(fixture);
        var leads = fixture.Sizes("input")[0];
        var samples = fixture.Values("input");
        comparison.Skip("input");
        CheckBaselines(fixture, comparison, cleaning, samples, leads);

        cleaning.Apply(samples, leads);
        LeadNormalization.GroupWise.Apply(samples, leads);
        comparison.Check("processed", samples, ProcessedTolerance);
    }

    private static void CheckBaselines(Fixture fixture, Comparison comparison, EcgCleaning cleaning, double[] input, int leads)
    {
        var clamped = (double[])input.Clone();
        (cleaning with { BaselineIterations = 0 }).Apply(clamped, leads);
        var baselines = new double[clamped.Length];
        AsymmetricLeastSquares.Baseline(
            clamped, leads, cleaning.BaselineSmoothness, cleaning.BaselineAsymmetry, cleaning.BaselineIterations, baselines);
        var length = clamped.Length / leads;
        for (var lead = 0; lead < leads; lead++)
        {
            var name = $"{BaselinePrefix}{lead}";
            if (fixture.Contains(name)) comparison.Check(name, baselines.AsSpan(lead * length, length), Tolerance);
        }
    }

    /// <summary>The settings, which the metadata tell in words.</summary>
    private static EcgCleaning Cleaning(Fixture fixture)
    {
        var note = fixture.Text("note");
        if (SettingsPattern().Match(note) is not { Success: true } match)
            throw new DataFormatException(
                fixture.Case, null, $"metadata entry 'note' does not state clamp, lam, p and iterations: '{note}'");
        return new EcgCleaning(Number("clamp"), Number("lam"), Number("p"), (int)Number("iterations"));

        double Number(string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"clamp at (?<clamp>[\d.]+) .* lam (?<lam>[\d.e]+) p (?<p>[\d.]+) (?<iterations>\d+) iterations")]
    private static partial Regex SettingsPattern();
}
