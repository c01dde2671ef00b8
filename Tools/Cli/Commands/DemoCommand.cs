using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr demo</c>.</summary>
internal sealed class DemoCommand : ToolCommand
{
    private const string DefaultFolder = "demo";
    private const string StoreFolder = "store";

    private readonly Option<string?> _ecg = new("--ecg")
    {
        Description = "Folder with ECGs; without it they are made up.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = $"Folder for everything. [default: {DefaultFolder}, or the next that is free]",
        HelpName = "DIR",
    };

    private readonly Option<double> _minutes = new("--minutes")
    {
        Description = "How long to train.",
        HelpName = "M",
        DefaultValueFactory = _ => 4,
    };

    private readonly Option<int?> _recordings = new("--recordings")
    {
        Description = "How many ECGs to make up. [default: 400]",
        HelpName = "N",
    };

    private readonly Option<string> _preset = new("--preset")
    {
        Description = "Model size.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "pluto",
    };

    private readonly Option<ulong> _seed = SeedOption.Create();
    private readonly DeviceOptions _device;

    public DemoCommand() : base(
        "demo",
        "The whole way in a few minutes: ECGs, preparation, pre-training, reconstruction of recordings "
        + "that the model never saw, and a report.",
        "ecgcmr demo")
    {
        foreach (var option in (Option[])[_ecg, _out, _minutes, _recordings, _preset, _seed]) Add(option);
        _device = new DeviceOptions(this);
        _minutes.Validators.Add(result =>
        {
            if (!result.Errors.Any() && !(result.GetValueOrDefault<double>() is > 0 and <= 10_000))
                result.AddError("--minutes: above 0, up to 10000");
        });
        _preset.AcceptOnlyFromAmong([.. EcgPresets.Names]);
        Refuse(result => result.GetValue(_recordings) is not { } count ? null
            : result.GetValue(_ecg) is not null ? "--recordings is for ECGs that are made up, not for --ecg"
            : count is < 20 or > 1_000_000 ? $"--recordings {count}: from 20 to a million"
            : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var folder = FolderFor(line.GetValue(_out));
        var seed = line.GetValue(_seed);
        using var device = _device.Open(line);
        using var store = Prepare(line, terminal, folder, seed, cancellation);
        var configuration = Configure(line, terminal, device, store, seed, cancellation);
        using var started = TrainingRun.Start(Path.Combine(folder, "run"), configuration, TrainingData.Of(store));
        var run = new MaskedModellingRun(device, store, started);
        var state = run.Train(
            terminal, cancellation,
            $"ecgcmr pretrain mdm --data {Path.Combine(folder, StoreFolder)} --out {started.Folder.Path} --resume");

        foreach (var (name, picture) in ReconstructionSection.Draw(run))
            PngFile.Write(Path.Combine(folder, $"{Path.GetFileName(name)}.png"), picture);
        var report = Path.Combine(folder, "report.html");
        var score = run.Score();
        var title = line.GetValue(_ecg) is { } ecg ? $"Masked autoencoding of the ECGs in {ecg}" : "Masked autoencoding of synthetic ECGs";
        PretrainingReport.Create(title, run, state, score).Write(report);
        ScoreView.Write(terminal, score);
        terminal.Write($"report:   {Path.GetFullPath(report)}");
        terminal.Write($"pictures: {Path.GetFullPath(folder)}{Path.DirectorySeparatorChar}*.png");
        return EcgcmrCommandLine.Success;
    }

    private static string FolderFor(string? wanted)
    {
        if (wanted is not null)
        {
            if (Directory.Exists(wanted) && Directory.EnumerateFileSystemEntries(wanted).Any())
                throw new IOException($"{wanted}: there is something in it already; choose another folder");
            return wanted;
        }
        var folder = DefaultFolder;
        for (var number = 2; Path.Exists(folder); number++) folder = $"{DefaultFolder}-{number}";
        return folder;
    }

    private EcgStore Prepare(ParseResult line, Terminal terminal, string folder, ulong seed, CancellationToken cancellation)
    {
        const int Synthetic = 400;
        var sources = line.GetValue(_ecg) is { } ecg
            ? DemoData.InFolder(ecg)
            : DemoData.Synthetic(line.GetValue(_recordings) ?? Synthetic, seed);
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
