namespace EcgCmrNative.Kernels.Launch;

/// <summary>
/// Functions that PTX lacks or has only as approximations, from additions and products alone: the same on every device,
/// relative error below 4e-7. NaN goes in, NaN comes out.
/// </summary>
internal static class GpuMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the first has so few bits that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    private const float InverseSqrt2Pi = 0.398942280f;

    /// <summary>eˣ; 0 below the normal numbers, infinite above the largest.</summary>
    public static float Exp(float x)
    {
        var exponent = MathF.Floor((x * Log2E) + 0.5f);
        var r = x - (exponent * Ln2High) - (exponent * Ln2Low);

        // Taylor series; |r| is at most ln 2 / 2.
        var series = (1f / 5040 * r) + (1f / 720);
        series = (series * r) + (1f / 120);
        series = (series * r) + (1f / 24);
        series = (series * r) + (1f / 6);
        series = (series * r) + 0.5f;
        series = (series * r) + 1f;
        series = (series * r) + 1f;

        // One step of the exponent is a factor of its own, as 2^128 is no float.
        var result = series * 2f * BitConverter.Int32BitsToSingle(((int)exponent + 126) << 23);
        result = x < -86f ? 0f : result;
        return x > 88.72284f ? float.PositiveInfinity : result;
    }

    /// <summary>ln x for positive normal x.</summary>
    public static float Log(float x)
    {
        // x = 2^exponent · m with m in [√½, √2): the offset moves the mantissa's cut from 1 to √½.
        const int CutAtRootHalf = 0x3f800000 - 0x3f3504f3;
        var bits = BitConverter.SingleToInt32Bits(x) + CutAtRootHalf;
        var exponent = (float)((bits >> 23) - 127);
        var m = BitConverter.Int32BitsToSingle((bits & 0x007fffff) + 0x3f3504f3);

        var logarithm = (exponent * Ln2High) + ((exponent * Ln2Low) + TwiceArtanh((m - 1f) / (m + 1f)));
        return x < float.PositiveInfinity ? logarithm : x;
    }

    /// <summary>ln x for any x: −∞ at 0, NaN below.</summary>
    public static float SignedLog(float x)
    {
        // Subnormal numbers have no exponent to read off: 2^24 makes them normal.
        var logarithm = x < 1.17549435e-38f ? Log(x * 16777216f) - 16.6355323f : Log(x);
        logarithm = x == 0f ? float.NegativeInfinity : logarithm;
        return x < 0f ? float.NaN : logarithm;
    }

    /// <summary>tanh x.</summary>
    public static float Tanh(float x)
    {
        // Near zero x + x·u·P(u) with u = x², P fitted at Chebyshev nodes: (e²ˣ − 1)/(e²ˣ + 1) loses the digits there.
        var u = x * x;
        var p = (-0.006269119715f * u) + 0.02111095905f;
        p = (p * u) - 0.05387394885f;
        p = (p * u) + 0.1333291537f;
        p = (p * u) - 0.3333333033f;
        var far = 1f - (2f / (1f + Exp(2f * x)));
        return MathF.Abs(x) > 0.6f ? far : x + (x * u * p);
    }

    /// <summary>s(x)·s(−x) of the logistic function s, without the cancellation of 1 − s(x) for large x.</summary>
    public static float SigmoidDerivative(float x)
    {
        var decay = Exp(-MathF.Abs(x));
        return decay / ((1f + decay) * (1f + decay));
    }

    /// <summary>ln(1 − x) for x from 0 to ¼, exact also where 1 − x is no longer.</summary>
    public static float LogOfComplement(float x) => TwiceArtanh(-x / (2f - x));

    /// <summary>cos(2π·b·2⁻³²).</summary>
    public static float CosineOfTurn(uint b) => SineOfTurn(b + 0x40000000);

    /// <summary>sin(2π·b·2⁻³²).</summary>
    public static float SineOfTurn(uint b)
    {
        // The nearest quarter turn, and what is left, between −π/4 and π/4.
        var quarter = (b + 0x20000000) >> 30;
        var x = (int)(b - (quarter << 30)) * (float)(2 * Math.PI / 4294967296);
        var x2 = x * x;
        var sine = (1f / 362880 * x2) - (1f / 5040);
        sine = (sine * x2) + (1f / 120);
        sine = (sine * x2) - (1f / 6);
        sine = x + (x * x2 * sine);
        var cosine = (1f / 40320 * x2) - (1f / 720);
        cosine = (cosine * x2) + (1f / 24);
        cosine = (cosine * x2) - 0.5f;
        cosine = 1f + (x2 * cosine);
        var value = quarter % 2 == 0 ? sine : cosine;
        return quarter >= 2 ? -value : value;
    }

    /// <summary>The normal distribution function Φ(x).</summary>
    public static float NormalCdf(float x) => NormalCdf(x, Exp(-0.5f * x * x));

    /// <summary>x·Φ(x).</summary>
    public static float Gelu(float x) => x * NormalCdf(x);

    /// <summary>Φ(x) + x·φ(x).</summary>
    public static float GeluDerivative(float x)
    {
        var bell = Exp(-0.5f * x * x);
        return NormalCdf(x, bell) + (x * InverseSqrt2Pi * bell);
    }

    // 2·artanh(s) = ln((1 + s)/(1 − s)); |s| is at most 0.172.
    private static float TwiceArtanh(float s)
    {
        var s2 = s * s;
        var series = (1f / 9 * s2) + (1f / 7);
        series = (series * s2) + (1f / 5);
        series = (series * s2) + (1f / 3);
        return (2f * s) + (2f * s * s2 * series);
    }

    // Φ(−z) = exp(−z²/2) · t·P(t), t = 1/(1 + 0.3 z): P interpolates Mills' ratio at the Chebyshev nodes of z in [0, 14].
    private static float NormalCdf(float x, float bell)
    {
        var t = 1f / (1f + (0.3f * MathF.Abs(x)));
        var p = (-0.020914359f * t) + 0.11404027f;
        p = (p * t) - 0.23203848f;
        p = (p * t) + 0.19694068f;
        p = (p * t) - 0.08374255f;
        p = (p * t) + 0.09848074f;
        p = (p * t) + 0.07758907f;
        p = (p * t) + 0.11040518f;
        p = (p * t) + 0.11955176f;
        p = (p * t) + 0.11968769f;
        var tail = bell * t * p;
        return x < 0f ? tail : 1f - tail;
    }
}
