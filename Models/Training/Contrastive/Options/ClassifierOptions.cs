using EcgCmrNative.Models.Multimodal;
using EcgCmrNative.Models.Objectives;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>
/// A linear classifier that is trained beside, on embeddings to which it sends no gradient back. The defaults are the paper's.
/// </summary>
public sealed record ClassifierOptions
{
    /// <summary>The label that it learns, a column of the store whose values are 0, 1, …; missing ones do not count.</summary>
    public required string Label { get; init; }

    /// <summary>Whose embedding it sees.</summary>
    public Modality Side { get; init; } = Modality.Ecg;

    /// <summary>Weights of the classes, as many as there are.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [0.55, 10];

    /// <summary>Where its weights start.</summary>
    public ClassifierStart Start { get; init; } = ClassifierStart.Kaiming;

    /// <summary>Learning rate.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <inheritdoc/>
    public bool Equals(ClassifierOptions? other) =>
        other is not null && (Label, Side, Start, LearningRate, WeightDecay) == (other.Label, other.Side, other.Start, other.LearningRate, other.WeightDecay)
        && ClassWeights.SequenceEqual(other.ClassWeights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Label, Side, Start, LearningRate, WeightDecay, ClassWeights.Count);
}
