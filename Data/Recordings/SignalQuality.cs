using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Recordings;

/// <summary>The defects of one lead.</summary>
[Flags]
public enum LeadDefects
{
    /// <summary>Nothing found.</summary>
    None = 0,

    /// <summary>The recording does not have the lead.</summary>
    Missing = 1,

    /// <summary>Too many samples are NaN.</summary>
    Gaps = 2,

    /// <summary>The signal keeps one value for too long.</summary>
    Flat = 4,

    /// <summary>The signal is cut off at its highest or lowest value.</summary>
    Clipped = 8,
}

/// <summary>The thresholds of <see cref="SignalQuality"/>.</summary>
public sealed record QualityThresholds
{
    /// <summary>Share of NaN samples above which a lead has gaps. Default 1 %.</summary>
    public double GapFraction { get; init; } = 0.01;

    /// <summary>
    /// A signal that keeps exactly one value for this long is flat. Default 0.2 s; the noise of a live signal prevents that.
    /// </summary>
    public double FlatSeconds { get; init; } = 0.2;

    /// <summary>
    /// Share of flat samples above which a lead is flat. Default 50 %: with a coarse converter a good lead is flat for a third of
    /// the time.
    /// </summary>
    public double FlatFraction { get; init; } = 0.5;

    /// <summary>Staying at the lead's extreme value for this long is a plateau. Default 10 ms; an R peak's tip is shorter.</summary>
    public double ClipSeconds { get; init; } = 0.01;

    /// <summary>
    /// Plateaus from which on a lead is clipped. Default 3: saturation comes back with each beat, a single plateau is often padding.
    /// </summary>
    public int ClipPlateaus { get; init; } = 3;

    /// <summary>Relative Einthoven residual above which limb leads contradict each other. Default 10 %.</summary>
    public double EinthovenResidual { get; init; } = 0.1;
}

/// <summary>Findings on one lead.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="Defects">The thresholds that were exceeded.</param>
/// <param name="GapFraction">Share of NaN samples.</param>
/// <param name="FlatFraction">Share of samples in stretches of one value.</param>
/// <param name="ClippedFraction">Share of samples on plateaus at the extreme values.</param>
public readonly record struct LeadQuality(Lead Lead, LeadDefects Defects, double GapFraction, double FlatFraction, double ClippedFraction);

/// <summary>
/// Technical quality of a recording: gaps, flat and clipped leads, and whether the limb leads agree.
/// </summary>
public sealed record SignalQuality
{
    /// <summary>Findings in lead order, 12 entries.</summary>
    public required IReadOnlyList<LeadQuality> Leads { get; init; }

    /// <summary>
    /// rms(II − I − III) / rms(I, II, III) in millivolts; null if a lead is missing or all three are 0. Near 0 in a good recording.
    /// </summary>
    public double? EinthovenResidual { get; init; }

    /// <summary>
    /// The same on digital counts. Small here and large in millivolts means that the file's gains differ from lead to lead and are not
    /// physical.
    /// </summary>
    public double? EinthovenResidualOfCounts { get; init; }

    /// <summary>True if the limb leads contradict each other: swapped electrodes, wrong names, wrong gains.</summary>
    public bool EinthovenViolated { get; init; }

    /// <summary>True if no defect was found.</summary>
    public bool IsClean => !EinthovenViolated && Leads.All(lead => lead.Defects == LeadDefects.None);

    /// <summary>Assesses the twelve standard leads of a recording.</summary>
    /// <exception cref="DataFormatException">As <see cref="LeadMap.Find"/>.</exception>
    public static SignalQuality Assess(EcgRecording recording, QualityThresholds? thresholds = null)
    {
        var limits = thresholds ?? new QualityThresholds();
        var found = LeadMap.Find(recording);
        var residual = Residual(found, signal => signal.Samples);
        return new SignalQuality
        {
            Leads = [.. found.Select((signal, lead) => AssessLead((Lead)lead, signal, recording.SamplingRateHz, limits))],
            EinthovenResidual = residual,
            EinthovenResidualOfCounts = Residual(found, CountsAboveBaseline),
            EinthovenViolated = residual > limits.EinthovenResidual,
        };
    }

    private static LeadQuality AssessLead(Lead lead, EcgSignal? signal, double rate, QualityThresholds limits)
    {
        if (signal is null) return new LeadQuality(lead, LeadDefects.Missing, 1, 0, 0);
        var samples = signal.Samples.AsSpan();
        if (samples.IsEmpty) return new LeadQuality(lead, LeadDefects.Gaps, 1, 0, 0);
        var (lowest, highest) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var sample in samples)
        {
            if (sample < lowest) lowest = sample;
            if (sample > highest) highest = sample;
        }
        var flatRun = Math.Max(2, limits.FlatSeconds * rate);
        var clipRun = Math.Max(3, limits.ClipSeconds * rate);
        int gaps = 0, flat = 0, clipped = 0, plateaus = 0;
        for (int start = 0, end; start < samples.Length; start = end)
        {
            var value = samples[start];
            if (float.IsNaN(value))
            {
                gaps++;
                end = start + 1;
                continue;
            }
            for (end = start + 1; end < samples.Length && samples[end] == value;) end++;
            var run = end - start;
            // A flat stretch is not clipping: a flat lead has its extremes everywhere.
            if (run >= flatRun) flat += run;
            else if (run >= clipRun && (value == lowest || value == highest)) (clipped, plateaus) = (clipped + run, plateaus + 1);
        }
        double length = samples.Length;
        var quality = new LeadQuality(lead, LeadDefects.None, gaps / length, flat / length, clipped / length);
        return quality with
        {
            Defects = (quality.GapFraction > limits.GapFraction ? LeadDefects.Gaps : 0)
                | (quality.FlatFraction > limits.FlatFraction ? LeadDefects.Flat : 0)
                | (plateaus >= limits.ClipPlateaus ? LeadDefects.Clipped : 0),
        };
    }

    private static double? Residual(EcgSignal?[] found, Func<EcgSignal, float[]?> values)
    {
        if (found[(int)Lead.I] is not { } i || found[(int)Lead.II] is not { } ii || found[(int)Lead.III] is not { } iii) return null;
        if (values(i) is not { } a || values(ii) is not { } b || values(iii) is not { } c) return null;
        var (signA, signB, signC) = (Sign(i), Sign(ii), Sign(iii));
        double residual = 0, power = 0;
        for (var t = 0; t < a.Length; t++)
        {
            double x = signA * a[t], y = signB * b[t], z = signC * c[t];
            var rest = y - x - z;
            if (double.IsNaN(rest)) continue;
            residual += rest * rest;
            power += (x * x + y * y + z * z) / 3;
        }
        return power > 0 ? Math.Sqrt(residual / power) : null;
    }

    private static double Sign(EcgSignal signal) => signal.Lead!.Value.Inverted ? -1 : 1;

    private static float[]? CountsAboveBaseline(EcgSignal signal) => signal.Counts is not { } counts
        ? null
        : Array.ConvertAll(counts, count => count == EcgSignal.MissingCount ? float.NaN : (float)((double)count - signal.Baseline));
}
