using EcgCmrNative.Models.Evaluation.Intervals;

namespace EcgCmrNative.Models.Evaluation.Calibration;

/// <summary>
/// A confidence interval for the share of positive cases among all cases with a score. It assumes only that this share does not fall as the
/// score rises. Then the m calibration cases just below a score have at most this share on average, and the exact binomial lower bound of
/// their positives (Clopper and Pearson 1934) is one of the share; the m cases just above give the upper bound, each with half of the error
/// probability. m = ⌈n^⅔⌉ of n cases, the width of the blocks in which isotonic regression averages. Unlike the range of
/// <see cref="VennAbers"/>, it has a coverage. Bounds are kept at a few scores; between them they are those of the next score outwards,
/// which are valid there too.
/// </summary>
/// <param name="Scores">The scores with bounds, increasing.</param>
/// <param name="Low">Lower bounds at them, rounded down to 4 decimals.</param>
/// <param name="High">Upper bounds at them, rounded up.</param>
/// <param name="Coverage">Probability that the interval of a score holds the share, between 0 and 1.</param>
/// <param name="Cases">Number of calibration cases, n.</param>
public sealed record ProbabilityInterval(double[] Scores, double[] Low, double[] High, double Coverage, int Cases)
{
    /// <summary>Scores with bounds. With more, the interval changes in smaller steps, and files are larger.</summary>
    private const int MostScores = 64;

    private const double Steps = 1e4;

    /// <summary>Takes calibration cases, which the model was not fitted on and which are independent: one of each person.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">A higher score means that the case is likelier to be positive.</param>
    /// <param name="coverage">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is NaN, there are no cases, or the coverage is impossible.</exception>
    public static ProbabilityInterval Fit(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, double coverage = 0.95)
    {
        if (truth.Length != scores.Length) throw new ArgumentException($"{truth.Length} true labels, but {scores.Length} scores");
        if (truth.IsEmpty) throw new ArgumentException("there are no calibration cases");
        if (!(coverage > 0 && coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "the coverage must be between 0 and 1");
        if (scores.IndexOf(double.NaN) >= 0) throw new ArgumentException("a score is NaN: it cannot be ranked");
        var (n, values) = (truth.Length, scores.ToArray());
        // A stable sort of scores alone: which cases are neighbours must not depend on their labels.
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => values[i])];
        var sorted = Array.ConvertAll(order, i => values[i]);
        var positives = new int[n + 1];
        for (var i = 0; i < n; i++) positives[i + 1] = positives[i] + (truth[order[i]] ? 1 : 0);
        var neighbours = (int)Math.Ceiling(Math.Pow(n, 2.0 / 3) - 1e-9);
        var count = Math.Min(n, MostScores);
        double[] chosen = [.. Enumerable.Range(0, count).Select(i => sorted[(int)((long)i * (n - 1) / Math.Max(1, count - 1))]).Distinct()];
        var tail = (1 - coverage) / 2;
        return new ProbabilityInterval(chosen, Array.ConvertAll(chosen, LowerBound), Array.ConvertAll(chosen, UpperBound), coverage, n);

        double LowerBound(double score)
        {
            var end = Count(sorted, score, isIncluded: true);
            var first = Math.Max(0, end - neighbours);
            return Math.Floor(BinomialBounds.Lower(positives[end] - positives[first], end - first, tail) * Steps) / Steps;
        }

        double UpperBound(double score)
        {
            var first = Count(sorted, score, isIncluded: false);
            var end = Math.Min(n, first + neighbours);
            return Math.Ceiling(BinomialBounds.Upper(positives[end] - positives[first], end - first, tail) * Steps) / Steps;
        }
    }

    /// <summary>The interval of a score.</summary>
    public (double Low, double High) Of(double score)
    {
        var (below, above) = (Count(Scores, score, isIncluded: true) - 1, Count(Scores, score, isIncluded: false));
        return (below < 0 ? 0 : Low[below], above == Scores.Length ? 1 : High[above]);
    }

    /// <summary>Why an interval that was read from a file is invalid, or null.</summary>
    internal string? Refusal()
    {
        if (Scores is null || Low is null || High is null) return "a part of it is missing";
        if (Scores.Length == 0 || Low.Length != Scores.Length || High.Length != Scores.Length)
            return $"{Scores.Length} scores, {Low.Length} lower and {High.Length} upper bounds";
        if (Scores.Any(double.IsNaN) || Scores.Zip(Scores.Skip(1)).Any(pair => pair.First >= pair.Second))
            return "its scores do not ascend";
        if (!Low.Zip(High).All(bounds => bounds.First >= 0 && bounds.First <= bounds.Second && bounds.Second <= 1))
            return "a bound is outside 0 to 1, or a lower one is above the upper one";
        return Coverage > 0 && Coverage < 1 && Cases > 0 ? null : $"coverage {Coverage} from {Cases} cases";
    }

    /// <summary>Number of values below a limit, or up to it.</summary>
    private static int Count(double[] sorted, double limit, bool isIncluded)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < limit || (isIncluded && sorted[middle] == limit)) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
