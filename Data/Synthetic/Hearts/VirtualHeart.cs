using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>A heart with known properties. An ECG or image follows from it and from random variation.</summary>
public sealed record VirtualHeart
{
    /// <summary>Whose heart it is.</summary>
    public required Person Person { get; init; }

    /// <summary>What it suffers from.</summary>
    public required Illness Illness { get; init; }

    /// <summary>Mean heart rate, beats per minute.</summary>
    public required double HeartRateBpm { get; init; }

    /// <summary>The left ventricle.</summary>
    public required LeftVentricle Left { get; init; }

    /// <summary>The right ventricle.</summary>
    public required RightVentricle Right { get; init; }

    /// <summary>How the ventricles contract and fill.</summary>
    public required ContractionCurve Contraction { get; init; }

    /// <summary>Draws a person, illnesses, and the heart that comes of both.</summary>
    /// <param name="draws">Where all that is left to chance comes from.</param>
    public static VirtualHeart Random(IDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (person, healthy) = Population.Draw(draws);
        var illness = Illness.Random(person, draws);
        Span<double> n = stackalloc double[8];
        draws.Normals(n);

        var (diabetes, fibrillates) = (illness.Diabetes ? 1.0 : 0.0, illness.FibrillatesNow ? 1.0 : 0.0);
        var blocked = illness.Conduction == Conduction.LeftBundleBranchBlock ? 1.0 : 0.0;
        var loss = illness.CoronaryArteryDisease ? 0.02 + 0.13 * illness.Severity : 0;
        var rate = Math.Clamp(healthy.HeartRateBpm * (1 + 0.04 * diabetes + 0.18 * fibrillates), 42, 130);
        var edv = healthy.EndDiastolicMl * (1 - 0.04 * diabetes + 0.10 * illness.Severity + 0.06 * blocked);
        var ejection = Math.Clamp(healthy.EjectionFraction - loss - 0.008 * diabetes - 0.04 * fibrillates - 0.06 * blocked, 0.22, 0.78);
        var mass = healthy.MassGrams * (1 + 0.03 * diabetes + 0.04 * fibrillates);
        var left = new LeftVentricle(new LeftVentricleShape
        {
            EndDiastolicMl = edv,
            EndSystolicMl = edv * (1 - ejection),
            MassGrams = mass,
            LengthMm = 89 * Math.Cbrt(edv / 145) * Math.Exp(0.05 * n[0]),
            Shortening = Math.Clamp(0.262 * ejection * (1 + 0.08 * n[1]), 0.04, 0.24),
            Roundness = new(0.04 + 0.02 * n[2], 0.8 * n[3], 0.02 * n[4], 2 * n[5]),
            Thickness = WallThickness(illness, draws),
            Contraction = RegionalContraction(illness, draws),
            SeptalDelay = 1 + 0.8 * blocked,
        });
        var rightStroke = healthy.RightStrokeMl * edv * ejection / (healthy.EndDiastolicMl * healthy.EjectionFraction);
        var rightEdv = Math.Max(healthy.RightEndDiastolicMl * (1 + 0.05 * fibrillates), rightStroke / 0.75);
        return new VirtualHeart
        {
            Person = person,
            Illness = illness,
            HeartRateBpm = rate,
            Left = left,
            Right = new RightVentricle(left, rightEdv, rightEdv - rightStroke, halfAngle: 1.32 + 0.05 * n[6], skew: 0.2 + 0.12 * n[7]),
            Contraction = ContractionCurve.Of(person, rate, illness.FibrillatesNow),
        };
    }

    /// <summary>Relative to the mean: the septum and the base thicker, the tip thinner, an infarcted territory thin.</summary>
    private static double[] WallThickness(Illness illness, IDraws draws)
    {
        double[] thickness = [1.03, 1.12, 1.12, 1.00, 0.97, 0.97, 0.98, 1.08, 1.08, 0.98, 0.95, 0.95, 0.88, 0.92, 0.90, 0.87, 0.70];
        Span<double> n = stackalloc double[AhaSegments.Count];
        draws.Normals(n);
        for (var i = 0; i < thickness.Length; i++)
        {
            thickness[i] *= Math.Exp(0.05 * n[i]);
            if (IsIll(illness, i + 1)) thickness[i] *= 1 - 0.25 * illness.Severity;
        }
        return thickness;
    }

    /// <summary>Relative to the mean: a territory moves less by what it lost, the septum moves little without its bundle branch.</summary>
    private static double[] RegionalContraction(Illness illness, IDraws draws)
    {
        double[] contraction = [0.97, 0.92, 0.92, 0.97, 1.02, 1.02, 1.00, 0.95, 0.95, 1.00, 1.05, 1.05, 1.06, 1.02, 1.06, 1.08];
        Span<double> n = stackalloc double[AhaSegments.Ring];
        draws.Normals(n);
        for (var i = 0; i < contraction.Length; i++)
        {
            contraction[i] *= Math.Exp(0.05 * n[i]);
            if (IsIll(illness, i + 1)) contraction[i] *= 1 - 0.75 * illness.Severity;
            if (illness.Conduction == Conduction.LeftBundleBranchBlock && AhaSegments.IsSeptal(i + 1)) contraction[i] *= 0.65;
        }
        return contraction;
    }

    private static bool IsIll(Illness illness, int segment) => AhaSegments.SuppliedBy(segment) == illness.Territory;
}
