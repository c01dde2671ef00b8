using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Studies;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Studies;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr study table</c>.</summary>
internal sealed class StudyTableCommand : ToolCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder of a study." };

    private readonly Option<int> _resamples = ToolOption.WithDefault(
        "--resamples", Values.Whole("N", NumberRange.From(100, 100_000_000)), "Use this many bootstrap resamples for an interval.",
        new BootstrapOptions().Resamples);

    public StudyTableCommand() : base(
        "table",
        "Print the table of a study as far as it is done, and write it as Markdown, CSV, JSON and HTML to its folder.",
        "ecgcmr study table study")
    {
        Add(_folder);
        Add(OptionGroup.Evaluation, _resamples);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var folder = line.GetRequiredValue(_folder);
        Write(terminal, folder, line.GetValue(_resamples), cancellation);
        terminal.Write($"table:   {Path.Combine(folder, StudyTables.Markdown)}, {StudyTables.Csv}, {StudyTables.Json}");
        terminal.Write($"report:  {Path.Combine(folder, StudyTables.Report)}");
        return ExitCode.Success;
    }

    /// <summary>Makes the table, shows it, and writes its files.</summary>
    public static StudyTable Write(Terminal terminal, string folder, int? resamples = null, CancellationToken cancellation = default)
    {
        var bootstrap = new BootstrapOptions();
        var options = new EvaluationOptions { Bootstrap = bootstrap with { Resamples = resamples ?? bootstrap.Resamples } };
        using var results = StudyResults.Open(folder);
        var table = ProgressDisplay.Run(terminal, "comparing", _ => StudyTable.Of(results, options, cancellation));
        StudyTables.Write(terminal, table);
        StudyTables.WriteFiles(folder, table);
        StudyReport.Create(results, table).Write(Path.Combine(folder, StudyTables.Report));
        return table;
    }
}
