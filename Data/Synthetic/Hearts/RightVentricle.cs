namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>
/// A right ventricle, lying around the septum as a crescent: from the left ventricle's outer boundary outwards by a depth that is largest
/// in the middle of the septum and at the base, and scaled so that the volumes are exactly those asked for.
/// </summary>
public sealed class RightVentricle
{
    /// <summary>Thickness of its free wall.</summary>
    public const double WallMm = 3;

    private const double End = 0.88;

    private readonly LeftVentricle _left;
    private readonly double _halfAngle;
    private readonly double _skew;
    private readonly double _diastolicDepth;
    private readonly double _systolicDepth;

    /// <summary>Builds the ventricle around another one.</summary>
    /// <param name="left">The left ventricle.</param>
    /// <param name="endDiastolicMl">Volume in end-diastole.</param>
    /// <param name="endSystolicMl">Volume in end-systole.</param>
    /// <param name="halfAngle">How far it reaches around the left one at the base, in radians from the middle of the septum.</param>
    /// <param name="skew">How much deeper it is towards the inferior wall, as a part.</param>
    public RightVentricle(LeftVentricle left, double endDiastolicMl, double endSystolicMl, double halfAngle, double skew)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(endSystolicMl);
        ArgumentOutOfRangeException.ThrowIfLessThan(endDiastolicMl, endSystolicMl);
        (_left, _halfAngle, _skew) = (left, halfAngle, skew);
        (EndDiastolicMl, EndSystolicMl) = (endDiastolicMl, endSystolicMl);
        _diastolicDepth = DepthFor(endDiastolicMl, 0);
        _systolicDepth = DepthFor(endSystolicMl, 1);
    }

    /// <summary>Volume in end-diastole.</summary>
    public double EndDiastolicMl { get; }

    /// <summary>Volume in end-systole.</summary>
    public double EndSystolicMl { get; }

    /// <summary>Volume at a contraction from 0 to 1, ml.</summary>
    public double CavityMl(double contraction)
    {
        var (linear, square) = Moments(contraction);
        var depth = DepthAt(contraction);
        return (linear * depth + square * depth * depth) / 1000;
    }

    /// <summary>The outer boundary of its cavity in a short-axis plane; without one, the left ventricle's outer boundary.</summary>
    /// <param name="heightMm">Height of the plane above the tip of the left cavity.</param>
    /// <param name="contraction">From 0 to 1.</param>
    /// <param name="epi">The left ventricle's outer boundary there [<see cref="LeftVentricle.Angles"/>].</param>
    /// <param name="outer">The result [<see cref="LeftVentricle.Angles"/>].</param>
    public void Section(double heightMm, double contraction, ReadOnlySpan<double> epi, Span<double> outer)
    {
        var depth = Math.Max(0, 1 - heightMm / _left.LengthAt(contraction));
        var reach = heightMm < 0 ? 0 : DepthAt(contraction) * Along(depth);
        for (var angle = 0; angle < LeftVentricle.Angles; angle++)
            outer[angle] = epi[angle] + reach * Around(LeftVentricle.AngleOf(angle), depth);
    }

    private double DepthAt(double contraction) => _diastolicDepth + contraction * (_systolicDepth - _diastolicDepth);

    private static double Along(double depth) => depth >= End ? 0 : Math.Pow(1 - depth * depth / (End * End), 0.7);

    private double Around(double radians, double depth)
    {
        var x = (radians - Math.PI) / (_halfAngle - 0.3 * depth);
        return Math.Abs(x) >= 1 ? 0 : Math.Pow(1 - x * x * x * x, 0.8) * (1 + _skew * x);
    }

    private double DepthFor(double ml, double contraction)
    {
        var (linear, square) = Moments(contraction);
        return (Math.Sqrt(linear * linear + 4 * square * ml * 1000) - linear) / (2 * square);
    }

    /// <summary>The volume is a quadratic in the depth; these are its coefficients.</summary>
    private (double Linear, double Square) Moments(double contraction)
    {
        Span<double> endo = stackalloc double[LeftVentricle.Angles];
        Span<double> epi = stackalloc double[LeftVentricle.Angles];
        var length = _left.LengthAt(contraction);
        var (linear, square) = (0.0, 0.0);
        for (var plane = 0; plane < LeftVentricle.Planes; plane++)
        {
            var depth = LeftVentricle.DepthOf(plane);
            _left.Section((1 - depth) * length, contraction, endo, epi);
            for (var angle = 0; angle < LeftVentricle.Angles; angle++)
            {
                var reach = Along(depth) * Around(LeftVentricle.AngleOf(angle), depth);
                linear += epi[angle] * reach;
                square += reach * reach / 2;
            }
        }
        var piece = length / LeftVentricle.Planes * Math.Tau / LeftVentricle.Angles;
        return (linear * piece, square * piece);
    }
}
