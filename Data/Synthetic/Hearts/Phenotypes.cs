using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>
/// The 61 phenotypes that the paper predicts: 6 of the left ventricle, 4 of the right one, and wall thickness, circumferential and radial
/// strain of the 16 segments with their mean. Their order is that of UK Biobank's fields 24100 to 24174.
/// </summary>
public static class Phenotypes
{
    private const int LeftCount = 6;
    private const int RightCount = 4;
    private const int SegmentCount = AhaSegments.Ring + 1;

    /// <summary>Names with units, as columns of a table.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "LVEDV_mL", "LVESV_mL", "LVSV_mL", "LVEF_percent", "LVCO_L_per_min", "LVM_g", "RVEDV_mL", "RVESV_mL", "RVSV_mL", "RVEF_percent",
        .. Segments("WT", "mm"), .. Segments("Ecc", "percent"), .. Segments("Err", "percent"),
    ];

    /// <summary>What they are.</summary>
    public static double[] Of(VirtualHeart heart)
    {
        ArgumentNullException.ThrowIfNull(heart);
        var (left, right) = (heart.Left.Shape, heart.Right);
        return Assemble(
            heart.HeartRateBpm, left.EndDiastolicMl, left.EndSystolicMl, left.MassGrams, right.EndDiastolicMl, right.EndSystolicMl,
            heart.Left.SegmentThickness(), Percent(heart.Left.CircumferentialStrain()), Percent(heart.Left.RadialStrain()));
    }

    /// <summary>
    /// What a reader measures: volumes and mass with errors of 3 to 5 %, wall thickness of 0.25 mm, strains of 1.2 and 4 percentage points
    /// by segment, about what two readers differ by; what is derived from them is derived from the measured ones. NaN if a group, or one
    /// segment of it, could not be measured.
    /// </summary>
    /// <param name="heart">The heart.</param>
    /// <param name="draws">Normals for the errors, then uniforms for what is missing.</param>
    public static double[] Measure(VirtualHeart heart, IDraws draws)
    {
        ArgumentNullException.ThrowIfNull(heart);
        ArgumentNullException.ThrowIfNull(draws);
        var normals = new double[LeftCount + RightCount + 3 * AhaSegments.Ring];
        draws.Normals(normals);
        var (left, right) = (heart.Left.Shape, heart.Right);
        var measured = Assemble(
            heart.HeartRateBpm * (1 + 0.02 * normals[0]),
            left.EndDiastolicMl * (1 + 0.03 * normals[1]),
            left.EndSystolicMl * (1 + 0.05 * normals[2]),
            left.MassGrams * (1 + 0.04 * normals[3]),
            right.EndDiastolicMl * (1 + 0.04 * normals[4]),
            right.EndSystolicMl * (1 + 0.05 * normals[5]),
            Erring(heart.Left.SegmentThickness(), 0.25, normals.AsSpan(10)),
            Erring(Percent(heart.Left.CircumferentialStrain()), 1.2, normals.AsSpan(10 + AhaSegments.Ring)),
            Erring(Percent(heart.Left.RadialStrain()), 4, normals.AsSpan(10 + 2 * AhaSegments.Ring)));
        ReadOnlySpan<(int Count, double Missing, bool BySegment)> groups =
        [
            (LeftCount, 0.02, false), (RightCount, 0.04, false),
            (SegmentCount, 0.03, true), (SegmentCount, 0.06, true), (SegmentCount, 0.06, true),
        ];
        var first = 0;
        Span<double> uniforms = stackalloc double[SegmentCount + 1];
        foreach (var (count, missing, bySegment) in groups)
        {
            draws.Uniforms(uniforms);
            for (var i = 0; i < count; i++)
            {
                var alone = bySegment && i < AhaSegments.Ring && uniforms[1 + i] < 0.01;
                if (alone || uniforms[0] < missing) measured[first + i] = double.NaN;
            }
            first += count;
        }
        return measured;
    }

    private static double[] Assemble(
        double rate, double edv, double esv, double mass, double rightEdv, double rightEsv,
        double[] thickness, double[] circumferential, double[] radial)
    {
        var (stroke, rightStroke) = (edv - esv, rightEdv - rightEsv);
        return
        [
            edv, esv, stroke, 100 * stroke / edv, stroke * rate / 1000, mass,
            rightEdv, rightEsv, rightStroke, 100 * rightStroke / rightEdv,
            .. thickness, thickness.Average(), .. circumferential, circumferential.Average(), .. radial, radial.Average(),
        ];
    }

    private static double[] Erring(double[] values, double deviation, ReadOnlySpan<double> normals)
    {
        for (var i = 0; i < values.Length; i++) values[i] += deviation * normals[i];
        return values;
    }

    private static double[] Percent(double[] strains) => Array.ConvertAll(strains, strain => 100 * strain);

    private static IEnumerable<string> Segments(string name, string unit) =>
        Enumerable.Range(1, AhaSegments.Ring).Select(segment => $"{name}_AHA_{segment}_{unit}").Append($"{name}_global_{unit}");
}
