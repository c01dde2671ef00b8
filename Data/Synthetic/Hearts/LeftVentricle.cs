namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>
/// The geometry of a left ventricle at any moment. The cavity's radius at depth u, from 0 at the base to 1 at the tip, is R·√(1 − u³),
/// between a half ellipsoid and a cylinder; each place of the wall moves inwards by its own share, the base moves towards the tip, and the
/// wall thickens such that every piece of it keeps its volume. Radius, thickness and motion are scaled so that volumes and mass are exactly
/// those of the shape. Lengths in millimetres.
/// </summary>
public sealed class LeftVentricle
{
    /// <summary>Directions around the axis in which boundaries are given, counter-clockwise from lateral.</summary>
    public const int Angles = 72;

    /// <summary>Density of myocardium, g/ml.</summary>
    public const double Density = 1.05;

    private const int Levels = 32;
    private const double AngleStep = Math.Tau / Angles;
    private const double CubicMillimetresPerMl = 1000;

    private static readonly double[][] Weights =
        [.. Enumerable.Range(0, Levels * Angles).Select(i => AhaSegments.WeightsAt(AngleOf(i % Angles), DepthOf(i / Angles)))];

    private static readonly int?[] Segments =
        [.. Enumerable.Range(0, Levels * Angles).Select(i => AhaSegments.At(AngleOf(i % Angles), DepthOf(i / Angles)))];

    private readonly double _radius;
    private readonly double[] _round = new double[Angles];
    private readonly double[] _thickness = new double[Levels * Angles];
    private readonly double[] _motion = new double[Levels * Angles];
    private readonly double[] _delay = new double[Levels * Angles];

    /// <summary>Builds the ventricle.</summary>
    /// <exception cref="ArgumentException">
    /// No ventricle has this shape: a volume or the mass is not positive, or the cavity would have to turn inside out.
    /// </exception>
    public LeftVentricle(LeftVentricleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Shape = shape;
        if (!(shape.EndSystolicMl > 0 && shape.EndDiastolicMl > shape.EndSystolicMl && shape.MassGrams > 0 && shape.LengthMm > 0))
            throw new ArgumentException(
                $"invalid left ventricle: volumes of {shape.EndDiastolicMl} and {shape.EndSystolicMl} ml and a mass of {shape.MassGrams} g",
                nameof(shape));
        for (var angle = 0; angle < Angles; angle++) _round[angle] = shape.Roundness.At(AngleOf(angle));
        for (var i = 0; i < Weights.Length; i++)
        {
            for (var segment = 0; segment < AhaSegments.Ring; segment++)
            {
                var weight = Weights[i][segment];
                _thickness[i] += weight * shape.Thickness[segment];
                _motion[i] += weight * shape.Contraction[segment];
                if (AhaSegments.IsSeptal(segment + 1)) _delay[i] += weight * (shape.SeptalDelay - 1);
            }
        }
        _radius = 1;
        _radius = Math.Sqrt(shape.EndDiastolicMl * CubicMillimetresPerMl / CavityVolume(0, 0));
        ScaleMotion();
        TipThicknessMm = ScaleThickness();
    }

    /// <summary>What it was built from.</summary>
    public LeftVentricleShape Shape { get; }

    /// <summary>Thickness of the seventeenth segment, along the axis, in end-diastole.</summary>
    public double TipThicknessMm { get; }

    /// <summary>Length of the cavity at a contraction from 0 to 1.</summary>
    public double LengthAt(double contraction) => Shape.LengthMm * (1 - Shape.Shortening * contraction);

    /// <summary>Volume of the cavity at a contraction from 0 to 1, ml.</summary>
    public double CavityMl(double contraction) => CavityVolume(contraction, 1) / CubicMillimetresPerMl;

