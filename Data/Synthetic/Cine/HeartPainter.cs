using System.Numerics;
using System.Runtime.CompilerServices;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic.Cine;

/// <summary>
/// Paints the ventricles into a short-axis frame. Boundaries are given by direction from the left ventricle's axis; the part of a pixel,
/// and of a slice whose wall is oblique, that lies on either side of a boundary follows from its distance to it.
/// </summary>
internal sealed class HeartPainter
{
    private const int Angles = LeftVentricle.Angles;
    /// <summary>A boundary is blurred over one and a half pixels.</summary>
    private const float EdgeMm = 2.7f;

    /// <summary>Where fat and water share a pixel their signals cancel: a dark line around muscle.</summary>
    private const float RimMm = 0.9f;

    private const double BoxMm = 92;

    private readonly VirtualHeart _heart;
    private readonly CineAppearance _look;
    private readonly Pixel[] _pixels;
    private readonly float[] _speckle;
    private readonly double[] _endo = new double[Angles];
    private readonly double[] _epi = new double[Angles];
    private readonly double[] _outer = new double[Angles];
    private readonly double[] _lowerEndo = new double[Angles];
    private readonly double[] _lowerEpi = new double[Angles];
    private readonly double[] _lowerOuter = new double[Angles];
    private readonly Boundary[] _boundaries = new Boundary[Angles + 1];
    private readonly float[] _trabeculae = new float[Angles];

    public HeartPainter(VirtualHeart heart, CineAppearance look, Texture texture)
    {
        (_heart, _look) = (heart, look);
        var pixels = new List<Pixel>();
        var speckle = new List<float>();
        for (var row = 0; row < CineGrid.Pixels; row++)
        {
            var y = (row + 0.5) * CineGrid.PixelMm - look.Centre.Y;
            for (var column = 0; column < CineGrid.Pixels; column++)
            {
                var x = (column + 0.5) * CineGrid.PixelMm - look.Centre.X;
                var radius = Math.Sqrt(x * x + y * y);
                if (radius > BoxMm) continue;
                var turns = (Math.Atan2(-y, x) - look.HeartRadians) / Math.Tau;
                var angle = (turns - Math.Floor(turns)) * Angles;
                var (sin, cos) = Math.SinCos(turns * Math.Tau);
                pixels.Add(new Pixel(
                    row * CineGrid.Pixels + column, (float)radius, Math.Min((int)angle, Angles - 1), (float)(angle - Math.Floor(angle)),
                    (float)(radius * cos), (float)(radius * sin)));
                speckle.Add(texture.At((float)x / 5.5f + 11, (float)y / 5.5f + 23));
            }
        }
        (_pixels, _speckle) = ([.. pixels], [.. speckle]);
        for (var angle = 0; angle < Angles; angle++)
        {
            var radians = LeftVentricle.AngleOf(angle);
            for (var wave = 0; wave < 5; wave++)
                _trabeculae[angle] += (float)(0.009 * Math.Sin((5 + 3 * wave) * radians + Math.Tau * look.Details[8 + wave]));
        }
    }

