using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Synthetic;

/// <summary>
/// The electrical shape of a heart beat: a dipole whose three components are sums of Gaussian waves in time around the R peak (after
/// McSharry et al., 2003, and Sameni et al., 2007), with the intervals and amplitudes that a cardiologist reads off an ECG as parameters.
/// </summary>
public sealed record EcgModel
{
    /// <summary>When the beats come.</summary>
    public HeartRhythm Rhythm { get; init; } = new();

    /// <summary>The noise.</summary>
    public EcgNoise Noise { get; init; } = new();

    /// <summary>From the beginning of P to the beginning of QRS.</summary>
    public double PrMs { get; init; } = 160;

    /// <summary>Duration of QRS; above 120 ms a bundle branch block.</summary>
    public double QrsMs { get; init; } = 92;

    /// <summary>QT interval at 60 beats per minute; QT follows the RR interval as its cube root (Fridericia).</summary>
    public double QtcMs { get; init; } = 410;

    /// <summary>Electrical axis of QRS in the frontal plane as leads I and aVF show it: 0° is left, 90° down.</summary>
    public double QrsAxisDegrees { get; init; } = 50;

    /// <summary>Axis of T in the frontal plane.</summary>
    public double TAxisDegrees { get; init; } = 45;

    /// <summary>
    /// How far QRS is turned in the horizontal plane, from left towards the back: the further, the later R outgrows S in the chest leads.
    /// </summary>
    public double QrsTurnDegrees { get; init; }

    /// <summary>Through which bundle branches QRS comes.</summary>
    public Conduction Conduction { get; init; }

    /// <summary>Size of the P dipole.</summary>
    public double PMillivolts { get; init; } = 0.13;

    /// <summary>Size of the main QRS dipole; hypertrophy makes it larger.</summary>
    public double QrsMillivolts { get; init; } = 1.35;

    /// <summary>Size of the T dipole; negative for an inverted T.</summary>
    public double TMillivolts { get; init; } = 0.36;

    /// <summary>Dipole between QRS and T: what ischaemia shifts the ST segment by.</summary>
    public Dipole St { get; init; }

    /// <summary>Dipole added early in QRS: dead muscle leaves the forces that point away from it.</summary>
    public Dipole InitialForces { get; init; }

    /// <summary>Dipole added to T: ischaemia turns it away, a bundle branch block against QRS.</summary>
    public Dipole TShift { get; init; }

    /// <summary>A heart of its own, as they vary among adults.</summary>
    /// <param name="draws">Ten normals, then one uniform.</param>
    public static EcgModel Random(IDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        Span<double> n = stackalloc double[10];
        draws.Normals(n);
        var fibrillation = draws.Uniform() < 0.05;
        return new EcgModel
        {
            Rhythm = new HeartRhythm
            {
                HeartRateBpm = Math.Clamp((fibrillation ? 85 : 67) + 11 * n[0], 42, 140),
                RespirationHz = Math.Clamp(0.25 + 0.04 * n[1], 0.12, 0.4),
                RespiratoryVariability = Math.Clamp(0.03 + 0.012 * n[2], 0.002, 0.08),
                AtrialFibrillation = fibrillation,
            },
            PrMs = Math.Clamp(160 + 20 * n[3], 115, 260),
            QrsMs = Math.Clamp(92 + 9 * n[4], 70, 150),
            QtcMs = Math.Clamp(410 + 20 * n[5], 350, 480),
            QrsAxisDegrees = Math.Clamp(48 + 26 * n[6], -60, 120),
            TAxisDegrees = Math.Clamp(45 + 15 * n[7], -30, 90),
            QrsMillivolts = 1.35 * Math.Exp(0.22 * n[8]),
            TMillivolts = 0.36 * Math.Exp(0.25 * n[9]),
        };
    }

    /// <summary>The dipole of one beat.</summary>
    /// <param name="milliseconds">Time since the R peak.</param>
    /// <param name="rrSeconds">RR interval before the beat, which sets the QT interval.</param>
    internal Dipole At(double milliseconds, double rrSeconds)
    {
        var width = QrsMs / VentricularActivation.WrittenForMs;
        var onset = -38 * width;
        var t = milliseconds;
        var sum = default(Dipole);
        if (!Rhythm.AtrialFibrillation)
        {
            var p = onset - PrMs;
            sum += PMillivolts * (Wave(t, p + 42, 17) * new Dipole(0.35, 0.85, -0.40) + Wave(t, p + 68, 17) * new Dipole(0.75, 0.50, 0.35));
        }
        var qrs = default(Dipole);
        foreach (var wave in VentricularActivation.Of(Conduction))
            qrs += Wave(t, wave.CentreMs * width, wave.DeviationMs * width) * wave.Peak;
        sum += QrsMillivolts * qrs.TurnedFrontally(Dipole.FrankDegrees(QrsAxisDegrees) - 45).TurnedHorizontally(QrsTurnDegrees);
        sum += Wave(t, -16 * width, 8 * width) * InitialForces;

        var peak = onset + QtcMs * Math.Cbrt(rrSeconds) - 92;
        var repolarisation = TMillivolts * new Dipole(0.85, 0, -0.52).TurnedFrontally(Dipole.FrankDegrees(TAxisDegrees)) + TShift;
        sum += Wave(t, peak, t < peak ? 52 : 33) * repolarisation;
        var end = onset + QrsMs;
        return sum + Step((t - end) / 5) * Step((peak - t) / 25) * St;
    }

    /// <summary>
    /// The part of one beat. P lasts until 2.5 standard deviations after its second half; T ends with the QT interval.
    /// </summary>
    /// <inheritdoc cref="At"/>
    internal BeatSegment SegmentAt(double milliseconds, double rrSeconds)
    {
        const double PMs = 110;
        var onset = -38 * QrsMs / VentricularActivation.WrittenForMs;
        var (sinceP, sinceQrs) = (milliseconds - onset + PrMs, milliseconds - onset);
        if (sinceQrs < 0) return !Rhythm.AtrialFibrillation && sinceP is >= 0 and < PMs ? BeatSegment.P : BeatSegment.Other;
        if (sinceQrs < QrsMs) return BeatSegment.Qrs;
        return sinceQrs < QtcMs * Math.Cbrt(rrSeconds) ? BeatSegment.StT : BeatSegment.Other;
    }

    private static double Wave(double time, double centre, double deviation)
    {
        var z = (time - centre) / deviation;
        return Math.Exp(-0.5 * z * z);
    }

    private static double Step(double x) => 1 / (1 + Math.Exp(-x));
}
