using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Models.Evaluation.Retrieval;

/// <summary>How well the two sides of some pairs find each other, and how they lie.</summary>
/// <param name="FirstToSecond">Of the first side among the second.</param>
/// <param name="SecondToFirst">Of the second side among the first.</param>
/// <param name="Geometry">Alignment, uniformity, gap.</param>
public sealed record RetrievalReport(PartnerRanks FirstToSecond, PartnerRanks SecondToFirst, EmbeddingGeometry Geometry)
{
    /// <summary>The k of R@k that are reported.</summary>
    public static IReadOnlyList<int> Places { get; } = [1, 5, 10];

    /// <summary>Searches both ways. Pairs are to be of different people, or intervals come out too narrow.</summary>
    /// <exception cref="ArgumentException">They are no pairs.</exception>
    public static RetrievalReport Of(UnitEmbeddings first, UnitEmbeddings second) =>
        new(PartnerRanks.Of(first, second), PartnerRanks.Of(second, first), EmbeddingGeometry.Of(first, second));

    /// <summary>
    /// Adds for a log, per direction such as <c>cmr_to_ecg</c>, <c>…_r1</c>, <c>…_r5</c>, <c>…_r10</c> and <c>…_median_rank</c>, each with
    /// its 95 % interval <c>…_low</c> and <c>…_high</c>; and <c>alignment</c>, <c>uniformity_cmr</c>, <c>uniformity_ecg</c> and
    /// <c>modality_gap</c>. What has no value is left out.
    /// </summary>
    /// <param name="metrics">Receives the numbers.</param>
    /// <param name="first">Name of the first side, such as <c>cmr</c>.</param>
    /// <param name="second">Name of the second side.</param>
    public void AddTo(MetricSums metrics, string first, string second)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var (direction, ranks) in new[] { ($"{first}_to_{second}", FirstToSecond), ($"{second}_to_{first}", SecondToFirst) })
        {
            foreach (var k in Places) AddInterval($"{direction}_r{k}", ranks.RecallInterval(k));
            AddInterval($"{direction}_median_rank", ranks.MedianRankInterval());
        }
        Add("alignment", Geometry.Alignment);
        Add($"uniformity_{first}", Geometry.FirstUniformity);
        Add($"uniformity_{second}", Geometry.SecondUniformity);
        Add("modality_gap", Geometry.Gap);

        void AddInterval(string name, BootstrapInterval interval)
        {
            Add(name, interval.Value);
            Add($"{name}_low", interval.Low);
            Add($"{name}_high", interval.High);
        }

        void Add(string name, double value)
        {
            if (double.IsFinite(value)) metrics.Add(name, value);
        }
    }
}