    /// <summary>Paints one phase.</summary>
    /// <param name="frame">Signals [<see cref="CineGrid.Pixels"/>²] of the body; those of the heart are painted over them.</param>
    /// <param name="heightMm">Height of the middle of the slice above the tip of the left cavity.</param>
    /// <param name="contraction">From 0 to 1.</param>
    public void Paint(Span<float> frame, double heightMm, double contraction)
    {
        var inBase = FindBoundaries(heightMm, contraction);
        var depth = 1 - heightMm / _heart.Left.LengthAt(contraction);
        var muscles = inBase && depth is > 0.25 and < 0.8 ? Papillaries(contraction) : default;
        for (var i = 0; i < _pixels.Length; i++)
        {
            ref readonly var pixel = ref _pixels[i];
            ref readonly var from = ref _boundaries[pixel.Angle];
            ref readonly var to = ref _boundaries[pixel.Angle + 1];
            var share = pixel.Share;
            var fat = from.Fat + share * (to.Fat - from.Fat) - pixel.Radius;
            if (fat < -4) continue;
            ref var value = ref frame[pixel.Index];
            value = Mix(value, 0.14f, (fat + RimMm) / EdgeMm + 0.5f);
            value = Mix(value, _look.Fat, fat / EdgeMm + 0.5f);
            var wall = from.Wall + share * (to.Wall - from.Wall) - pixel.Radius;
            if (wall < -4) continue;
            value = Mix(value, 0.10f, (wall + RimMm) / EdgeMm + 0.5f);
            value = Mix(value, 0.95f * _look.Myocardium, wall / EdgeMm + 0.5f);
            var right = Inside(pixel, from.Outer, to.Outer, from.OuterEdge, to.OuterEdge);
            // Trabeculae of the right ventricle: dark threads, more of them near its wall.
            var threads = Math.Max(0, _speckle[i] - 0.2f) * (right < 4 ? 0.8f : 0.35f);
            value = Mix(value, Mix(_look.RightBlood, _look.Myocardium, threads), right + 0.5f);
            var epi = Inside(pixel, from.Epi, to.Epi, from.EpiEdge, to.EpiEdge);
            if (epi < -1) continue;
            value = Mix(value, _look.Myocardium * (1 + 0.05f * _speckle[i]), epi + 0.5f);
            var endo = Inside(pixel, from.Endo, to.Endo, from.EndoEdge, to.EndoEdge);
            if (endo < -1) continue;
            var blood = 1 + 0.03f * _speckle[i];
            if (muscles[0].Z > 0) blood = Mix(blood, 1.1f * _look.Myocardium, muscles.Inside(pixel.X, pixel.Y) / EdgeMm + 0.5f);
            value = Mix(value, blood, endo + 0.5f + 0.35f * _speckle[i]);
        }
    }

    /// <summary>Marks what each pixel of one phase shows.</summary>
    /// <param name="frame">Receives the tissue of each pixel of the heart; other pixels stay as they are.</param>
    /// <param name="heightMm">As of <see cref="Paint"/>.</param>
    /// <param name="contraction">From 0 to 1.</param>
    public void Mark(Span<HeartTissue> frame, double heightMm, double contraction)
    {
        FindBoundaries(heightMm, contraction);
        foreach (ref readonly var pixel in _pixels.AsSpan())
        {
            ref readonly var from = ref _boundaries[pixel.Angle];
            ref readonly var to = ref _boundaries[pixel.Angle + 1];
            if (Inside(pixel, from.Endo, to.Endo, from.EndoEdge, to.EndoEdge) >= 0) frame[pixel.Index] = HeartTissue.LeftCavity;
            else if (Inside(pixel, from.Epi, to.Epi, from.EpiEdge, to.EpiEdge) >= 0) frame[pixel.Index] = HeartTissue.Myocardium;
            else if (from.Wall + pixel.Share * (to.Wall - from.Wall) >= pixel.Radius) frame[pixel.Index] = HeartTissue.RightVentricle;
        }
    }

    private bool FindBoundaries(double heightMm, double contraction)
    {
        var inBase = _heart.Left.Section(heightMm, contraction, _endo, _epi);
        _heart.Right.Section(heightMm, contraction, _epi, _outer);
        const double Below = CineGrid.SliceMm / 2;
        _heart.Left.Section(heightMm - Below, contraction, _lowerEndo, _lowerEpi);
        _heart.Right.Section(heightMm - Below, contraction, _lowerEpi, _lowerOuter);
        for (var angle = 0; angle < Angles; angle++)
        {
            // Above the base there is an atrium: the same cavity with a thin wall.
            var epi = inBase ? _epi[angle] : _endo[angle] + 2.5;
            var outer = Math.Max(_outer[angle], epi);
            var deep = outer - epi;
            var wall = outer + RightVentricle.WallMm * Math.Min(1, deep / 4);
            var fat = epi > 0 ? wall + FatAt(LeftVentricle.AngleOf(angle), deep) : -10;
            _boundaries[angle] = new Boundary(
                (float)(_endo[angle] * (1 + _trabeculae[angle])), Edge(_endo[angle] - _lowerEndo[angle]),
                (float)epi, Edge(inBase ? _epi[angle] - _lowerEpi[angle] : 0),
                (float)outer, Edge(_outer[angle] - _lowerOuter[angle]), (float)wall, (float)fat);
        }
        _boundaries[Angles] = _boundaries[0];
        return inBase;
    }

