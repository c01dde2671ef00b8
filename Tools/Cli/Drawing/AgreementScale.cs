using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>What the colours of a map of similarities span: its mean, and as much above and below as it goes.</summary>
internal readonly record struct AgreementScale(double Mean, double Span)
{
    public static readonly Rgb Red = new(178, 24, 43);
    public static readonly Rgb Blue = new(33, 102, 172);
    private static readonly Rgb Neutral = new(247, 247, 247);

    public static AgreementScale Of(ReadOnlySpan<double> map)
    {
        var mean = TensorPrimitives.Sum(map) / map.Length;
        return new AgreementScale(mean, Math.Max(TensorPrimitives.Max(map) - mean, mean - TensorPrimitives.Min(map)));
    }

    /// <summary>How far a value is from the mean: −1 to 1, and 0 for NaN.</summary>
    public double Share(double value)
    {
        var share = Span > 0 ? Math.Clamp((value - Mean) / Span, -1, 1) : 0;
        return double.IsNaN(share) ? 0 : share;
    }

    /// <summary>Red above the mean, blue below.</summary>
    public static Rgb Full(double share) => share < 0 ? Blue : Red;

    public Rgb Colour(double value)
    {
        var share = Share(value);
        return Rgb.Mix(Neutral, Full(share), Math.Abs(share));
    }

    public override string ToString() => FormattableString.Invariant($"cosine {Mean:F3} +/- {Span:F3}");
}
