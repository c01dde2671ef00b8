using System.Text.Json;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Predictions;

namespace EcgCmrNative.Models.Studies;

/// <summary>
/// The figures of a study: of every arm the mean over seeds, with an interval over people and seeds (hierarchical bootstrap), and its
/// difference to the best other arm on the same people. The table depends on the finished cells only.
/// </summary>
public sealed record StudyTable
{
    /// <summary>The study.</summary>
    public required string Study { get; init; }

    /// <summary>Cells of the study, and how many are done.</summary>
    public required int Cells { get; init; }

    /// <inheritdoc cref="Cells"/>
    public required int Done { get; init; }

    /// <summary>Readout by readout, share by share, task by task: the mean over the task's labels, then the labels.</summary>
    public required IReadOnlyList<StudyRow> Rows { get; init; }

    /// <summary>Targets that some cell did not learn, with the reason; each once.</summary>
    public required IReadOnlyList<LeftOutTarget> LeftOut { get; init; }

    /// <summary>Figures of others.</summary>
    public required IReadOnlyList<PublishedFigure> Published { get; init; }

    /// <summary>Makes the table of what is done so far.</summary>
    /// <param name="results">What the study has made.</param>
    /// <param name="options">Settings of the intervals; null for the defaults.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    /// <exception cref="ArgumentException">A metric of a task is unknown.</exception>
    public static StudyTable Of(StudyResults results, EvaluationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        var study = results.Study;
        return new StudyTable
        {
            Study = study.Name,
            Cells = results.Planned,
            Done = results.Cells.Count,
            Rows =
            [
                .. from readout in study.Readouts
                   from fraction in study.LabelFractions
                   from task in study.Tasks
                   let cells = results.Cells.Where(cell => cell.Cell.Readout.Name == readout.Name
                       && cell.Cell.LabelFraction == fraction && cell.Cell.Task.Name == task.Name).ToArray()
                   from row in new StudyComparison(study, task, cells, options ?? new EvaluationOptions(), cancellation)
                       .Rows(readout.Name, fraction)
                   select row,
            ],
            LeftOut = [.. results.Cells.SelectMany(cell => cell.Result.LeftOut).DistinctBy(target => target.Target)],
            Published = study.Published,
        };
    }

    /// <summary>The table as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, StudyJson.Default.StudyTable);
}

/// <summary>A line of the table: all arms on one label, or on the mean over the labels of a task.</summary>
/// <param name="Readout">How predictions are made.</param>
/// <param name="LabelFraction">Share of the labels.</param>
/// <param name="Task">The task.</param>
/// <param name="Label">The label; null for the mean over those of the task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="People">Test people.</param>
/// <param name="Events">Positive cases; null for numbers and means.</param>
/// <param name="Entries">The arms, in the order of the study.</param>
/// <param name="Order">The arms that are rivals from the best to the worst: each with the difference to the next.</param>
public sealed record StudyRow(
    string Readout, double LabelFraction, string Task, string? Label, string Metric, int People, int? Events,
    IReadOnlyList<StudyEntry> Entries, IReadOnlyList<StudyDifference> Order);

/// <summary>The figure of an arm.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="IsReference">True for an arm that sees images: an upper reference, no rival.</param>
/// <param name="Value">Mean over seeds, with its interval; null if it cannot be given.</param>
/// <param name="Seeds">The value of each seed.</param>
/// <param name="ToBestRival">The difference to the best other arm; null without one.</param>
/// <param name="Reason">Why there is no value.</param>
public sealed record StudyEntry(
    string Arm, bool IsReference, BootstrapInterval? Value, IReadOnlyList<double> Seeds, StudyDifference? ToBestRival, string? Reason);

/// <summary>The difference of two arms on the same people and seeds.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Other">The other, which is subtracted.</param>
/// <param name="Difference">The difference with its interval; null if it has none.</param>
public sealed record StudyDifference(string Arm, string Other, BootstrapInterval? Difference)
{
    /// <summary>True if the interval excludes 0.</summary>
    public bool IsClear => Difference is { } difference && (difference.Low > 0 || difference.High < 0);
}