    /// <summary>
    /// Fat around the heart: little towards the lung, most next to the right ventricle and in the grooves between both.
    /// </summary>
    private double FatAt(double radians, double rightMm)
    {
        var side = 0.5 - 0.5 * Math.Cos(radians - 0.6 * _look.Details[5]);
        var lumps = 0.3 * Math.Sin(5 * radians + Math.Tau * _look.Details[22]) + 0.3 * Math.Sin(8 * radians + Math.Tau * _look.Details[23]);
        return _look.EpicardialFatMm * (0.1 + (1.3 + lumps) * side * side + (rightMm is > 0 and < 7 ? 0.8 : 0));
    }

    /// <summary>Width over which a boundary is blurred: a pixel, and twice what it moves sideways through half the slice.</summary>
    private static float Edge(double sideways) => (float)Math.Clamp(EdgeMm + 2 * Math.Abs(sideways), 1, 12);

    /// <summary>Two muscles that start at the wall, each with two heads of different size.</summary>
    private PapillaryMuscles Papillaries(double contraction)
    {
        var muscles = default(PapillaryMuscles);
        for (var head = 0; head < PapillaryMuscles.Heads; head++)
        {
            var (first, own) = (head < PapillaryMuscles.Heads / 2, _look.Details[14 + head]);
            var radians = (first ? 0.5 + 0.35 * _look.Details[7] : -1.0 - 0.35 * _look.Details[13]) + 0.34 * (head % 2) * (own - 0.3);
            var turns = radians / Math.Tau;
            var endo = _boundaries[(int)((turns - Math.Floor(turns)) * Angles)].Endo;
            var radius = (head % 2 == 0 ? 2.4 : 0.8) + 2.4 * own + 0.5 * contraction;
            var at = Math.Max(endo - (0.3 + 1.1 * _look.Details[18 + head]) * radius, 0.3 * endo);
            muscles[head] = new Vector3((float)(at * Math.Cos(radians)), (float)(at * Math.Sin(radians)), (float)radius);
        }
        return muscles;
    }

    /// <summary>How far a pixel is within a boundary between two directions, in widths of its edge.</summary>
    private static float Inside(in Pixel pixel, float from, float to, float fromEdge, float toEdge) =>
        (from + pixel.Share * (to - from) - pixel.Radius) / (fromEdge + pixel.Share * (toEdge - fromEdge));

    private static float Mix(float outside, float inside, float share) => outside + Math.Clamp(share, 0, 1) * (inside - outside);

    private readonly record struct Pixel(int Index, float Radius, int Angle, float Share, float X, float Y);

    private readonly record struct Boundary(
        float Endo, float EndoEdge, float Epi, float EpiEdge, float Outer, float OuterEdge, float Wall, float Fat);

    /// <summary>Discs of muscle within the cavity: x, y and radius of each.</summary>
    [InlineArray(Heads)]
    private struct PapillaryMuscles
    {
        public const int Heads = 4;

        private Vector3 _first;

        /// <summary>How far a place is within the nearest of them; negative outside.</summary>
        public readonly float Inside(float x, float y)
        {
            var inside = -100f;
            foreach (var head in this)
            {
                var (dx, dy) = (x - head.X, y - head.Y);
                inside = Math.Max(inside, head.Z - MathF.Sqrt(dx * dx + dy * dy));
            }
            return inside;
        }
    }
}
