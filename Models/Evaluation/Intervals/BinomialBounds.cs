namespace EcgCmrNative.Models.Evaluation.Intervals;

/// <summary>Exact confidence bounds of a share (Clopper and Pearson, Biometrika 1934).</summary>
internal static class BinomialBounds
{
    /// <summary>The share at which as many positive cases or more would have the probability <paramref name="tail"/>; 0 for none.</summary>
    public static double Lower(int positives, int cases, double tail)
    {
        if (positives == 0) return 0;
        var logChoices = 0.0;
        for (var i = 1; i <= positives; i++) logChoices += Math.Log((cases - positives + i) / (double)i);
        // The tail grows with the share, and above the share that was found it is more than any tail of interest.
        var (low, high) = (0.0, (double)positives / cases);
        for (var middle = high / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (Tail(middle) < tail) low = middle;
            else high = middle;
        }
        return low;

        double Tail(double share)
        {
            var term = Math.Exp(logChoices + positives * Math.Log(share) + (cases - positives) * Math.Log(1 - share));
            var sum = term;
            for (var i = positives; i < cases && term > 0; i++) sum += term *= (double)(cases - i) / (i + 1) * share / (1 - share);
            return sum;
        }
    }

    /// <summary>The share at which as many positive cases or fewer would have the probability <paramref name="tail"/>; 1 if all
    /// are.</summary>
    public static double Upper(int positives, int cases, double tail) => 1 - Lower(cases - positives, cases, tail);
}
