using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Data.Recordings;

/// <summary>The heart rate of a recording.</summary>
public static class HeartRate
{
    private const int FewestBeats = 3;

    private const double LowestRateHz = 50;

    /// <summary>60 s divided by the median distance of R peaks, which <see cref="QrsDetector"/> finds in all standard leads.</summary>
    /// <param name="recording">The recording; missing samples count as 0.</param>
    /// <returns>Beats per minute; null if fewer than 3 beats are found, or the sampling rate is below 50 Hz.</returns>
    /// <exception cref="Files.DataFormatException">As <see cref="LeadMap.Find"/>.</exception>
    public static double? PerMinute(EcgRecording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        EcgSignal[] signals = [.. LeadMap.Find(recording).OfType<EcgSignal>()];
        if (signals.Length == 0 || recording.SampleCount == 0 || !(recording.SamplingRateHz >= LowestRateHz)) return null;
        var samples = new float[signals.Length * recording.SampleCount];
        for (var lead = 0; lead < signals.Length; lead++)
        {
            var row = samples.AsSpan(lead * recording.SampleCount, recording.SampleCount);
            signals[lead].Samples.AsSpan().CopyTo(row);
            foreach (ref var sample in row)
            {
                if (!float.IsFinite(sample)) sample = 0;
            }
        }
        var peaks = QrsDetector.RPeaks(samples, signals.Length, recording.SamplingRateHz);
        if (peaks.Length < FewestBeats) return null;
        int[] distances = [.. peaks.Zip(peaks.Skip(1), (first, second) => second - first).Order()];
        var median = (distances[(distances.Length - 1) / 2] + distances[distances.Length / 2]) / 2.0;
        return 60 * recording.SamplingRateHz / median;
    }
}
