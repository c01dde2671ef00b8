using System.Globalization;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Studies;

namespace EcgCmrNative.Cli.Studies;

/// <summary>The predictions for the test people behind a study's table: curves of all arms, and single predictions of the best.</summary>
internal static class StudyPredictions
{
    /// <summary>Targets of a readout, and points of a chart: more would make a large file.</summary>
    private const int MostTargets = 8, MostPoints = 500;

    /// <summary>Adds a section for each readout, with the largest share of the labels that is done.</summary>
    public static void Add(HtmlReport report, StudyResults results, StudyTable table)
    {
        foreach (var readout in results.Study.Readouts)
        {
            var cells = results.Cells.Where(cell => cell.Cell.Readout.Name == readout.Name && cell.Result.Targets.Count > 0).ToArray();
            if (cells.Length == 0) continue;
            var fraction = cells.Max(cell => cell.Cell.LabelFraction);
            var rows = table.Rows.Where(row => row.Readout == readout.Name && row.LabelFraction == fraction && row.Label is not null)
                .ToArray();
            if (rows.Length == 0) continue;
            report.Section($"Test people: {StudyTables.Title((readout.Name, fraction))}");
            Introduce(
                report, results.Study, readout, rows.Length,
                cells.Any(cell => cell.Result.Targets.Any(target => target.Kind == TargetKind.Number)));
            foreach (var row in rows.Take(MostTargets))
                Add(
                    report, results.Study, row,
                    [.. cells.Where(cell => cell.Cell.LabelFraction == fraction && cell.Cell.Task.Name == row.Task)]);
        }
    }

    private static void Introduce(HtmlReport report, StudyDefinition study, StudyReadout readout, int targets, bool hasNumbers)
    {
        report.Text(
            "The predictions that the table is made of. Curves are of all arms; single predictions, differences and the confusion matrix "
            + "are of the arm that is first in the order of the table; without an order, of the first arm. It is first on these "
            + "people: its figure here is optimistic.");
        if (study.Seeds.Count > 1)
            report.Text(string.Create(
                CultureInfo.InvariantCulture,
                $"Curves and predictions are of seed {study.Seeds[0]}; the table has means over {study.Seeds.Count} seeds."));
        if (readout.IsProbe) report.Text("The probabilities of linear probes are not calibrated.");
        if (hasNumbers)
            report.Text((HasNames(study)
                ? "Point at a prediction to see the virtual person. "
                : "Point at a prediction to see its number: test rows are counted in the order of result.json of a cell, which has the "
                    + "names. ")
                + $"Of numbers: {char.ToLowerInvariant(NumberSection.Explanation[0])}{NumberSection.Explanation[1..]}");
        if (targets > MostTargets) report.Text($"The first {MostTargets} of {targets} targets.");
    }

    private static void Add(HtmlReport report, StudyDefinition study, StudyRow row, StudyCellResult[] cells)
    {
        // The first seed: a person would otherwise be in a chart several times.
        var arms = study.Arms.Select(arm => cells.FirstOrDefault(cell => cell.Cell.Arm.Name == arm.Name && cell.Cell.Seed == study.Seeds[0]
            && cell.Result.Targets.Any(target => target.Name == row.Label))).OfType<StudyCellResult>().ToArray();
        if (arms.Length == 0) return;
        // Too few people have no figure, and then no arm is first.
        var best = row.Order.Count > 0
            ? row.Order[0].Arm
            : row.Entries.FirstOrDefault(entry => entry.Value is not null)?.Arm ?? arms[0].Cell.Arm.Name;
        ShownPredictions[] shown =
            [.. arms.Select(arm => Show(study, row, arm, arm.Cell.Arm.Name == best)).Where(one => one.Known.Truth.Length > 0)];
        if (shown.Length == 0) return;
        var kind = arms[0].Result.Targets.First(target => target.Name == row.Label).Kind;
        report.Subsection(row.Label == row.Task ? row.Task : $"{row.Task}: {row.Label}");
        if (kind == TargetKind.Number)
        {
            NumberSection.Add(report, new PredictionTarget { Name = row.Label!, Kind = kind }, shown, MostPoints);
        }
        else
        {
            var target = new PredictionTarget { Name = row.Label!, Kind = TargetKind.Classes, ClassValues = [0, 1] };
            ClassSection.Add(report, target, shown, isInteractive: true);
        }
    }

    private static ShownPredictions Show(StudyDefinition study, StudyRow row, StudyCellResult cell, bool isDetailed)
    {
        var target = cell.Result.Targets.First(one => one.Name == row.Label);
        int[] known = [.. Enumerable.Range(0, target.Truth.Length).Where(i => !double.IsNaN(target.Truth[i]))];
        return new ShownPredictions(
            cell.Cell.Arm.Name,
            new KnownPredictions([.. known.Select(i => target.Truth[i])], [.. known.Select(i => target.Predicted[i])]))
        {
            // Names may tell who a person is; virtual people are made up.
            Names = [.. known.Select(i => HasNames(study) ? cell.Result.People[i] : $"test row {i + 1}")],
            Threshold = target.Threshold ?? 0.5,
            IsDetailed = isDetailed,
        };
    }

    private static bool HasNames(StudyDefinition study) => study.Data.Subjects is not null;
}
