using EcgCmrNative.Models.Evaluation.Retrieval;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>Where the two sides of some pairs lie in the common space, not normalised.</summary>
/// <param name="Pairs">Which pairs.</param>
/// <param name="Images">[pairs, width].</param>
/// <param name="Ecgs">[pairs, width].</param>
/// <param name="Width">Numbers of a projection.</param>
public sealed record PairProjections(IReadOnlyList<int> Pairs, float[] Images, float[] Ecgs, int Width)
{
    private const int IntervalAt = 10;

    /// <summary>How well the sides find each other, the image being the first, and how they lie.</summary>
    public RetrievalReport Retrieval() => RetrievalReport.Of(new UnitEmbeddings(Images, Width), new UnitEmbeddings(Ecgs, Width));

    /// <summary>Adds what <see cref="RetrievalReport.AddTo"/> names, <c>pairs</c>, and the 95 % interval of R@10 in each direction.</summary>
    internal void Measure(MetricSums metrics)
    {
        var report = Retrieval();
        report.AddTo(metrics, "cmr", "ecg");
        metrics.Add("pairs", Pairs.Count);
        foreach (var (direction, ranks) in new[] { ("cmr_to_ecg", report.FirstToSecond), ("ecg_to_cmr", report.SecondToFirst) })
        {
            var interval = ranks.RecallInterval(IntervalAt);
            metrics.Add($"{direction}_recall_{IntervalAt}_low", interval.Low);
            metrics.Add($"{direction}_recall_{IntervalAt}_high", interval.High);
        }
    }
}
