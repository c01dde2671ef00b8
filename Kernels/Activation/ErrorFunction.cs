namespace EcgCmrNative.Kernels.Activation;

/// <summary>erf and erfc in double, to about 1e-15, by the two expansions of Abramowitz and Stegun, 7.1.6 and 7.1.14.</summary>
public static class ErrorFunction
{
    private const double SeriesLimit = 2;
    private const int FractionTerms = 60;

    /// <summary>erf x = 2/√π · ∫₀ˣ e^(−t²) dt.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        return Math.Abs(x) < SeriesLimit ? Series(x) : Math.CopySign(1 - Fraction(Math.Abs(x)), x);
    }

    /// <summary>erfc x = 1 − erf x, without the cancellation for large x.</summary>
    public static double Erfc(double x)
    {
        if (Math.Abs(x) < SeriesLimit || double.IsNaN(x)) return 1 - Erf(x);
        return x > 0 ? Fraction(x) : 2 - Fraction(-x);
    }

    // erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms have the sign of x.
    private static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // √π · e^(x²) · erfc x = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + 2/(x + …))))), from the inside out.
    private static double Fraction(double x)
    {
        var fraction = x;
        for (var n = FractionTerms; n > 0; n--) fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
