using System.Globalization;
using System.Text;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Formats.Tables;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Studies;
using Spectre.Console;

namespace EcgCmrNative.Cli.Studies;

/// <summary>The table of a study on the terminal, as Markdown and as CSV.</summary>
internal static class StudyTables
{
    /// <summary>Names of the files in the folder of a study.</summary>
    public const string Markdown = "table.md", Csv = "table.csv", Json = "table.json", Report = "report.html";

    /// <summary>Writes the means over the labels of each task, and in what order the arms are.</summary>
    public static void Write(Terminal terminal, StudyTable table)
    {
        foreach (var part in Parts(table))
        {
            terminal.Write(Title(part.Key));
            var shown = Cell.Table(["task", .. part.First().Entries.Select(entry => entry.Arm)]);
            foreach (var row in part) shown.AddRow([Cell.Text(Name(row)), .. row.Entries.Select(entry => Cell.Right(Text(entry)))]);
            terminal.Write(shown);
            foreach (var row in part) terminal.Write($"{Name(row)}: {Order(row)}");
        }
        foreach (var target in table.LeftOut) terminal.Say($"left out: {target.Target}: {target.Reason}");
        if (table.Done < table.Cells) terminal.Say($"{table.Done} of {table.Cells} cells are done; the table is incomplete");
    }

