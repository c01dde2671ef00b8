namespace EcgCmrNative.Models.Evaluation.Retrieval;

/// <summary>Retrieval between the two sides of some pairs, and their geometry.</summary>
/// <param name="FirstToSecond">Of the first side among the second.</param>
/// <param name="SecondToFirst">Of the second side among the first.</param>
/// <param name="Geometry">Alignment, uniformity, gap.</param>
public sealed record RetrievalReport(PartnerRanks FirstToSecond, PartnerRanks SecondToFirst, EmbeddingGeometry Geometry)
{
    /// <summary>The k of R@k that are reported.</summary>
    public static IReadOnlyList<int> Places { get; } = [1, 5, 10];

    /// <summary>Searches both ways. Pairs must be of different people, or intervals are too narrow.</summary>
    /// <exception cref="ArgumentException">The embeddings are not pairs.</exception>
    public static RetrievalReport Of(UnitEmbeddings first, UnitEmbeddings second) =>
        new(PartnerRanks.Of(first, second), PartnerRanks.Of(second, first), EmbeddingGeometry.Of(first, second));

    /// <summary>
    /// The numbers of a log. Per direction, such as <c>cmr_to_ecg</c>: <c>…_r1</c>, <c>…_r5</c>, <c>…_r10</c> and
    /// <c>…_median_rank</c>, each
    /// with its 95 % interval <c>…_low</c> and <c>…_high</c>; then <c>alignment</c>, <c>uniformity_cmr</c>, <c>uniformity_ecg</c> and
    /// <c>modality_gap</c>. Values that are not finite are left out.
    /// </summary>
    /// <param name="first">Name of the first side, such as <c>cmr</c>.</param>
    /// <param name="second">Name of the second side.</param>
    public IEnumerable<(string Name, double Value)> Named(string first, string second) =>
        All(first, second).Where(entry => double.IsFinite(entry.Value));

    private IEnumerable<(string Name, double Value)> All(string first, string second)
    {
        foreach (var (direction, ranks) in new[] { ($"{first}_to_{second}", FirstToSecond), ($"{second}_to_{first}", SecondToFirst) })
        {
            (string Name, BootstrapInterval Interval)[] intervals =
            [
                .. Places.Select(k => ($"{direction}_r{k}", ranks.RecallInterval(k))),
                ($"{direction}_median_rank", ranks.MedianRankInterval()),
            ];
            foreach (var (name, interval) in intervals)
            {
                yield return (name, interval.Value);
                yield return ($"{name}_low", interval.Low);
                yield return ($"{name}_high", interval.High);
            }
        }
        yield return ("alignment", Geometry.Alignment);
        yield return ($"uniformity_{first}", Geometry.FirstUniformity);
        yield return ($"uniformity_{second}", Geometry.SecondUniformity);
        yield return ("modality_gap", Geometry.Gap);
    }
}
