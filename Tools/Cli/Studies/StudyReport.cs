using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Models.Evaluation.Verdicts;
using EcgCmrNative.Models.Studies;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Studies;

/// <summary>The comparison of a study's arms: values with intervals, paired differences, order, published figures.</summary>
internal static class StudyReport
{
    /// <summary>Makes the report.</summary>
    /// <param name="results">What the study has made.</param>
    /// <param name="table">Its table.</param>
    public static HtmlReport Create(StudyResults results, StudyTable table)
    {
        var report = new HtmlReport($"Study: {table.Study}", Headline(table)) { Origin = Origin(results) };
        Add(report, results, table);
        AddMaking(report, results);
        return report;
    }

    /// <summary>Adds the comparison to a report, then the predictions behind it.</summary>
    public static void Add(HtmlReport report, StudyResults results, StudyTable table)
    {
        var study = results.Study;
        if (study.Description.Length > 0) report.Text(study.Description);
        if (table.Done < table.Cells) report.Text($"Incomplete: {table.Done} of {table.Cells} cells are done.");
        report.Text(
            "Means over seeds, with intervals of 95 % over people and seeds. A difference is to the best other arm, on the same test "
            + "people and seeds. Arms that see images are upper references. Between arms, > means that the interval of the paired "
            + "difference excludes 0, ≥ that it does not.");
        foreach (var part in StudyTables.Parts(table))
        {
            report.Section($"{StudyTables.Title(part.Key)}");
            report.Charts(part.Select(row => new IntervalChart(
                StudyTables.Name(row),
                $"{EvaluationView.Name(row.Metric)}, 95 % interval{(row.Entries.Any(entry => entry.IsReference) ? "; grey: images" : "")}",
                [.. row.Entries.Select(entry => new IntervalEntry(entry.Arm, entry.Value, entry.IsReference))])
            {
                Chance = Judge.Reference(row.Metric),
            }));
            report.Table(
                ["task", "test people", .. part.First().Entries.Select(entry => entry.Arm)],
                part.Select(row => (IReadOnlyList<string>)
                    [StudyTables.Name(row), $"{row.People:N0}", .. row.Entries.Select(StudyTables.Text)]));
            foreach (var row in part) report.Text($"{StudyTables.Name(row)}: {StudyTables.Order(row)}.");
            report.Table(
                ["task", "arm", "minus", "difference (95 % interval)"],
                part.SelectMany(row => row.Entries.Where(entry => entry.ToBestRival?.Difference is not null).Select(entry =>
                    (IReadOnlyList<string>)
                    [
                        StudyTables.Name(row), entry.Arm, entry.ToBestRival!.Other, StudyTables.Text(entry.ToBestRival.Difference!.Value),
                    ])));
        }
        foreach (var part in StudyTables.Parts(table, labels: true).Where(part => part.Any(row => row.Label is not null)))
        {
            report.Section($"Every label: {StudyTables.Title(part.Key)}");
            report.Table(
                ["label", "positive cases", .. part.First().Entries.Select(entry => entry.Arm)],
                part.Where(row => row.Label is not null).Select(row => (IReadOnlyList<string>)
                [
                    StudyTables.Name(row), row.Events is { } events ? $"{events:N0}" : "", .. row.Entries.Select(entry =>
                        entry.Value is null ? entry.Reason ?? "–" : StudyTables.Text(entry)),
                ]));
        }
        StudyPredictions.Add(report, results, table);
        if (table.LeftOut.Count > 0)
        {
            report.Section("Left out");
            report.Table(["label", "reason"], table.LeftOut.Select(target => (IReadOnlyList<string>)[target.Target, target.Reason]));
        }
        if (table.Published.Count > 0)
        {
            report.Section("Published figures, of other data");
            report.Text("For context. They were measured on other people and are not comparable with the figures above.");
            report.Table(
                ["task", "arm", "metric", "value", "source"],
                table.Published.Select(figure => (IReadOnlyList<string>)
                    [figure.Task, figure.Arm, figure.Metric, figure.Value, figure.Source]));
        }
    }

    /// <summary>Adds data, trainings with their times, and the definition of the study.</summary>
    public static void AddMaking(HtmlReport report, StudyResults results)
    {
        var (study, stores) = (results.Study, results.Stores);
        new Making
        {
            Computed = $"Seeds: {string.Join(", ", study.Seeds)}; people are split by seed {study.Data.SplitSeed} of the data.",
            Data = new DataCard(
                [stores.Ecgs, .. stores.Images is { } images ? [images] : Array.Empty<PreparedStore>()], stores.Ecgs.Manifest.LabelNames,
                stores.Ecgs.Records, DataCard.Split(stores.Ecgs.Count, stores.HeldOut(stores.Ecgs.Records)))
            {
                Labels = [.. study.Tasks.SelectMany(task => task.Targets).Distinct()],
            },
            Trainings =
            [
                .. results.PreTrainings.Select(run =>
                    new TrainedModel(run.PreTraining.Name, run.Seed, TrainingTime.In(run.Folder), BestEpoch(run.Folder))),
                .. results.Cells.Where(cell => !cell.Cell.Readout.IsProbe && cell.Result.Targets.Count > 0).Select(cell => new TrainedModel(
                    $"{cell.Cell.Task.Name} by {cell.Cell.Arm.Name}, "
                        + StudyTables.Title((cell.Cell.Readout.Name, cell.Cell.LabelFraction)),
                    cell.Cell.Seed, TrainingTime.In(cell.Folder), cell.Result.BestEpoch)),
            ],
            Settings = study.ToJson(),
            SettingsHeading = "Definition",
        }.AddTo(report);
    }

    /// <summary>People, for the footer.</summary>
    public static ReportOrigin Origin(StudyResults results)
    {
        var (seeds, records) = (results.Study.Seeds, results.Stores.Ecgs.Records);
        var held = results.Stores.HeldOut(records);
        return new ReportOrigin(seeds.Count == 1 ? seeds[0] : null, ReportOrigin.People(People(held.Validation), People(held.Test)));

        int People(IReadOnlyList<int> rows) => rows.Select(row => records[row].Patient).Distinct().Count();
    }

    /// <summary>Null if the checkpoint cannot be read: a column is no reason to fail.</summary>
    private static int? BestEpoch(string folder)
    {
        try
        {
            return Checkpoint.ReadState(Path.Combine(folder, RunFolder.LastCheckpoint)).BestEpoch + 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Judges: which comparisons are clear.</summary>
    public static string Headline(StudyTable table)
    {
        var rows = table.Rows.Where(row => row.Order.Count > 0 && (row.Label is null
            || table.Rows.All(other => other.Task != row.Task || other.Label is not null))).ToArray();
        if (rows.Length == 0) return "Nothing can be compared yet.";
        var clear = rows.Count(row => row.Order[0].IsClear);
        var first = rows.GroupBy(row => row.Order[0].Arm).OrderByDescending(group => group.Count()).First();
        return $"{first.Key} is first in {first.Count()} of {rows.Length} comparisons. "
            + (clear == 0
                ? "In none is the best arm clearly better than the next: more test people or seeds are needed to tell them apart."
                : $"In {clear} of {rows.Length} the best arm is better than the next beyond chance (95 %).");
    }
}
