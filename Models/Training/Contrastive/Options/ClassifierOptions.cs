using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Classification;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>
/// A linear classifier that is also trained, on embeddings without gradient to the encoder. The defaults are the paper's.
/// </summary>
public sealed record ClassifierOptions
{
    /// <summary>The label that it learns, a column of the store with values 0, 1, …; missing values are ignored.</summary>
    public required string Label { get; init; }

    /// <summary>The encoder whose embedding it uses; ignored with one modality.</summary>
    public Modality Side { get; init; } = Modality.Ecg;

    /// <summary>Weights of the classes, one for each class.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [0.55, 10];

    /// <summary>Its initial weights.</summary>
    public ClassifierStart Start { get; init; } = ClassifierStart.Kaiming;

    /// <summary>Learning rate.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        foreach (var weight in ClassWeights) SettingRange.Positive(weight, "the weight of a class", nameof(ClassWeights));
        SettingRange.Positive(LearningRate, "the learning rate of the classifier", nameof(LearningRate));
        SettingRange.AtLeast(WeightDecay, 0, "the weight decay of the classifier", nameof(WeightDecay));
    }

    /// <summary>The class of every record; −1 if it is missing.</summary>
    /// <param name="labelNames">The labels that records have.</param>
    /// <param name="records">The records.</param>
    /// <exception cref="ArgumentException">The label does not exist, or one of its values is not a class.</exception>
    internal int[] Classes(IReadOnlyList<string> labelNames, IReadOnlyList<CohortRecord> records)
    {
        var column = labelNames.ToList().IndexOf(Label);
        if (column < 0) throw new ArgumentException($"unknown label '{Label}'; the labels are {string.Join(", ", labelNames)}");
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
