namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>How a left ventricle differs from a circle in a short-axis view.</summary>
/// <param name="Ellipticity">Relative amplitude of two bulges.</param>
/// <param name="EllipseRadians">Where the first one is.</param>
/// <param name="Triangularity">Relative amplitude of three bulges.</param>
/// <param name="TriangleRadians">Where the first one is.</param>
public readonly record struct Roundness(double Ellipticity, double EllipseRadians, double Triangularity, double TriangleRadians)
{
    /// <summary>The radius in a direction, relative to a circle's.</summary>
    public double At(double radians) =>
        1 + Ellipticity * Math.Cos(2 * (radians - EllipseRadians)) + Triangularity * Math.Cos(3 * (radians - TriangleRadians));
}

/// <summary>What determines a left ventricle.</summary>
public sealed record LeftVentricleShape
{
    /// <summary>Volume of the cavity in end-diastole, papillary muscles counted as blood.</summary>
    public required double EndDiastolicMl { get; init; }

    /// <summary>Volume of the cavity in end-systole.</summary>
    public required double EndSystolicMl { get; init; }

    /// <summary>Mass of the myocardium.</summary>
    public required double MassGrams { get; init; }

    /// <summary>Length of the cavity from base to tip in end-diastole.</summary>
    public required double LengthMm { get; init; }

    /// <summary>The part of its length that it loses in systole.</summary>
    public required double Shortening { get; init; }

    /// <summary>Deviation from a circle.</summary>
    public required Roundness Roundness { get; init; }

    /// <summary>Wall thickness of the 17 segments in end-diastole, relative to each other.</summary>
    public required IReadOnlyList<double> Thickness { get; init; }

    /// <summary>Inward motion of the 16 segments of the ring, relative to each other.</summary>
    public required IReadOnlyList<double> Contraction { get; init; }

    /// <summary>How late the septum moves: its contraction is that of the others to this power; 1 is at the same time.</summary>
    public double SeptalDelay { get; init; } = 1;
}