    /// <summary>Volume of the myocardium at a contraction from 0 to 1, ml; it does not change.</summary>
    public double MyocardiumMl(double contraction)
    {
        var sum = 0.0;
        for (var level = 0; level < Levels; level++)
        {
            for (var angle = 0; angle < Angles; angle++)
            {
                var (endo, wall) = At(level, angle, contraction);
                sum += (endo + wall / 2) * wall * AngleStep;
            }
        }
        var (radius, height) = Tip(contraction);
        return (sum * LengthAt(contraction) / Levels + 2.0 / 3 * Math.PI * radius * radius * height) / CubicMillimetresPerMl;
    }

    /// <summary>Mean wall thickness of each of the 16 segments in end-diastole, as a short-axis view measures it.</summary>
    public double[] SegmentThickness() => MeanOfSegments((level, angle) => At(level, angle, 0).Wall);

    /// <summary>
    /// Circumferential strain of each of the 16 segments in end-systole, in the middle of the wall; negative for shortening.
    /// </summary>
    public double[] CircumferentialStrain() => MeanOfSegments((level, angle) =>
    {
        var (before, after) = (At(level, angle, 0), At(level, angle, 1));
        return (after.Endo + after.Wall / 2) / (before.Endo + before.Wall / 2) - 1;
    });

    /// <summary>Radial strain of each of the 16 segments in end-systole: by what part of its thickness the wall thickens.</summary>
    public double[] RadialStrain() => MeanOfSegments((level, angle) => At(level, angle, 1).Wall / At(level, angle, 0).Wall - 1);

    /// <summary>The boundaries in a short-axis plane, by direction.</summary>
    /// <param name="heightMm">Height of the plane above the tip of the cavity; negative within the wall below it.</param>
    /// <param name="contraction">From 0 to 1.</param>
    /// <param name="endo">Radii of the cavity [<see cref="Angles"/>]; 0 without a cavity.</param>
    /// <param name="epi">Outer radii of the wall [<see cref="Angles"/>]; 0 if the plane misses it.</param>
    /// <returns>False if the plane is above the base, and the section that of the base.</returns>
    public bool Section(double heightMm, double contraction, Span<double> endo, Span<double> epi)
    {
        if (heightMm < 0)
        {
            var (radius, height) = Tip(contraction);
            endo[..Angles].Clear();
            epi[..Angles].Fill(-heightMm < height ? radius * Math.Sqrt(1 - heightMm * heightMm / (height * height)) : 0);
            return true;
        }
        var depth = 1 - heightMm / LengthAt(contraction);
        var profile = Profile(Math.Max(depth, 0));
        var position = Math.Clamp(depth * Levels - 0.5, 0, Levels - 1);
        var level = Math.Min((int)position, Levels - 2);
        for (var angle = 0; angle < Angles; angle++)
        {
            var wall = Between(_thickness, level, position - level, angle);
            var motion = Between(_motion, level, position - level, angle);
            var delay = Between(_delay, level, position - level, angle);
            var inwards = motion * Delayed(contraction, delay);
            (endo[angle], var thickened) = Deform(_radius * profile * _round[angle], wall, inwards, contraction);
            epi[angle] = endo[angle] + thickened;
        }
        return depth >= 0;
    }

    internal static double AngleOf(int angle) => angle * AngleStep;

    internal static double DepthOf(int level) => (level + 0.5) / Levels;

    /// <summary>Where the planes lie in which volumes are summed up: their number.</summary>
    internal static int Planes => Levels;

    /// <summary>The radius of the cavity at a depth, relative to that of the base.</summary>
    private static double Profile(double depth) => Math.Sqrt(1 - depth * depth * depth);

    private static double Delayed(double contraction, double delay) => delay == 0 ? contraction : Math.Pow(contraction, 1 + delay);

    private static double Between(double[] values, int level, double share, int angle) =>
        (1 - share) * values[level * Angles + angle] + share * values[(level + 1) * Angles + angle];

    private (double Endo, double Wall) At(int level, int angle, double contraction)
    {
        var i = level * Angles + angle;
        return Deform(
            _radius * Profile(DepthOf(level)) * _round[angle], _thickness[i], _motion[i] * Delayed(contraction, _delay[i]), contraction);
    }

