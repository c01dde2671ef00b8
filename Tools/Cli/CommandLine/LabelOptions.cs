using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Synthetic.Cohort;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Where labels and people come from: a table that is named, or one that lies with the data.</summary>
internal sealed class LabelOptions
{
    private readonly Option<string?> _labels = new("--labels")
    {
        Description = "Table of labels; recordings that it does not name are left out. "
            + "PTB-XL's own table, and subjects.csv in the folder or above it, are found by themselves.",
        HelpName = "CSV",
    };

    private readonly Option<string?> _recordColumn = new("--record-column")
    {
        Description = "Column of the table with the recordings' names. [default: record or subject]",
        HelpName = "NAME",
    };

    private readonly Option<string?> _patientColumn = new("--patient-column")
    {
        Description = "Column with the person.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _foldColumn = new("--fold-column")
    {
        Description = "Column with a fold number. [default: fold or strat_fold]",
        HelpName = "NAME",
    };

    public LabelOptions(Command command)
    {
        Option[] ofTable = [_recordColumn, _patientColumn, _foldColumn];
        command.Add(_labels);
        foreach (var option in ofTable) command.Add(option);
        command.Validators.Add(result =>
        {
            if (!result.IsGiven(_labels) && ofTable.FirstOrDefault(result.IsGiven) is { } option)
                result.AddError($"{option.Name} needs --labels");
        });
    }

    /// <summary>True where the command line names a table.</summary>
    public bool IsGiven(CommandResult line) => line.IsGiven(_labels);

    /// <summary>The table that the command line names; else one beside the data or in the folder above; else null.</summary>
    public LabelTable? Read(ParseResult line, Terminal terminal, string folder)
    {
        if (line.GetValue(_labels) is { } path)
        {
            return LabelTable.Read(path, new LabelColumns
            {
                Record = line.GetValue(_recordColumn),
                Patient = line.GetValue(_patientColumn),
                Fold = line.GetValue(_foldColumn),
            });
        }
        var found = new[] { folder, Path.Combine(folder, "..") }
            .Select(place => Path.GetFullPath(Path.Combine(place, VirtualCohortWriter.SubjectsFile))).FirstOrDefault(File.Exists);
        if (found is null) return null;
        terminal.Say($"people and labels from {Path.GetRelativePath(".", found)}");
        return LabelTable.Read(found, new LabelColumns());
    }
}
