using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Synthetic.Cohort;

namespace EcgCmrNative.Cli.Options;

/// <summary>Where labels and people come from: the table of --labels, or one next to the data.</summary>
internal sealed class LabelOptions
{
    private readonly Option<string?> _labels = ToolOption.Optional(
        "--labels", Values.Text("CSV"), "Read labels and people from this table; recordings that are not in the table are left out.",
        $"PTB-XL's own table, or {VirtualCohortWriter.SubjectsFile} in the folder or above it");

    private readonly Option<string?> _recordColumn = Column("--record-column", "the recordings' names", "record or subject");
    private readonly Option<string?> _patientColumn = Column("--patient-column", "the person", "each recording is a separate person");
    private readonly Option<string?> _foldColumn = Column("--fold-column", "the fold number", "fold or strat_fold");

    public LabelOptions(ToolCommand command)
    {
        command.Add(OptionGroup.Labels, _labels, _recordColumn, _patientColumn, _foldColumn);
        command.Check(line => !IsGiven(line) && line.FirstGiven(_recordColumn, _patientColumn, _foldColumn) is { } option
            ? $"{option} needs --labels"
            : null);
    }

    /// <summary>True if the command line names a table.</summary>
    public bool IsGiven(CommandResult line) => line.IsGiven(_labels);

    /// <summary>The table that the command line names; null for none.</summary>
    public string? File(ParseResult line) => line.GetValue(_labels);

    /// <summary>The columns that the command line names.</summary>
    public LabelColumns Columns(ParseResult line) => new()
    {
        Record = line.GetValue(_recordColumn),
        Patient = line.GetValue(_patientColumn),
        Fold = line.GetValue(_foldColumn),
    };

    /// <summary>The table that the command line names; else one in the folder of the data or its parent; else null.</summary>
    public LabelTable? Read(ParseResult line, Terminal terminal, string folder)
    {
        if (line.GetValue(_labels) is { } path) return LabelTable.Read(path, Columns(line));
        var found = new[] { folder, Path.Combine(folder, "..") }
            .Select(place => Path.GetFullPath(Path.Combine(place, VirtualCohortWriter.SubjectsFile))).FirstOrDefault(System.IO.File.Exists);
        if (found is null) return null;
        terminal.Say($"people and labels from {Path.GetRelativePath(".", found)}");
        return LabelTable.Read(found, new LabelColumns());
    }

    private static Option<string?> Column(string name, string holds, string absent) =>
        ToolOption.Optional(name, Values.Text("NAME"), $"Use this column of the table for {holds}.", absent);
}
