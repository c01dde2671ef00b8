using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using EcgCmrNative.Models.Evaluation.Retrieval;

namespace EcgCmrNative.Models.Evaluation.Verdicts;

/// <summary>
/// Compares figures with what is reached without a model: the mean beat, chance, the prevalence or the mean of the training set. A model
/// is only better if the whole interval is.
/// </summary>
public static class Judge
{
    /// <summary>Compares an interval with a value.</summary>
    /// <param name="low">Lower end of the interval; NaN without one.</param>
    /// <param name="high">Upper end of it.</param>
    /// <param name="reference">The value that must be beaten.</param>
    /// <param name="higherIsBetter">False for ranks and errors.</param>
    public static Verdict Of(double low, double high, double reference, bool higherIsBetter = true)
    {
        if (!(low <= high) || double.IsNaN(reference)) return Verdict.Unknown;
        if (low <= reference && reference <= high) return Verdict.NotShown;
        return low > reference == higherIsBetter ? Verdict.Better : Verdict.Worse;
    }

    /// <summary>
    /// The value of a metric that needs no model: 0.5 for <c>auroc</c> and <c>concordance</c>, 0 for <c>r2</c> and <c>pcc</c>; null for
    /// metrics without a fixed one.
    /// </summary>
    /// <param name="metric">The metric's name.</param>
    public static double? Reference(string metric) => metric switch
    {
        "auroc" or "concordance" => 0.5,
        "r2" or "pcc" => 0,
        _ => null,
    };

    /// <summary>A masked autoencoder beside the mean beat: the interval of the paired difference and 0.</summary>
    public static Verdict OfReconstruction(ReconstructionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var difference = report.Differences.FirstOrDefault(method => method.Name == ReconstructionScore.ModelMinusMeanBeat)?.Ncc;
        return difference is { } ncc ? Of(ncc.Low, ncc.High, 0) : Verdict.Unknown;
    }

    /// <summary>
    /// Retrieval in a direction: the interval of the median rank and the rank of random guesses. The median rank, since R@k says little
    /// where k is near the number of pairs.
    /// </summary>
    /// <param name="medianRank">The median rank with its interval.</param>
    /// <param name="pairs">Number of pairs.</param>
    public static Verdict OfRetrieval(BootstrapInterval medianRank, int pairs) =>
        Of(medianRank.Low, medianRank.High, PartnerRanks.ChanceRankOf(pairs), higherIsBetter: false);

    /// <summary>
    /// Every target by its main metric: <c>auroc</c> of classes, <c>r2</c> of numbers, <c>concordance</c> of times to an event. An R² of 0
    /// is that of the mean, an AUROC of 0.5 that of the prevalence.
    /// </summary>
    public static IReadOnlyList<TargetVerdict> OfPredictions(PredictionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return
        [
            .. report.Metrics.Where(metric => metric is { Label: not null, Metric: "auroc" or "r2" or "concordance" })
                .Select(metric => new TargetVerdict(metric, Of(metric.Low, metric.High, Reference(metric.Metric)!.Value))),
        ];
    }
}

/// <summary>The verdict on the predictions of a target.</summary>
/// <param name="Metric">The metric that decides.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record TargetVerdict(EvaluatedMetric Metric, Verdict Verdict);
