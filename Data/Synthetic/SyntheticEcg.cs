using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Synthetic;

/// <summary>
/// Records an <see cref="EcgModel"/>: the dipole is seen by the leads I, II and V1 to V6 through a <see cref="LeadField"/>, noise is added
/// at the electrodes, and the other limb leads follow by Einthoven and Goldberger.
/// </summary>
public static class SyntheticEcg
{
    private const int LimbElectrodes = 3;
    private const int Electrodes = LimbElectrodes + 6;

    /// <summary>Records a heart; the same model, seed and number give the same samples.</summary>
    /// <param name="model">The heart.</param>
    /// <param name="seed">Decides the beats and the noise.</param>
    /// <param name="number">Which recording of that seed.</param>
    /// <param name="seconds">Length.</param>
    /// <param name="samplingRateHz">Sampling rate.</param>
    /// <param name="field">How the leads see the heart; as through a mean torso if null.</param>
    public static EcgRecording Record(
        EcgModel model, ulong seed, int number = 0, double seconds = 10, double samplingRateHz = 500, LeadField? field = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samplingRateHz);
        var draws = new CounterDraws(seed);
        draws.Restart(0, number, 0);
        var length = checked((int)Math.Round(seconds * samplingRateHz));
        var dipoles = Dipoles(model, draws, length, samplingRateHz);
        draws.Restart(0, number, 1);
        var electrodes = Enumerable.Range(0, Electrodes).Select(_ => ElectrodeNoise(model, draws, length, samplingRateHz)).ToArray();