    /// <summary>Writes table.md, table.csv and table.json to the folder of the study.</summary>
    public static void WriteFiles(string folder, StudyTable table)
    {
        Write(Path.Combine(folder, Markdown), ToMarkdown(table));
        Write(Path.Combine(folder, Csv), ToCsv(table));
        Write(Path.Combine(folder, Json), table.ToJson() + "\n");

        static void Write(string path, string text) =>
            FileSystem.Disk.WriteAtomically(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The means, grouped by readout and share of labels.</summary>
    public static IEnumerable<IGrouping<(string Readout, double Fraction), StudyRow>> Parts(StudyTable table, bool labels = false) =>
        table.Rows.Where(row => labels || row.Label is null || table.Rows.All(other => other.Task != row.Task || other.Label is not null))
            .GroupBy(row => (row.Readout, row.LabelFraction));

    /// <summary>The heading of a group.</summary>
    public static string Title((string Readout, double Fraction) part) =>
        FormattableString.Invariant($"{part.Readout}, {100 * part.Fraction:0.##} % of the labels");

    /// <summary>Task, label and metric of a line.</summary>
    public static string Name(StudyRow row) =>
        (row.Label is null || row.Label == row.Task ? row.Task : $"{row.Task}: {row.Label}") + $" ({EvaluationView.Name(row.Metric)})";

    /// <summary>A value with its interval.</summary>
    public static string Text(StudyEntry entry) => entry.Value is { } value ? Text(value) : "–";

    /// <inheritdoc cref="Text(StudyEntry)"/>
    public static string Text(BootstrapInterval value) =>
        $"{EvaluationView.Number(value.Value)} ({Range(value)})";

    /// <summary>The arms from the best to the worst: &gt; where the paired difference excludes 0, ≥ where it does not.</summary>
    public static string Order(StudyRow row)
    {
        if (row.Order.Count == 0)
            return row.Entries.Select(entry => entry.Reason).FirstOrDefault(reason => reason is not null) is { } reason
                ? $"no comparison: {reason}"
                : "one arm";
        var text = new StringBuilder(row.Order[0].Arm);
        foreach (var step in row.Order) text.Append(step.IsClear ? " > " : " ≥ ").Append(step.Other);
        return text.ToString();
    }

    /// <summary>The whole table.</summary>
    public static string ToMarkdown(StudyTable table)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {table.Study}\n\n");
        if (table.Done < table.Cells)
            text.Append(CultureInfo.InvariantCulture, $"Incomplete: {table.Done} of {table.Cells} cells are done.\n\n");
        text.Append(
            "Means over seeds, with intervals of 95 % over people and seeds (hierarchical bootstrap). Differences are to the best other "
            + "arm on the same test people and seeds. Arms of images are upper references and no rivals.\n\n");
        foreach (var part in Parts(table, labels: true))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {Title(part.Key)}\n\n");
            text.Append("| task | arm | value | 95 % interval | seeds | minus | difference | 95 % interval |\n")
                .Append("|---|---|---|---|---|---|---|---|\n");
            foreach (var row in part)
            {
                foreach (var entry in row.Entries)
                {
                    var difference = entry.ToBestRival?.Difference;
                    text.Append(CultureInfo.InvariantCulture, $"| {Safe(Name(row))} | {Safe(entry.Arm)} | ")
                        .Append(entry.Value is { } value
                            ? $"{EvaluationView.Number(value.Value)} | {Range(value)}"
                            : $"– | {Safe(entry.Reason ?? "")}")
                        .Append(CultureInfo.InvariantCulture, $" | {entry.Seeds.Count} | {Safe(entry.ToBestRival?.Other ?? "")} | ")
                        .Append(difference is { } of ? $"{EvaluationView.Number(of.Value)} | {Range(of)}" : " | ").Append(" |\n");
                }
            }
            text.Append('\n');
            foreach (var row in part.Where(row => row.Order.Count > 0))
                text.Append(CultureInfo.InvariantCulture, $"- {Name(row)}: {Order(row)}\n");
            text.Append('\n');
        }
        if (table.LeftOut.Count > 0)
        {
            text.Append("## Left out\n\n");
            foreach (var target in table.LeftOut) text.Append(CultureInfo.InvariantCulture, $"- {target.Target}: {target.Reason}\n");
            text.Append('\n');
        }
        if (table.Published.Count == 0) return text.ToString();
        text.Append("## Published figures, of other data\n\n| task | arm | metric | value | source |\n|---|---|---|---|---|\n");
        foreach (var figure in table.Published)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Safe(figure.Task)} | {Safe(figure.Arm)} | {figure.Metric} | {Safe(figure.Value)} | {Safe(figure.Source)} |\n");
        return text.ToString();
    }

    /// <summary>A line for each arm, label, readout and share of labels; numbers have six digits.</summary>
    public static string ToCsv(StudyTable table)
    {
        using var text = new StringWriter();
        var writer = new CsvTableWriter(
            text,
            [
                new("readout", ColumnKind.Text), new("label_fraction", ColumnKind.Number), new("task", ColumnKind.Text),
                new("label", ColumnKind.Text), new("metric", ColumnKind.Text), new("arm", ColumnKind.Text),
                new("is_reference", ColumnKind.Whole), new("value", ColumnKind.Number), new("low", ColumnKind.Number),
                new("high", ColumnKind.Number), new("seeds", ColumnKind.Text), new("test_people", ColumnKind.Whole),
                new("events", ColumnKind.Whole), new("compared_with", ColumnKind.Text), new("difference", ColumnKind.Number),
                new("difference_low", ColumnKind.Number), new("difference_high", ColumnKind.Number),
            ]);
        foreach (var row in table.Rows)
        {
            foreach (var entry in row.Entries)
            {
                var difference = entry.ToBestRival?.Difference;
                writer.Add(
                    row.Readout, row.LabelFraction, row.Task, row.Label, row.Metric, entry.Arm, entry.IsReference ? 1L : 0L,
                    entry.Value?.Value, entry.Value?.Low, entry.Value?.High, string.Join(' ', entry.Seeds.Select(Digits)),
                    (long)row.People, (long?)row.Events, entry.ToBestRival?.Other, difference?.Value, difference?.Low, difference?.High);
            }
        }
        writer.Finish();
        return text.ToString();
    }

    private static string Digits(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Range(BootstrapInterval value) => EvaluationView.Interval(value.Low, value.High);

    private static string Safe(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
