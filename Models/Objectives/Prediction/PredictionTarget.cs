using System.Text.Json.Serialization;

namespace EcgCmrNative.Models.Objectives.Prediction;

/// <summary>
/// One quantity that a model predicts, and what it knows of it from its training set. Several statements about one ECG are several targets
/// of two classes.
/// </summary>
public sealed record PredictionTarget
{
    /// <summary>Its name: that of its column in the table of labels.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required TargetKind Kind { get; init; }

    /// <summary>The unit of a number or of a time; null if it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>The column with the time of the event or of the last observation; null for other kinds.</summary>
    public string? TimeName { get; init; }

    /// <summary>
    /// The values of the column that the classes stand for, in ascending order: class i is <c>ClassValues[i]</c>. Empty for other kinds.
    /// </summary>
    public IReadOnlyList<double> ClassValues { get; init; } = [];

    /// <summary>The share of each class in the training set, without missing values. Empty for other kinds.</summary>
    public IReadOnlyList<double> Prevalence { get; init; } = [];

    /// <summary>The weight of each class in the loss; empty for 1.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>The mean of a number in the training set, in its unit.</summary>
    public double Mean { get; init; }

    /// <summary>The standard deviation of a number in the training set, in its unit. The model predicts (value − mean)/deviation.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>People of the training set with a value.</summary>
    public int Known { get; init; }

    /// <summary>
    /// The numbers that a model gives for it: a logit for each class; a standardised number; the logarithm of a relative hazard.
    /// </summary>
    [JsonIgnore]
    public int Outputs => Kind == TargetKind.Classes ? ClassValues.Count : 1;

    /// <summary>True for two classes: the second is the one whose probability is reported.</summary>
    [JsonIgnore]
    public bool IsBinary => Kind == TargetKind.Classes && ClassValues.Count == 2;

    /// <summary>Why a target that was read from a file is invalid, or null.</summary>
    internal string? Refusal()
    {
        if (string.IsNullOrEmpty(Name)) return "a target has no name";
        // A part that a file lacks is null, whatever its initial value.
        if (ClassValues is null || Prevalence is null || ClassWeights is null) return $"target '{Name}': its classes are missing";
        if (!Enum.IsDefined(Kind)) return $"target '{Name}': unknown kind {Kind}";
        if (Kind == TargetKind.Classes)
        {
            if (ClassValues.Count < 2) return $"target '{Name}': {ClassValues.Count} classes; there must be 2 or more";
            if (ClassWeights.Count != 0 && ClassWeights.Count != ClassValues.Count)
                return $"target '{Name}': {ClassWeights.Count} class weights for {ClassValues.Count} classes";
            if (!ClassWeights.All(weight => weight > 0 && double.IsFinite(weight)))
                return $"target '{Name}': a class weight is not a number above 0";
            if (!ClassValues.All(double.IsFinite) || ClassValues.Zip(ClassValues.Skip(1)).Any(pair => pair.First >= pair.Second))
                return $"target '{Name}': the values of its classes do not ascend";
            if (Prevalence.Count != ClassValues.Count)
                return $"target '{Name}': {Prevalence.Count} prevalences, {ClassValues.Count} classes";
        }
        if (Kind == TargetKind.TimeToEvent && string.IsNullOrEmpty(TimeName)) return $"target '{Name}': its time has no name";
        return Kind == TargetKind.Number && !(Deviation > 0 && double.IsFinite(Deviation) && double.IsFinite(Mean))
            ? $"target '{Name}': mean {Mean} and deviation {Deviation}"
            : null;
    }
}
