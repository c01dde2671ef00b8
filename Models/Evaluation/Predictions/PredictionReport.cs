namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>A metric with its interval.</summary>
/// <param name="Label">The label or phenotype; null for a target that has one, and for the mean over labels.</param>
/// <param name="Metric">Its name, such as <c>auroc</c>.</param>
/// <param name="Value">Of all cases.</param>
/// <param name="Low">Lower end of the bootstrap interval over people.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Cases">Cases with a known truth; for a mean, summed over labels.</param>
/// <param name="Events">Positive cases, or observed events; null for numbers and for several classes.</param>
/// <param name="Missing">Cases that were left out because the truth is missing.</param>
public sealed record EvaluatedMetric(
    string? Label, string Metric, double Value, double Low, double High, int Cases, int? Events, int Missing);

/// <summary>A metric that is not given.</summary>
/// <param name="Label">The label or phenotype; null for a target that has one, and for the mean over labels.</param>
/// <param name="Metric">Its name; null for all metrics of the label.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Cases">Cases with a known truth.</param>
/// <param name="Events">Positive cases, or observed events; null for numbers and for several classes.</param>
/// <param name="Missing">Cases that were left out because the truth is missing.</param>
public sealed record OmittedMetric(string? Label, string? Metric, string Reason, int Cases, int? Events, int Missing);

/// <summary>What an evaluation found.</summary>
/// <param name="Metrics">Every metric that has a value and an interval: label by label, then the means over labels.</param>
/// <param name="Omitted">The others, with the reason.</param>
public sealed record PredictionReport(IReadOnlyList<EvaluatedMetric> Metrics, IReadOnlyList<OmittedMetric> Omitted)
{
    /// <summary>A metric by its names; null if it is not given.</summary>
    /// <param name="metric">Such as <c>auroc</c>.</param>
    /// <param name="label">The label or phenotype; null for a target that has one, and for the mean over labels.</param>
    public EvaluatedMetric? Find(string metric, string? label = null) =>
        Metrics.FirstOrDefault(found => found.Metric == metric && found.Label == label);
}

/// <summary>What an evaluation found for some of the cases.</summary>
/// <param name="Name">The subgroup.</param>
/// <param name="Cases">Cases in it, with a known truth or without.</param>
/// <param name="People">People in it.</param>
/// <param name="Report">Its metrics, or why there are none.</param>
public sealed record SubgroupReport(string Name, int Cases, int People, PredictionReport Report);
