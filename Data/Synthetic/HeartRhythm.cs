using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Synthetic;

/// <summary>When the heart beats.</summary>
public sealed record HeartRhythm
{
    private const double ShortestIntervalSeconds = 0.3;

    /// <summary>Mean heart rate, beats per minute.</summary>
    public double HeartRateBpm { get; init; } = 65;

    /// <summary>Breaths per second.</summary>
    public double RespirationHz { get; init; } = 0.25;

    /// <summary>How far breathing moves the RR interval, as a part of it (respiratory sinus arrhythmia).</summary>
    public double RespiratoryVariability { get; init; } = 0.03;

    /// <summary>How far the slow rhythm of blood pressure, about 0.1 Hz, moves the RR interval, as a part of it.</summary>
    public double LowFrequencyVariability { get; init; } = 0.02;

    /// <summary>Atrial fibrillation: no P waves, fibrillatory waves instead, and RR intervals without order.</summary>
    public bool AtrialFibrillation { get; init; }

    /// <summary>Standard deviation of the RR interval in atrial fibrillation, as a part of it.</summary>
    public double FibrillationVariability { get; init; } = 0.2;

    /// <summary>Draws the times of the R peaks, from before the beginning to after the end.</summary>
    /// <param name="draws">Two uniforms for phases, one for the first beat, then one normal for each beat.</param>
    /// <param name="seconds">Length of the recording.</param>
    /// <returns>Seconds, ascending; the first is negative and the last greater than <paramref name="seconds"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The heart rate is not between 20 and 250 beats per minute.</exception>
    public double[] RPeaks(IDraws draws, double seconds)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (!(HeartRateBpm is >= 20 and <= 250))
            throw new ArgumentOutOfRangeException(
                nameof(HeartRateBpm), HeartRateBpm, "the heart rate must be from 20 to 250 beats per minute");
        var mean = 60 / HeartRateBpm;
        var (respiratoryPhase, slowPhase) = (Math.Tau * draws.Uniform(), Math.Tau * draws.Uniform());
        var peaks = new List<double> { -mean * (1 + draws.Uniform()) };
        while (peaks[^1] <= seconds)
        {
            var time = peaks[^1];
            var noise = draws.Normal();
            var interval = AtrialFibrillation
                ? mean * Math.Exp(FibrillationVariability * noise - FibrillationVariability * FibrillationVariability / 2)
                : mean * (1
                    + RespiratoryVariability * Math.Sin(Math.Tau * RespirationHz * time + respiratoryPhase)
                    + LowFrequencyVariability * Math.Sin(Math.Tau * 0.1 * time + slowPhase)
                    + 0.005 * noise);
            peaks.Add(time + Math.Max(interval, ShortestIntervalSeconds));
        }
        return [.. peaks];
    }
}
