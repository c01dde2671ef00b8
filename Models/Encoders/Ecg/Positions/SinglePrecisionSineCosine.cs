namespace EcgCmrNative.Models.Encoders.Ecg.Positions;

/// <summary>
/// Sine and cosine computed in single precision throughout, with the roundings of NumPy 1.24. Position tables need these and not better
/// ones: the published models were trained with them, and one unit in the last place of a table grows to 1e-4 where a batch norm follows
/// that sees two samples. Errors reach about 1.5 units in the last place.
/// </summary>
internal static class SinglePrecisionSineCosine
{
    /// <summary>Above this the reduction of the cosine loses accuracy, and the mathematics library takes over.</summary>
    private const float Limit = 71476.0625f;

    private const float TwoOverPi = 0.636619747f;

    // π/2 in three parts; the first has trailing zeros so that its products are exact (Cody and Waite 1980).
    private const float HalfPiHigh = 1.57079601f;
    private const float HalfPiMiddle = 3.13916473e-7f;
    private const float HalfPiLow = 5.39030253e-15f;

    /// <summary>Both functions of an angle in radians.</summary>
    public static (float Sine, float Cosine) Of(float angle)
    {
        if (!(MathF.Abs(angle) <= Limit)) return (MathF.Sin(angle), MathF.Cos(angle));
        var quarters = MathF.Round(angle * TwoOverPi);
        var x = MathF.FusedMultiplyAdd(quarters, -HalfPiHigh, angle);
        x = MathF.FusedMultiplyAdd(quarters, -HalfPiMiddle, x);
        x = MathF.FusedMultiplyAdd(quarters, -HalfPiLow, x);
        var (sine, cosine) = (NearZeroSine(x), NearZeroCosine(x));
        return ((int)quarters & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }

    /// <summary>Sine within ±π/4.</summary>
    private static float NearZeroSine(float x)
    {
        var square = x * x;
        var sum = MathF.FusedMultiplyAdd(2.84040971e-6f, square, -1.98564914e-4f);
        sum = MathF.FusedMultiplyAdd(sum, square, 8.3333971e-3f);
        sum = MathF.FusedMultiplyAdd(sum, square, -0.166666672f);
        return MathF.FusedMultiplyAdd(sum * square, x, x);
    }

    /// <summary>Cosine within ±π/4.</summary>
    private static float NearZeroCosine(float x)
    {
        var square = x * x;
        var sum = MathF.FusedMultiplyAdd(2.43722661e-5f, square, -1.38865202e-3f);
        sum = MathF.FusedMultiplyAdd(sum, square, 4.16666195e-2f);
        sum = MathF.FusedMultiplyAdd(sum, square, -0.5f);
        return MathF.FusedMultiplyAdd(sum, square, 1);
    }
}
