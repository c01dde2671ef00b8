using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr prepare</c>.</summary>
internal sealed class PrepareCommand : ToolCommand
{
    private readonly Option<string?> _ecg = ToolOption.Create<string?>(
        "--ecg", Values.Text("DIR")!, "Prepare the ECGs of this folder and the folders below it.", "[this or --cmr]");

    private readonly Option<string?> _cmr = ToolOption.Create<string?>(
        "--cmr", Values.Text("DIR")!, "Prepare the short-axis cines (DICOM or NIfTI) of this folder and the folders below it.",
        "[this or --ecg]");

    private readonly Option<string> _out = ToolOption.Required("--out", Values.Text("STORE"), "Write the store to this folder.");
    private readonly Option<bool> _low = ToolOption.Switch("--low-rate", "Use PTB-XL's recordings at 100 Hz instead of those at 500 Hz.");
    private readonly Option<bool> _strict = ToolOption.Switch("--strict", "Stop at the first recording that cannot be prepared.");
    private readonly Option<int> _threads = DeviceOptions.ThreadsOption();
    private readonly LabelOptions _labels;
    private readonly EcgPreparationOptions _ecgPreparation;
    private readonly CmrPreparationOptions _cmrPreparation;

    public PrepareCommand() : base(
        "prepare",
        "Write the ECGs or cardiac MR studies of a folder to a store. Resamples, cleans and normalises ECGs. Crops and scales "
        + "end-diastole, mid-systole and end-systole of the middle slice of a cine.",
        "ecgcmr prepare --ecg demo/cohort/ecg --out store --seconds 10",
        "ecgcmr prepare --cmr cohort --out images")
    {
        Add(OptionGroup.Data, _ecg, _cmr, _low);
        _labels = new LabelOptions(this);
        _ecgPreparation = new EcgPreparationOptions(this);
        _cmrPreparation = new CmrPreparationOptions(this);
        Add(OptionGroup.Output, _out, _strict);
        Add(OptionGroup.Device, _threads);
        Check(line => (line.IsGiven(_ecg), line.IsGiven(_cmr)) switch
        {
            (false, false) => "specify --ecg DIR or --cmr DIR",
            (true, true) => "--ecg and --cmr exclude each other; prepare one store after the other",
            (true, false) => _cmrPreparation.Given(line) is { } option ? $"{option} can only be used with --cmr" : null,
            (false, true) => (_ecgPreparation.Given(line) ?? line.FirstGiven(_low)) is { } option
                ? $"{option} can only be used with --ecg"
                : null,
        });
        Check(line => _labels.IsGiven(line) && line.GetValue(_low)
            ? "--low-rate cannot be used with --labels; it needs PTB-XL's own table"
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
            if (sources.Count == 0) throw Empty(studies, "no DICOM or NIfTI file with a study found");
            var recipe = _cmrPreparation.Read(line.CommandResult);
            Write(new ImageStoreWriter { Preparation = recipe, LabelNames = labels?.LabelNames ?? [] }, sources, "CMR",
                3L * sizeof(float) * recipe.Size * recipe.Size, "imageSize");
        }
        else
        {
            var folder = line.GetRequiredValue(_ecg)!;
            Require(folder);
            var labels = ReadEcgLabels(line, terminal, folder);
            var sources = EcgSources.InFolder(folder, labels);
            if (sources.Count == 0) throw Empty(folder, "no ECG found (WFDB headers, arrays)");
            var recipe = _ecgPreparation.Read(line.CommandResult);
            Write(new EcgStoreWriter { Preparation = recipe, LabelNames = labels?.LabelNames ?? [] }, sources, "ECG",
                (long)LeadMap.LeadCount * sizeof(float) * recipe.WindowSamples, "seconds");
        }
        return ExitCode.Success;

        void Write<TItem, TManifest, TRow>(
            PreparedStoreWriter<TItem, TManifest, TRow> writer, IReadOnlyList<CohortSource<TItem>> sources, string unit,
            long bytes, string size)
            where TManifest : PreparedManifest
            where TRow : PreparedRow
        {
            var threads = line.GetValue(_threads);
            writer = writer with { Strict = line.GetValue(_strict), Threads = threads == 0 ? Environment.ProcessorCount : threads };
            StorePreparation.Write(terminal, writer, sources, line.GetRequiredValue(_out), unit, bytes, size, cancellation);
        }
    }

    private static void Require(string folder)
    {
        if (!Path.Exists(folder)) throw new DirectoryNotFoundException($"{folder}: there is no such file or folder");
    }

    private static DataFormatException Empty(string folder, string reason) =>
        new(folder, null, PreparedStore.IsIn(folder) ? "is a prepared store; specify the folder with the recordings" : reason);

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
