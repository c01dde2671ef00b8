using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr prepare</c>.</summary>
internal sealed class PrepareCommand : ToolCommand
{
    private readonly Option<string> _ecg = new("--ecg") { Description = "Folder with ECGs, at any depth.", HelpName = "DIR", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "Folder of the store to make.", HelpName = "STORE", Required = true };

    private readonly Option<string?> _labels = new("--labels")
    {
        Description = "Table of labels; recordings that it does not name are left out. PTB-XL's own table is found by itself.",
        HelpName = "CSV",
    };

    private readonly Option<string?> _recordColumn = new("--record-column")
    {
        Description = "Column of the table with the recordings' names; by itself the one called record or subject.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _patientColumn = new("--patient-column") { Description = "Column with the person.", HelpName = "NAME" };
    private readonly Option<string?> _foldColumn = new("--fold-column") { Description = "Column with a fold number.", HelpName = "NAME" };
    private readonly Option<bool> _low = new("--low-rate") { Description = "Of PTB-XL, take the recordings at 100 Hz." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at the first recording that cannot be prepared." };
    private readonly Option<int> _threads = DeviceOptions.ThreadsOption();
    private readonly PreparationOptions _preparation;

    public PrepareCommand() : base(
        "prepare",
        "Reads all ECGs of a folder, resamples, cleans and normalises them, and writes a store to train on.",
        "ecgcmr prepare --ecg demo/recordings --out store --seconds 10")
    {
        foreach (var option in (Option[])[_ecg, _out, _labels, _recordColumn, _patientColumn, _foldColumn, _low]) Add(option);
        _preparation = new PreparationOptions(this);
        Add(_strict);
        Add(_threads);
        Refuse(result => result.GetValue(_labels) is not null && result.GetValue(_low) ? "--low-rate is for PTB-XL's own table, not for --labels" : null);
        Refuse(result => result.GetValue(_labels) is not null ? null
            : result.GetValue(_recordColumn) is not null ? "--record-column needs --labels"
            : result.GetValue(_patientColumn) is not null ? "--patient-column needs --labels"
            : result.GetValue(_foldColumn) is not null ? "--fold-column needs --labels"
            : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var folder = line.GetRequiredValue(_ecg);
        var labels = ReadLabels(line, terminal, folder);
        var sources = EcgSources.InFolder(folder, labels);
        var threads = line.GetValue(_threads);
        var writer = new PreparedStoreWriter
        {
            Preparation = _preparation.Read(line),
            LabelNames = labels?.LabelNames ?? [],
            Strict = line.GetValue(_strict),
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
        };
        var store = line.GetRequiredValue(_out);
        var manifest = ProgressDisplay.Run(terminal, "prepare", progress =>
            writer.Write(store, sources, (done, all) => progress.Report(done, all, "ECG"), cancellation));
        terminal.Write($"{store}: {manifest.Count} rows of {manifest.Leads.Count} leads × {manifest.Length} samples at {manifest.Preparation.SamplingRateHz:0.###} Hz"
            + (manifest.LabelNames.Count > 0 ? $", labels {string.Join(", ", manifest.LabelNames)}" : ""));
        StoreView.WriteFailures(terminal, manifest.Failures);
        return EcgcmrCommandLine.Success;
    }

    private LabelTable? ReadLabels(ParseResult line, Terminal terminal, string folder)
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
        if (!PtbXlDatabase.IsIn(folder))
        {
            return line.GetValue(_low) ? throw new FileNotFoundException($"{folder}: --low-rate needs PTB-XL's {PtbXlDatabase.DatabaseFile}") : null;
        }
        terminal.Say($"PTB-XL: people, folds and superclasses from {PtbXlDatabase.DatabaseFile}");
        return PtbXlDatabase.Read(folder).ToLabels(high: !line.GetValue(_low));
    }
}
