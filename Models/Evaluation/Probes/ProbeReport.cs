using System.Text.Json;
using System.Text.Json.Serialization;

namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>Results of linear probes on the embeddings of some arms. All intervals are 95 % bootstrap intervals over the people of the test
/// part.</summary>
public sealed record ProbeReport
{
    /// <summary>Names of the arms; differences are to the first.</summary>
    public required IReadOnlyList<string> Arms { get; init; }

    /// <summary>Rows that models were fitted on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Rows by which penalties were chosen.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>Rows of the test part.</summary>
    public required int TestRows { get; init; }

    /// <summary>People of the test part.</summary>
    public required int TestPatients { get; init; }

    /// <summary>One entry for each label, in the order asked for.</summary>
    public required IReadOnlyList<LabelProbe> Labels { get; init; }

    /// <summary>Means over labels.</summary>
    public required IReadOnlyList<GroupProbe> Groups { get; init; }

    /// <summary>As JSON; a missing value is "NaN".</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ProbeJson.Default.ProbeReport);
}

/// <summary>How well a label can be read.</summary>
/// <param name="Label">The label.</param>
/// <param name="Metric"><c>r2</c>, or <c>auroc</c> of classes: the first of the metrics.</param>
/// <param name="TestRows">Rows of the test part with a known label.</param>
/// <param name="Arms">Of each arm.</param>
/// <param name="Skipped">Why nothing was fitted; null if something was.</param>
public sealed record LabelProbe(string Label, string Metric, int TestRows, IReadOnlyList<LabelArm> Arms, string? Skipped = null);

/// <summary>How well a label can be read from the embeddings of one arm.</summary>
/// <param name="Metrics"><c>r2</c>, <c>pcc</c>, <c>mae</c> of numbers, <c>auroc</c>, <c>auprc</c> of classes: the mean over the arm's
/// runs.</param>
/// <param name="Differences">The same minus that of the first arm, paired by person; empty for the first.</param>
/// <param name="Penalties">Strength chosen for each run: λ over the number of training cases.</param>
/// <param name="Runs">The first metric of each run.</param>
public sealed record LabelArm(
    IReadOnlyDictionary<string, BootstrapInterval> Metrics, IReadOnlyDictionary<string, BootstrapInterval> Differences,
    IReadOnlyList<double> Penalties, IReadOnlyList<double> Runs);

/// <summary>The mean of a metric over labels.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="Metric"><c>r2</c> or <c>auroc</c>.</param>
/// <param name="Labels">The labels in it that could be fitted.</param>
/// <param name="Means">Of each arm.</param>
/// <param name="Differences">Those to the first arm, paired by person; of the first, zeros.</param>
/// <param name="Runs">The mean of each run of each arm.</param>
public sealed record GroupProbe(
    string Group, string Metric, IReadOnlyList<string> Labels, IReadOnlyList<BootstrapInterval> Means,
    IReadOnlyList<BootstrapInterval> Differences, IReadOnlyList<IReadOnlyList<double>> Runs);

/// <summary>JSON of the report, generated at compile time so that trimmed programs have it.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ProbeReport))]
internal sealed partial class ProbeJson : JsonSerializerContext;
