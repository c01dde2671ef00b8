using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>
/// A contrastive loss, both directions alike, that uses a matrix of similarities to find similar samples of a batch.
/// Without the samples' numbers it is <see cref="ClipLoss"/> with λ0 = ½.
/// </summary>
public abstract class SimilarityLoss : ContrastiveLoss
{
    private readonly SimilarityMatrix _similarities;
    private readonly double _threshold;

    /// <summary>Creates the loss.</summary>
    /// <param name="device">The device that computes it.</param>
    /// <param name="similarities">The similarities of the samples.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="threshold">Samples with a similarity above it count as alike.</param>
    /// <param name="learnTemperature">Whether training changes τ.</param>
    private protected SimilarityLoss(
        Device device, SimilarityMatrix similarities, double temperature, double threshold, bool learnTemperature)
    {
        ArgumentNullException.ThrowIfNull(similarities);
        (_similarities, _threshold) = (similarities, threshold);
        Temperature = Add("", new Temperature(device, temperature, learnTemperature));
    }

    /// <inheritdoc/>
    public override Temperature Temperature { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The matrix does not have the sample.</exception>
    public sealed override Tensor Forward(Tensor z0, Tensor z1, ReadOnlySpan<int> samples = default)
    {
        ArgumentNullException.ThrowIfNull(z0);
        if (!samples.IsEmpty)
            ShapeException.Require(
                "contrastive loss", z0.Shape[0] == samples.Length, $"got {samples.Length} sample numbers for embeddings {z0.Shape}");
        var (targets, excluded) = samples.IsEmpty ? (null, null) : Pairs(_similarities.Alike(samples, _threshold));
        using var scope = TensorScope.Open();
        return scope.Keep(z0.L2Normalize().InfoNce(z1.L2Normalize(), Temperature.Logarithm(), 0.5, targets, excluded));
    }

    /// <summary>The positives, and the samples left out.</summary>
    /// <param name="alike">For each sample of the batch the places of the others that are like it, ascending.</param>
    private protected abstract (PairList? Targets, PairList? Excluded) Pairs(List<int>[] alike);

    /// <summary>The targets where each row's and each column's partners share its weight evenly.</summary>
    /// <param name="ofRows">Partners of each row.</param>
    /// <param name="ofColumns">Partners of each column.</param>
    private protected static PairList Shared(IReadOnlyList<int>[] ofRows, IReadOnlyList<int>[] ofColumns)
    {
        var weights = new SortedDictionary<(int Row, int Column), double>();
        for (var i = 0; i < ofRows.Length; i++)
        {
            foreach (var j in ofRows[i]) weights[(i, j)] = weights.GetValueOrDefault((i, j)) + 0.5 / ofRows[i].Count;
            foreach (var j in ofColumns[i]) weights[(j, i)] = weights.GetValueOrDefault((j, i)) + 0.5 / ofColumns[i].Count;
        }
        var list = new PairList();
        foreach (var ((row, column), weight) in weights)
        {
            while (list.Rows < row) list.EndRow();
            list.Add(column, weight);
        }
        while (list.Rows < ofRows.Length) list.EndRow();
        return list;
    }
}
