using EcgCmrNative.Models.Evaluation.Retrieval;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>Projections of some pairs in the common space, not normalised.</summary>
/// <param name="Pairs">Which pairs.</param>
/// <param name="Images">[pairs, width].</param>
/// <param name="Ecgs">[pairs, width].</param>
/// <param name="Width">Numbers of a projection.</param>
public sealed record PairProjections(IReadOnlyList<int> Pairs, float[] Images, float[] Ecgs, int Width)
{
    /// <summary>Retrieval between the sides, the image being the first, and their geometry.</summary>
    public RetrievalReport Retrieval() => RetrievalReport.Of(new UnitEmbeddings(Images, Width), new UnitEmbeddings(Ecgs, Width));

    /// <summary>Adds what <see cref="RetrievalReport.Named"/> names, and <c>pairs</c>.</summary>
    internal void Measure(MetricSums metrics)
    {
        metrics.Add("pairs", Pairs.Count);
        foreach (var (name, value) in Retrieval().Named("cmr", "ecg")) metrics.Add(name, value);
    }
}
