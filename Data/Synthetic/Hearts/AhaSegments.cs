namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>
/// The segments of the left ventricle (Cerqueira et al., Circulation 2002): 1–6 basal, 7–12 mid-ventricular, 13–16 apical, 17 the tip.
/// Angles are those of the short-axis view: 0° lateral, 90° anterior, 180° septal, 270° inferior.
/// </summary>
public static class AhaSegments
{
    /// <summary>Segments that a short-axis stack shows; the tip is the seventeenth.</summary>
    public const int Ring = 16;

    /// <summary>All segments, the tip included.</summary>
    public const int Count = 17;

    /// <summary>Where the apical third ends as a short-axis stack measures it: below, there is hardly a cavity.</summary>
    internal const double ApicalEnd = 0.9;

    /// <summary>The artery that supplies each segment.</summary>
    private static readonly Territory[] Supply =
    [
        Territory.Lad, Territory.Lad, Territory.Rca, Territory.Rca, Territory.Lcx, Territory.Lcx,
        Territory.Lad, Territory.Lad, Territory.Rca, Territory.Rca, Territory.Lcx, Territory.Lcx,
        Territory.Lad, Territory.Lad, Territory.Rca, Territory.Lcx, Territory.Lad,
    ];

    /// <summary>The artery of a segment.</summary>
    /// <param name="segment">1 to 17.</param>
    public static Territory SuppliedBy(int segment) => Supply[segment - 1];

    /// <summary>True for the segments that both ventricles share.</summary>
    /// <param name="segment">1 to 17.</param>
    public static bool IsSeptal(int segment) => segment is 2 or 3 or 8 or 9 or 14;

    /// <summary>The segment at a place of the wall, 1 to 16; null below the apical third.</summary>
    /// <param name="radians">Angle in the short-axis view.</param>
    /// <param name="depth">From 0 at the base to 1 at the tip.</param>
    internal static int? At(double radians, double depth)
    {
        if (depth >= ApicalEnd) return null;
        var level = Math.Min(2, (int)(depth * 3));
        var turns = radians / Math.Tau;
        return level < 2 ? 1 + 6 * level + Sector(turns, 6) : 13 + Sector(turns, 4);
    }

    /// <summary>
    /// Weights that spread one number per segment smoothly over the wall: cosine steps between the centres of neighbours around the ring,
    /// and along the axis.
    /// </summary>
    internal static double[] WeightsAt(double radians, double depth)
    {
        var weights = new double[Ring];
        var position = Math.Clamp(depth * 3 - 0.5, 0, 2);
        var level = Math.Min(1, (int)position);
        var lower = Ease(position - level);
        AddRing(weights, radians / Math.Tau, level, 1 - lower);
        AddRing(weights, radians / Math.Tau, level + 1, lower);
        return weights;
    }

    private static void AddRing(double[] weights, double turns, int level, double share)
    {
        var (first, count) = level < 2 ? (6 * level, 6) : (12, 4);
        // Segments are numbered counter-clockwise from the anterior one, whose centre is at a quarter turn.
        var position = (turns - 0.25) * count;
        var before = (int)Math.Floor(position);
        var after = Ease(position - before);
        weights[first + Wrap(before, count)] += share * (1 - after);
        weights[first + Wrap(before + 1, count)] += share * after;
    }

    private static int Sector(double turns, int count) => Wrap((int)Math.Floor((turns - 0.25) * count + 0.5), count);

    private static int Wrap(int index, int count) => (index % count + count) % count;

    private static double Ease(double x) => 0.5 - 0.5 * Math.Cos(Math.PI * x);
}
