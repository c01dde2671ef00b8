namespace EcgCmrNative.Data.Signals;

/// <summary>
/// Finds the R peaks of a recording from all leads together, after Pan and Tompkins (IEEE Trans Biomed Eng 1985): band-limited derivative,
/// energy in a moving window, a threshold between running levels of signal and noise, a refractory time, and a search back where a beat
/// seems to be missing. Filters are centred, so peaks are not delayed.
/// </summary>
public static class QrsDetector
{
    private const double SlopeSeconds = 0.02;
    private const double EnergySeconds = 0.1;
    private const double BaselineSeconds = 0.25;
    private const double PlacingSeconds = 0.06;
    private const double RefractorySeconds = 0.25;
    private const double LevelSeconds = 1.5;
    private const double Threshold = 0.25;
    private const double LateBeat = 1.66;
    private const double Memory = 0.125;

    /// <summary>The R peaks.</summary>
    /// <param name="samples">Row-major [leads, T] in any unit, all finite.</param>
    /// <param name="leads">Number of leads, at least 1.</param>
    /// <param name="samplingRateHz">At least 50 Hz.</param>
    /// <returns>Sample numbers, ascending; empty without beats.</returns>
    /// <exception cref="ArgumentException">The samples do not divide into the leads, or the rate is too low to see a QRS
    /// complex.</exception>
    public static int[] RPeaks(ReadOnlySpan<float> samples, int leads, double samplingRateHz)
    {
        var length = SignalBuffer.LengthOf(samples.Length, leads);
        if (!(samplingRateHz >= 50))
            throw new ArgumentException(
                $"The sampling rate {samplingRateHz} Hz is too low to detect QRS complexes; at least 50 Hz are needed.",
                nameof(samplingRateHz));
        var (slope, size) = (new double[length], new double[length]);
        for (var lead = 0; lead < leads; lead++) AddLead(samples.Slice(lead * length, length), samplingRateHz, slope, size);
        foreach (ref var value in slope.AsSpan()) value *= value;
        var (sums, reach) = (RunningSums.Of<double>(slope), Samples(EnergySeconds / 2, samplingRateHz));
        var energy = Enumerable.Range(0, length).Select(t => sums.Mean(t - reach, t + reach + 1)).ToArray();
        var beats = Choose(energy, Maxima(energy, Samples(RefractorySeconds / 2, samplingRateHz)), samplingRateHz);
        return [.. beats.Select(beat => Highest(size, beat, Samples(PlacingSeconds, samplingRateHz))).Distinct()];
    }

    /// <summary>The heart rate: 60 over the median interval between R peaks in seconds.</summary>
    /// <inheritdoc cref="RPeaks"/>
    /// <returns>Beats per minute; null with fewer than three beats.</returns>
    public static double? BeatsPerMinute(ReadOnlySpan<float> samples, int leads, double samplingRateHz)
    {
        var peaks = RPeaks(samples, leads, samplingRateHz);
        if (peaks.Length < 3) return null;
        int[] intervals = [.. peaks.Zip(peaks.Skip(1), (before, next) => next - before).Order()];
        var middle = (intervals[intervals.Length / 2] + intervals[(intervals.Length - 1) / 2]) / 2.0;
        return 60 * samplingRateHz / middle;
    }

    /// <summary>Every lead counts alike: its slope, and its distance from a local mean, in units of their own root mean squares.</summary>
    private static void AddLead(ReadOnlySpan<float> lead, double rate, double[] slope, double[] size)
    {
        var sums = RunningSums.Of(lead);
        var (reach, window) = (Samples(SlopeSeconds, rate), Samples(BaselineSeconds / 2, rate));
        var (rise, height) = (new double[lead.Length], new double[lead.Length]);
        for (var t = 0; t < lead.Length; t++)
        {
            if (t >= reach && t + reach < lead.Length) rise[t] = Math.Abs(sums.Mean(t + 1, t + 1 + reach) - sums.Mean(t - reach, t));
            height[t] = Math.Abs(lead[t] - sums.Mean(t - window, t + window + 1));
        }
        AddScaled(rise, slope);
        AddScaled(height, size);
    }

    private static void AddScaled(double[] values, double[] sum)
    {
        var square = values.Sum(value => value * value) / Math.Max(values.Length, 1);
        if (!(square > 0)) return;
        for (var t = 0; t < sum.Length; t++) sum[t] += values[t] / Math.Sqrt(square);
    }

    private static List<int> Maxima(double[] values, int reach)
    {
        var maxima = new List<int>();
        for (var t = 0; t < values.Length; t++)
        {
            if (values[t] > 0 && Highest(values, t, reach) == t) maxima.Add(t);
        }
        return maxima;
    }

    private static List<int> Choose(double[] energy, List<int> candidates, double rate)
    {
        var beats = new List<int>();
        var refractory = RefractorySeconds * rate;
        var signal = InitialLevel(energy, Samples(LevelSeconds, rate));
        var (noise, interval) = (0.0, 0.0);
        for (var i = 0; i < candidates.Count; i++)
        {
            var at = candidates[i];
            if (beats.Count > 0 && at - beats[^1] < refractory) continue;
            if (energy[at] < noise + Threshold * (signal - noise))
            {
                noise += Memory * (energy[at] - noise);
                continue;
            }
            if (interval > 0 && at - beats[^1] > LateBeat * interval)
            {
                var (from, lowest) = (beats[^1], noise + Threshold / 2 * (signal - noise));
                var between = candidates.Where(c => c - from >= refractory && at - c >= refractory && energy[c] >= lowest);
                beats.AddRange(between.OrderByDescending(c => energy[c]).Take(1).ToArray());
            }
            if (beats.Count > 0) interval += (interval == 0 ? 1 : Memory) * (at - beats[^1] - interval);
            signal += Memory * (energy[at] - signal);
            beats.Add(at);
        }
        return beats;
    }

    /// <summary>The median of the maxima of successive stretches, each long enough for a beat at 40 per minute.</summary>
    private static double InitialLevel(double[] energy, int stretch)
    {
        var maxima = energy.Chunk(stretch).Where(part => part.Length == stretch || energy.Length < stretch)
            .Select(part => part.Max()).Order().ToArray();
        return maxima.Length == 0 ? 0 : maxima[maxima.Length / 2];
    }

    private static int Samples(double seconds, double rate) => Math.Max(1, (int)Math.Round(seconds * rate));

    private static int Highest(double[] values, int centre, int reach)
    {
        var best = Math.Max(0, centre - reach);
        for (var t = best + 1; t <= Math.Min(values.Length - 1, centre + reach); t++) best = values[t] > values[best] ? t : best;
        return best;
    }
}
