using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr demo</c>.</summary>
internal sealed class DemoCommand : ToolCommand
{
    private const string DefaultFolder = "demo";
    private const string StoreFolder = "store";

    private readonly Option<string?> _ecg = ToolOption.Optional(
        "--ecg", Values.Text("DIR"), "Use the ECGs of this folder.", "synthetic ECGs");

    private readonly Option<int> _recordings = ToolOption.WithDefault(
        "--recordings", Values.Whole("N", NumberRange.From(20, 1_000_000)), "Create this many synthetic ECGs.", 400);

    private readonly Option<string?> _out = ToolOption.Optional(
        "--out", Values.Text("DIR"), "Write everything to this folder.", $"{DefaultFolder}, or the next free name");

    private readonly Option<double> _minutes = ToolOption.WithDefault(
        "--minutes", Values.Number("M", new NumberRange(0, 10_000, LowOpen: true)), "Train for about this long.", 4);

    private readonly Option<string> _preset = ToolOption.WithDefault("--ecg-preset", Presets.Ecg, Presets.EcgHelp, "pluto");
    private readonly Option<ulong> _seed = SharedOptions.Seed();
    private readonly DeviceOptions _device;

    public DemoCommand() : base(
        "demo",
        "Run all steps from ECGs to a report in a few minutes. Creates synthetic ECGs, prepares them, trains a masked autoencoder, "
        + "reconstructs held-out recordings, and writes a report.",
        "ecgcmr demo")
    {
        Add(OptionGroup.Data, _ecg, _recordings);
        Add(OptionGroup.Model, _preset);
        Add(OptionGroup.Training, _minutes, _seed);
        Add(OptionGroup.Output, _out);
        _device = new DeviceOptions(this);
        Check(line => line.IsGiven(_recordings) && line.IsGiven(_ecg) ? "--recordings cannot be used with --ecg" : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var folder = FolderFor(line.GetValue(_out));
        using var made = new OutputFolder(folder);
        var seed = line.GetValue(_seed);
        using var device = _device.Open(line);
        using var store = made.Fill(() => Prepare(line, terminal, folder, seed, cancellation));
        made.Keep(); // what is prepared, and a run that can be resumed
        var configuration = Configure(line, terminal, device, store, seed, cancellation);
        using var started = TrainingRun.Start(Path.Combine(folder, "run"), configuration, TrainingData.Of(store));
        var run = new MaskedModellingRun(device, store, started);
        var state = run.Train(
            terminal, cancellation,
            $"ecgcmr pretrain mdm --ecg {Path.Combine(folder, StoreFolder)} --out {started.Folder.Path} --resume");

        foreach (var (name, picture) in ReconstructionSection.Draw(run))
            PngFile.Write(Path.Combine(folder, $"{name.Replace(' ', '-')}.png"), picture);
        var report = Path.Combine(folder, "report.html");
        var score = run.Score();
        var title = line.GetValue(_ecg) is { } ecg
            ? $"Masked autoencoding of the ECGs in {Path.GetFileName(Path.GetFullPath(ecg))}"
            : "Masked autoencoding of synthetic ECGs";
        PretrainingReport.Create(title, run, state, score).Write(report);
        ScoreView.Write(terminal, score);
        terminal.Write($"report:   {Path.GetFullPath(report)}");
        terminal.Write($"pictures: {Path.GetFullPath(folder)}{Path.DirectorySeparatorChar}*.png");
        return ExitCode.Success;
    }

    private static string FolderFor(string? wanted)
    {
        if (wanted is not null)
        {
            if (Directory.Exists(wanted) && Directory.EnumerateFileSystemEntries(wanted).Any())
                throw new IOException($"{wanted}: the folder is not empty; choose another one");
            return wanted;
        }
        var folder = DefaultFolder;
        for (var number = 2; Path.Exists(folder); number++) folder = $"{DefaultFolder}-{number}";
        return folder;
    }

    private EcgStore Prepare(ParseResult line, Terminal terminal, string folder, ulong seed, CancellationToken cancellation)
    {
        var sources = line.GetValue(_ecg) is { } ecg
            ? DemoData.InFolder(ecg)
            : DemoData.Synthetic(line.GetValue(_recordings), seed);
        if (line.GetValue(_ecg) is null) DemoData.WriteFiles(Path.Combine(folder, "recordings"), seed);
        var path = Path.Combine(folder, StoreFolder);
        var manifest = ProgressDisplay.Run(terminal, "prepare", progress =>
            new EcgStoreWriter().Write(path, sources, (done, all) => progress.Report(done, all, "ECG"), cancellation));
        StoreView.WriteFailures(terminal, manifest.Failures);
        return EcgStore.Open(path);
    }

    /// <summary>Small batches, a high rate and no augmentation: a few minutes are few steps.</summary>
    private MaskedModellingConfiguration Configure(
        ParseResult line, Terminal terminal, Device device, EcgStore store, ulong seed, CancellationToken cancellation)
    {
        var training = new TrainingOptions { BatchSize = 8, KeepBest = 1, ClipNorm = 1, Seed = seed };
        var options = new MaskedModellingOptions { Preset = line.GetRequiredValue(_preset), LearningRate = 2e-3, Augment = false };
        var configuration = RunConfiguration.On(
            new MaskedModellingConfiguration { Options = options, Training = training }, TrainingData.Of(store),
            HeldOutRows.ByShare(store.Records, 0.2, 0, seed));
        var epochs = SpeedMeasurement.EpochsIn(
            TimeSpan.FromMinutes(line.GetValue(_minutes)), terminal, device, store, configuration, cancellation);
        return configuration with { Training = training with { Epochs = epochs }, Options = options with { WarmupEpochs = epochs / 10.0 } };
    }
}