    /// <summary>Moves a place inwards by a part of its radius; its wall keeps its volume.</summary>
    private (double Endo, double Wall) Deform(double radius, double wall, double inwards, double contraction)
    {
        var endo = radius * (1 - inwards);
        var area = (2 * radius + wall) * wall * Shape.LengthMm / LengthAt(contraction);
        return (endo, Math.Sqrt(endo * endo + area) - endo);
    }

    private (double Radius, double Height) Tip(double contraction)
    {
        var stretch = Shape.LengthMm / LengthAt(contraction);
        var radius = 0.0;
        for (var angle = 0; angle < Angles; angle++) radius += _thickness[(Levels - 1) * Angles + angle] / Angles;
        return (radius * Math.Sqrt(stretch), TipThicknessMm / stretch);
    }

    /// <summary>Volume of the cavity where all motion is multiplied by a factor, mm³.</summary>
    private double CavityVolume(double contraction, double factor)
    {
        var sum = 0.0;
        for (var level = 0; level < Levels; level++)
        {
            var profile = _radius * Profile(DepthOf(level));
            for (var angle = 0; angle < Angles; angle++)
            {
                var i = level * Angles + angle;
                var radius = profile * _round[angle] * (1 - factor * _motion[i] * Delayed(contraction, _delay[i]));
                sum += radius * radius / 2 * AngleStep;
            }
        }
        return sum * LengthAt(contraction) / Levels;
    }

    /// <summary>In end-systole the volume is a quadratic in the factor of all motion: three of its values determine it.</summary>
    private void ScaleMotion()
    {
        var (none, half, whole) = (CavityVolume(1, 0), CavityVolume(1, 0.5), CavityVolume(1, 1));
        var square = 2 * (none + whole) - 4 * half;
        var linear = whole - none - square;
        var root = linear * linear - 4 * square * (none - Shape.EndSystolicMl * CubicMillimetresPerMl);
        var factor = (-linear - Math.Sqrt(root)) / (2 * square);
        foreach (ref var motion in _motion.AsSpan()) motion *= factor;
        if (!(factor > 0 && _motion.Max() < 1))
            throw new ArgumentException(
                $"the motion cannot reduce the left ventricle from {Shape.EndDiastolicMl} to {Shape.EndSystolicMl} ml");
    }

    /// <summary>
    /// Newton's method on the thickness of all walls: the mass is a cubic in it, and convex, so that it converges from above.
    /// </summary>
    /// <returns>The thickness of the tip.</returns>
    private double ScaleThickness()
    {
        double linear = 0, square = 0, tip = 0;
        var column = Shape.LengthMm / Levels * AngleStep;
        for (var level = 0; level < Levels; level++)
        {
            var profile = _radius * Profile(DepthOf(level));
            for (var angle = 0; angle < Angles; angle++)
            {
                var thickness = _thickness[level * Angles + angle];
                linear += profile * _round[angle] * thickness * column;
                square += thickness * thickness / 2 * column;
                if (level == Levels - 1) tip += thickness / Angles;
            }
        }
        var cube = 2.0 / 3 * Math.PI * tip * tip * Shape.Thickness[AhaSegments.Ring];
        var volume = Shape.MassGrams / Density * CubicMillimetresPerMl;
        var scale = volume / linear;
        for (var step = 0; step < 30; step++)
            scale -= (((cube * scale + square) * scale + linear) * scale - volume) / ((3 * cube * scale + 2 * square) * scale + linear);
        foreach (ref var thickness in _thickness.AsSpan()) thickness *= scale;
        return scale * Shape.Thickness[AhaSegments.Ring];
    }

    private static double[] MeanOfSegments(Func<int, int, double> value)
    {
        var (sums, counts) = (new double[AhaSegments.Ring], new int[AhaSegments.Ring]);
        for (var i = 0; i < Segments.Length; i++)
        {
            if (Segments[i] is not { } segment) continue;
            sums[segment - 1] += value(i / Angles, i % Angles);
            counts[segment - 1]++;
        }
        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }
}
