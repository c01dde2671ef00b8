using System.Text.Json;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Models.Studies;

/// <summary>
/// What a cell ends with: its predictions for the test people beside the true values. All figures of a table come from these.
/// </summary>
public sealed record CellResult
{
    /// <summary>The person of each test row.</summary>
    public required IReadOnlyList<string> People { get; init; }

    /// <summary>The targets that were learned.</summary>
    public required IReadOnlyList<CellTarget> Targets { get; init; }

    /// <summary>The targets that were not, with the reason.</summary>
    public required IReadOnlyList<LeftOutTarget> LeftOut { get; init; }

    /// <summary>Recordings or images that were learned from.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>
    /// The criterion on the validation set; of a probe, the mean of the targets' R² or AUROC. NaN if nothing was learned.
    /// </summary>
    public double ValidationScore { get; init; } = double.NaN;

    /// <summary>The epoch of the weights, from 1; null for probes.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>The number of the trial that was chosen on the validation set, from 1; null without a search.</summary>
    public int? Trial { get; init; }

    /// <summary>Of a search: the settings of the trial that was chosen, as a part of a configuration.</summary>
    public string? Settings { get; init; }

    /// <summary>Reads the result of a finished cell.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public static CellResult Read(string path)
    {
        try
        {
            using var stream = FileSystem.Disk.OpenRead(path);
            var result = JsonSerializer.Deserialize(stream, StudyJson.Default.CellResult) ?? throw new JsonException("it is empty");
            var rows = result.People.Count;
            return result.Targets.All(target => target.Truth.Length == rows && target.Predicted.Length == rows)
                ? result
                : throw new JsonException("not every target has a value for every person");
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or NotSupportedException or NullReferenceException)
        {
            throw new DataFormatException(
                path, null, $"the result cannot be read: {JsonReason.Of(error)}; delete the file, and the cell is done again", error);
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    internal void Write(string path) => FileSystem.Disk.WriteAtomically(
        path, stream => JsonSerializer.Serialize(stream, this, StudyJson.Default.CellResult));

    /// <summary>Some of the targets as the evaluation takes them.</summary>
    /// <param name="names">Their names, of one kind.</param>
    internal PredictedTarget Take(IReadOnlyList<string> names)
    {
        CellTarget[] chosen = [.. names.Select(name => Targets.First(target => target.Name == name))];
        double[] Matrix(Func<CellTarget, double[]> values) =>
            [.. Enumerable.Range(0, People.Count).SelectMany(row => chosen.Select(target => values(target)[row]))];
        return chosen[0].Kind == TargetKind.Number
            ? new NumbersTarget(names, Matrix(target => target.Truth), Matrix(target => target.Predicted))
            : new LabelsTarget(
                names, Matrix(target => target.Truth), Matrix(target => target.Predicted),
                [.. chosen.Select(target => target.Threshold ?? double.NaN)]);
    }

    /// <summary>The predictions of a fine-tuned model.</summary>
    internal static IReadOnlyList<CellTarget> TargetsOf(FineTunedPredictions predictions) =>
    [
        .. predictions.Calibrated.Select((target, t) => new CellTarget
        {
            Name = target.Target.Name,
            Kind = target.Target.Kind,
            Threshold = target.Threshold,
            Truth = [.. predictions.Test.Truth(t)],
            Predicted =
            [
                .. Enumerable.Range(0, predictions.Test.Count)
                    .Select(row => TargetDecoder.Decode(target, predictions.Test.Outputs(row, t)).Value),
            ],
        }),
    ];
}

/// <summary>Calibrated targets and the outputs for the test rows.</summary>
/// <param name="Calibrated">The targets, in the order of the outputs.</param>
/// <param name="Test">The outputs.</param>
internal sealed record FineTunedPredictions(IReadOnlyList<CalibratedTarget> Calibrated, LabelledOutputs Test);

/// <summary>A target with its true and predicted values for the test rows.</summary>
public sealed record CellTarget
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Numbers, or two classes.</summary>
    public required TargetKind Kind { get; init; }

    /// <summary>The probability from which on a case is called positive, from the validation set; null for 0.5.</summary>
    public double? Threshold { get; init; }

    /// <summary>True values: numbers in their unit, or 0 and 1; NaN if missing.</summary>
    public required double[] Truth { get; init; }

    /// <summary>Numbers in their unit, or probabilities of 1; of a probe not calibrated.</summary>
    public required double[] Predicted { get; init; }
}
