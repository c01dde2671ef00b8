namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Metrics of scores that rank cases. Cases of equal score are taken together; conventions are those of scikit-learn.</summary>
public static class RankingMetrics
{
    /// <summary>Area under the ROC curve: the probability that a positive case scores higher than a negative one, ties counting
    /// half.</summary>
    /// <returns>From 0 to 1; NaN without both classes.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public static double Auroc(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores) => new RankedScores(truth, scores).Auroc();

    /// <summary>Average precision Σ (R_n − R_{n−1}) P_n of the positive class, the step-wise area under the precision-recall curve
    /// (AUPRC).</summary>
    /// <returns>From 0 to 1; NaN without positive cases.</returns>
    /// <inheritdoc cref="Auroc"/>
    public static double AveragePrecision(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores) =>
        new RankedScores(truth, scores).AveragePrecision();

    /// <summary>The mean over classes of a metric of "this class against the rest".</summary>
    /// <param name="metric"><see cref="Auroc"/> or <see cref="AveragePrecision"/>.</param>
    /// <param name="truth">The class of each case, counted from 0.</param>
    /// <param name="scores">[cases, classes].</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public static double OneVersusRest(
        Func<ReadOnlySpan<bool>, ReadOnlySpan<double>, double> metric, ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, int classes)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (scores.Length != (long)truth.Length * classes)
            throw new ArgumentException($"{scores.Length} scores for {truth.Length} cases of {classes} classes");
        var (isClass, score) = (new bool[truth.Length], new double[truth.Length]);
        var sum = 0.0;
        for (var k = 0; k < classes; k++)
        {
            for (var i = 0; i < truth.Length; i++) (isClass[i], score[i]) = (truth[i] == k, scores[i * classes + k]);
            sum += metric(isClass, score);
        }
        return sum / classes;
    }
}
