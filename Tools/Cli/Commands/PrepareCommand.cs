using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Dicom;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr prepare</c>.</summary>
internal sealed class PrepareCommand : ToolCommand
{
    private const int MostLabelNames = 8;

    private readonly Option<string?> _ecg = new("--ecg") { Description = "Folder with ECGs, at any depth.", HelpName = "DIR" };

    private readonly Option<string?> _cmr = new("--cmr")
    {
        Description = "Folder with short-axis cines, DICOM or NIfTI, at any depth.",
        HelpName = "DIR",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder of the store to make.",
        HelpName = "STORE",
        Required = true,
    };

    private readonly Option<bool> _low = new("--low-rate") { Description = "Of PTB-XL, take the recordings at 100 Hz." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at the first recording that cannot be prepared." };
    private readonly Option<int> _threads = DeviceOptions.ThreadsOption();
    private readonly LabelOptions _labels;
    private readonly EcgPreparationOptions _ecgPreparation;
    private readonly CmrPreparationOptions _cmrPreparation;

    public PrepareCommand() : base(
        "prepare",
        "Reads all ECGs or all cardiac MR studies of a folder, brings them to one form, and writes a store to train on: ECGs resampled, "
        + "cleaned and normalised; of a cine end-diastole, end-systole and a phase between them of the middle slice, cropped and scaled.",
        "ecgcmr prepare --ecg demo/recordings --out store --seconds 10",
        "ecgcmr prepare --cmr cohort --out images")
    {
        foreach (var option in (Option[])[_ecg, _cmr, _out]) Add(option);
        _labels = new LabelOptions(this);
        Add(_low);
        _ecgPreparation = new EcgPreparationOptions(this);
        _cmrPreparation = new CmrPreparationOptions(this);
        Add(_strict);
        Add(_threads);
        Refuse(result => (result.IsGiven(_ecg), result.IsGiven(_cmr)) switch
        {
            (false, false) => "what to prepare? --ecg or --cmr says where it is",
            (true, true) => "--ecg and --cmr make two stores; prepare one after the other",
            (true, false) => _cmrPreparation.Given(result) is { } option ? $"{option} is for --cmr" : null,
            (false, true) => (_ecgPreparation.Given(result) ?? (result.IsGiven(_low) ? _low.Name : null)) is { } option
                ? $"{option} is for --ecg"
                : null,
        });
        Refuse(result => _labels.IsGiven(result) && result.GetValue(_low)
            ? "--low-rate is for PTB-XL's own table, not for --labels"
            : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        if (line.GetValue(_cmr) is { } studies)
        {
            Require(studies);
            var labels = _labels.Read(line, terminal, studies);
            terminal.Say($"looking for studies in {studies}");
            var sources = CmrSources.InFolder(studies, labels, _cmrPreparation.ReadPhases(line), cancellation);
            if (sources.Count == 0) throw Empty(studies, "holds no DICOM or NIfTI file with a study");
            Write(new ImageStoreWriter { Preparation = _cmrPreparation.Read(line), LabelNames = labels?.LabelNames ?? [] }, sources, "CMR");
        }
        else
        {
            var folder = line.GetRequiredValue(_ecg)!;
            Require(folder);
            var labels = ReadEcgLabels(line, terminal, folder);
            var sources = EcgSources.InFolder(folder, labels);
            if (sources.Count == 0) throw Empty(folder, "holds no ECG (WFDB headers, arrays)");
            Write(new EcgStoreWriter { Preparation = _ecgPreparation.Read(line), LabelNames = labels?.LabelNames ?? [] }, sources, "ECG");
        }
        return EcgcmrCommandLine.Success;

        void Write<TItem, TManifest, TRow>(
            PreparedStoreWriter<TItem, TManifest, TRow> writer, IReadOnlyList<CohortSource<TItem>> sources, string unit)
            where TManifest : PreparedManifest
            where TRow : PreparedRow
        {
            var threads = line.GetValue(_threads);
            writer = writer with { Strict = line.GetValue(_strict), Threads = threads == 0 ? Environment.ProcessorCount : threads };
            var store = line.GetRequiredValue(_out);
            var manifest = ProgressDisplay.Run(terminal, "prepare", progress =>
                writer.Write(store, sources, (done, all) => progress.Report(done, all, unit), cancellation));
            terminal.Write($"{store}: {manifest.Count} rows of {StoreView.Describe(manifest)}"
                + Labels(manifest.LabelNames));
            StoreView.WriteFailures(terminal, manifest.Failures);
        }
    }

    private static string Labels(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        <= MostLabelNames => $", labels {string.Join(", ", names)}",
        _ => $", {names.Count} labels: {string.Join(", ", names.Take(MostLabelNames))} and others",
    };

    private static void Require(string folder)
    {
        if (!Path.Exists(folder)) throw new DirectoryNotFoundException($"{folder}: there is no such file or folder");
    }

    private static DataFormatException Empty(string folder, string reason) =>
        new(folder, null, PreparedStore.IsIn(folder) ? "is a prepared store already; name the folder with the recordings" : reason);

    private LabelTable? ReadEcgLabels(ParseResult line, Terminal terminal, string folder)
    {
        if (_labels.Read(line, terminal, folder) is { } labels) return labels;
        if (!PtbXlDatabase.IsIn(folder))
        {
            return line.GetValue(_low)
                ? throw new FileNotFoundException($"{folder}: --low-rate needs PTB-XL's {PtbXlDatabase.DatabaseFile}")
                : null;
        }
        terminal.Say($"PTB-XL: people, folds and superclasses from {PtbXlDatabase.DatabaseFile}");
        return PtbXlDatabase.Read(folder).ToLabels(high: !line.GetValue(_low));
    }
}
