using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Classification;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>
/// A linear classifier that is trained beside, on embeddings to which it sends no gradient back. The defaults are the paper's.
/// </summary>
public sealed record ClassifierOptions
{
    /// <summary>The label that it learns, a column of the store whose values are 0, 1, …; missing ones do not count.</summary>
    public required string Label { get; init; }

    /// <summary>Whose embedding it sees; where there is one kind of data, that.</summary>
    public Modality Side { get; init; } = Modality.Ecg;

    /// <summary>Weights of the classes, as many as there are.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [0.55, 10];

    /// <summary>Where its weights start.</summary>
    public ClassifierStart Start { get; init; } = ClassifierStart.Kaiming;

    /// <summary>Learning rate.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>The class of every record; −1 where it is not known.</summary>
    /// <param name="labelNames">The labels that records have.</param>
    /// <param name="records">The records.</param>
    /// <exception cref="ArgumentException">There is no such label, or a value of it is no class.</exception>
    internal int[] Classes(IReadOnlyList<string> labelNames, IReadOnlyList<CohortRecord> records)
    {
        var column = labelNames.ToList().IndexOf(Label);
        if (column < 0) throw new ArgumentException($"there is no label '{Label}'; there are {string.Join(", ", labelNames)}");
        return [.. records.Select(record => Class(record.Labels[column], record.Record))];

        int Class(float value, string record) =>
            float.IsNaN(value) ? -1
            : value >= 0 && value < ClassWeights.Count && value == (int)value ? (int)value
            : throw new ArgumentException(
                $"{record} has {value} for the label '{Label}': with {ClassWeights.Count} class weights, classes are 0 to "
                + $"{ClassWeights.Count - 1}");
    }

    /// <inheritdoc/>
    public bool Equals(ClassifierOptions? other) =>
        other is not null
        && (Label, Side, Start, LearningRate, WeightDecay)
            == (other.Label, other.Side, other.Start, other.LearningRate, other.WeightDecay)
        && ClassWeights.SequenceEqual(other.ClassWeights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Label, Side, Start, LearningRate, WeightDecay, ClassWeights.Count);
}
