namespace EcgCmrNative.Models.Evaluation.Calibration;

/// <summary>A probability with the range that calibration leaves open.</summary>
/// <param name="Low">p₀, the calibrated probability if the case were negative.</param>
/// <param name="High">p₁, the calibrated probability if it were positive; above p₀.</param>
/// <param name="Probability">p₁/(1 − p₀ + p₁), which makes the log loss regret of both the same.</param>
public readonly record struct ProbabilityRange(double Low, double High, double Probability);

/// <summary>
/// Inductive Venn–Abers prediction (Vovk and Petej, UAI 2014), the conformal counterpart for a probability: the new case joins the
/// calibration cases once as negative and once as positive, and isotonic regression of each gives p₀ and p₁. One of the two is a calibrated
/// probability whenever cases are exchangeable, whatever the model. The range is wide where there are few calibration cases; it is not
/// an interval of a chosen coverage.
/// </summary>
/// <param name="Scores">The distinct scores of the calibration cases, increasing.</param>
/// <param name="Cases">Number of cases with each score.</param>
/// <param name="Positives">Number of positive cases with each score.</param>
public sealed record VennAbers(double[] Scores, int[] Cases, int[] Positives)
{
    /// <summary>Takes calibration cases, which the model was not fitted on.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">A higher score means that the case is likelier to be positive.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public static VennAbers Fit(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores)
    {
        if (truth.Length != scores.Length) throw new ArgumentException($"{truth.Length} true labels, but {scores.Length} scores");
        var counts = new SortedDictionary<double, (int Cases, int Positives)>();
        for (var i = 0; i < truth.Length; i++)
        {
            if (double.IsNaN(scores[i])) throw new ArgumentException("a score is NaN: it cannot be ranked");
            var (cases, positives) = counts.GetValueOrDefault(scores[i]);
            counts[scores[i]] = (cases + 1, positives + (truth[i] ? 1 : 0));
        }
        return new VennAbers(
            [.. counts.Keys], [.. counts.Values.Select(count => count.Cases)], [.. counts.Values.Select(count => count.Positives)]);
    }

    /// <summary>The range of a score; 0 to 1 without calibration cases. Takes time in proportion to the number of distinct
    /// scores.</summary>
    /// <exception cref="ArgumentException">The score is NaN.</exception>
    public ProbabilityRange Of(double score)
    {
        if (double.IsNaN(score)) throw new ArgumentException("the score is NaN: it cannot be ranked", nameof(score));
        var place = Array.BinarySearch(Scores, score);
        var (isNew, at) = (place < 0, place < 0 ? ~place : place);
        var (cases, shares) = (new double[Scores.Length + (isNew ? 1 : 0)], new double[Scores.Length + (isNew ? 1 : 0)]);
        var (low, high) = (Calibrated(positives: 0), Calibrated(positives: 1));
        return new ProbabilityRange(low, high, high / (1 - low + high));

        double Calibrated(int positives)
        {
            for (var i = 0; i < cases.Length; i++)
            {
                var old = isNew && i > at ? i - 1 : i;
                var (count, found) = isNew && i == at ? (0, 0) : (Cases[old], Positives[old]);
                if (i == at) (count, found) = (count + 1, found + positives);
                (cases[i], shares[i]) = (count, (double)found / count);
            }
            return IsotonicRegression.Pool(shares, cases)[at];
        }
    }
}