        var rows = new float[LeadMap.LeadCount][];
        foreach (ref var row in rows.AsSpan()) row = new float[length];
        var views = (field ?? LeadField.Dower).Views;
        for (var t = 0; t < length; t++) See(views, dipoles[t], electrodes, t, rows);
        var name = $"synthetic-{number:D6}";
        return new EcgRecording
        {
            Name = name,
            SourcePath = name,
            SamplingRateHz = samplingRateHz,
            Signals = [.. rows.Select((samples, lead) => new EcgSignal { Name = ((Lead)lead).ToString(), Samples = samples })],
        };
    }

    /// <summary>The part of a beat that each sample of a recording is in; see <see cref="Record"/>.</summary>
    /// <param name="model">The heart.</param>
    /// <param name="seed">As of the recording.</param>
    /// <param name="number">As of the recording.</param>
    /// <param name="seconds">Length.</param>
    /// <param name="samplingRateHz">
    /// Sampling rate; another one than the recording's gives the parts of the resampled recording.
    /// </param>
    /// <returns>One part per sample; where beats overlap, QRS, then P, then ST-T.</returns>
    public static BeatSegment[] Segments(EcgModel model, ulong seed, int number = 0, double seconds = 10, double samplingRateHz = 500)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samplingRateHz);
        var draws = new CounterDraws(seed);
        draws.Restart(0, number, 0);
        var segments = new BeatSegment[checked((int)Math.Round(seconds * samplingRateHz))];
        var peaks = model.Rhythm.RPeaks(draws, seconds);
        for (var beat = 1; beat < peaks.Length; beat++)
        {
            for (var t = 0; t < segments.Length; t++)
            {
                var part = model.SegmentAt((t / samplingRateHz - peaks[beat]) * 1000, peaks[beat] - peaks[beat - 1]);
                if (Rank(part) > Rank(segments[t])) segments[t] = part;
            }
        }
        return segments;

        static int Rank(BeatSegment part) => part switch
        {
            BeatSegment.Qrs => 3,
            BeatSegment.P => 2,
            BeatSegment.StT => 1,
            _ => 0,
        };
    }

    private static void See(IReadOnlyList<Dipole> views, Dipole dipole, double[][] electrodes, int t, float[][] rows)
    {
        Span<double> seen = stackalloc double[views.Count];
        var (right, left, foot) = (electrodes[0][t], electrodes[1][t], electrodes[2][t]);
        for (var i = 0; i < seen.Length; i++)
        {
            var view = views[i];
            var noise = i == 0 ? left - right : i == 1 ? foot - right : electrodes[LimbElectrodes + i - 2][t] - (right + left + foot) / 3;
            seen[i] = view.X * dipole.X + view.Y * dipole.Y + view.Z * dipole.Z + noise;
        }
        var (first, second) = (seen[0], seen[1]);
        rows[(int)Lead.III][t] = (float)(second - first);
        rows[(int)Lead.aVR][t] = (float)(-(first + second) / 2);
        rows[(int)Lead.aVL][t] = (float)(first - second / 2);
        rows[(int)Lead.aVF][t] = (float)(second - first / 2);
        for (var i = 0; i < seen.Length; i++) rows[(int)LeadField.Leads[i]][t] = (float)seen[i];
    }

    private static Dipole[] Dipoles(EcgModel model, IDraws draws, int length, double rate)
    {
        var rhythm = model.Rhythm;
        var peaks = rhythm.RPeaks(draws, length / rate);
        var sum = new Dipole[length];
        for (var beat = 1; beat < peaks.Length; beat++)
        {
            var (interval, next) = (peaks[beat] - peaks[beat - 1], peaks[beat]);
            // Each breath and each beat moves the heart a little.
            var size = 1 + 0.03 * Math.Sin(Math.Tau * rhythm.RespirationHz * next) + 0.01 * draws.Normal();
            var turn = 3 * Math.Sin(Math.Tau * rhythm.RespirationHz * next + 1);
            var (first, last) = ((int)Math.Ceiling((next - 0.45) * rate), (int)((next + 0.75) * rate));
            for (var t = Math.Max(first, 0); t <= Math.Min(last, length - 1); t++)
                sum[t] += size * model.At((t / rate - next) * 1000, interval).TurnedFrontally(turn);
        }
        if (rhythm.AtrialFibrillation) AddFibrillation(sum, draws, rate);
        return sum;
    }

    /// <summary>Fibrillatory waves of 5 to 7 Hz whose pace and size wander, best seen in V1.</summary>
    private static void AddFibrillation(Dipole[] sum, IDraws draws, double rate)
    {
        var (phase, slow, size) = (Math.Tau * draws.Uniform(), Math.Tau * draws.Uniform(), 0.05 + 0.05 * draws.Uniform());
        var pace = 5.2 + 1.6 * draws.Uniform();
        for (var t = 0; t < sum.Length; t++)
        {
            var seconds = t / rate;
            phase += Math.Tau * (pace + 0.6 * Math.Sin(Math.Tau * 0.23 * seconds + slow)) / rate;
            var swell = size * (1 + 0.4 * Math.Sin(Math.Tau * 0.37 * seconds + 2 * slow));
            sum[t] += swell * (Math.Sin(phase) + 0.35 * Math.Sin(2 * phase + 0.8)) * new Dipole(0.15, 0.55, -0.75);
        }
    }

    private static double[] ElectrodeNoise(EcgModel model, IDraws draws, int length, double rate)
    {
        const int Drifts = 5;
        var noise = model.Noise;
        var samples = new double[length];
        draws.Normals(samples);
        var previous = 0.0;
        foreach (ref var sample in samples.AsSpan())
        {
            // Muscle noise has little at low frequencies: a first difference, of unit variance.
            var white = sample;
            sample = noise.MuscleMillivolts * (white - 0.6 * previous) / Math.Sqrt(1.36);
            previous = white;
        }
        for (var i = 0; i <= Drifts; i++)
        {
            var hertz = i == Drifts ? model.Rhythm.RespirationHz : 0.05 + 0.35 * draws.Uniform();
            Add(samples, hertz / rate, noise.BaselineWanderMillivolts / Math.Sqrt(Drifts + 1) * (0.5 + draws.Uniform()), draws.Uniform());
        }
        var (mains, phase) = (noise.MainsMillivolts * (0.5 + draws.Uniform()), draws.Uniform());
        Add(samples, noise.MainsHz / rate, mains, phase);
        Add(samples, 3 * noise.MainsHz / rate, 0.2 * mains, phase);
        return samples;
    }

    /// <summary>Adds a sine with a frequency in turns per sample, from a phase in turns.</summary>
    private static void Add(double[] samples, double turnsPerSample, double amplitude, double phase)
    {
        if (amplitude == 0) return;
        for (var t = 0; t < samples.Length; t++) samples[t] += amplitude * Math.Sin(Math.Tau * (turnsPerSample * t + phase));
    }
}
