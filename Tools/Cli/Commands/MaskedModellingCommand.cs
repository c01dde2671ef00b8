using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr pretrain mdm</c>.</summary>
internal sealed class MaskedModellingCommand : ToolCommand
{
    private readonly StoreOptions _stores;
    private readonly RunOptions _run;
    private readonly MaskedModellingOptionSet _options;
    private readonly SplitOptions _split;
    private readonly DeviceOptions _device;

    public MaskedModellingCommand() : base(
        "mdm",
        "Train a masked autoencoder on ECGs (masked data modelling). Defaults are those of the paper.",
        "ecgcmr pretrain mdm --ecg demo/store --out run --ecg-preset pluto --epochs 2 --batch-size 16 --lr 1e-3")
    {
        _stores = new StoreOptions(this, hasEcg: true, hasCmr: false);
        _run = new RunOptions(this);
        _options = new MaskedModellingOptionSet(this);
        _split = new SplitOptions(this);
        _device = new DeviceOptions(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var resume = _run.Resume(line);
        using var store = _stores.OpenEcg(line);
        using var folder = _run.Open(line);
        var configuration = resume ? Resumed(line.CommandResult, store, folder) : New(line.CommandResult, store);
        using var device = _device.Open(line);
        var run = new MaskedModellingRun(device, store, configuration, folder);
        terminal.Say($"{configuration.Options.Preset} on {device.Name}: {run.TrainingRows.Count} recordings to train on, "
            + $"{configuration.ValidationRows.Count} held out, "
            + $"learning rate {configuration.Options.PeakLearningRate(configuration.Training):0.##e+0}");
        var state = run.Train(terminal, resume, cancellation);
        var report = folder.File("report.html");
        var score = run.Score();
        PretrainingReport.Create($"Pre-training: {Path.GetFileName(Path.GetFullPath(folder.Path))}", run, state, score).Write(report);
        terminal.Write(
            $"best epoch {state.BestCheckpoints.FirstOrDefault()?.Epoch + 1}: NCC {state.Best:F4} "
            + $"on {configuration.ValidationRows.Count} held-out recordings");
        ScoreView.Write(terminal, score);
        if (state.BestCheckpoints.Count > 0) terminal.Write($"weights: {folder.File(state.BestCheckpoints[0].File)}");
        terminal.Write($"report:  {report}");
        return ExitCode.Success;
    }

    private MaskedModellingConfiguration New(CommandResult line, EcgStore store)
    {
        var training = _options.ReadTraining(line, new TrainingOptions());
        var options = _options.ReadOptions(line, new MaskedModellingOptions(), training, isNew: true);
        return MaskedModellingRun.Configure(store, options, training, _split.HeldOut(line, store.Records, training.Seed));
    }

    /// <summary>The run's own settings; the command line may repeat them, but not change them.</summary>
    private MaskedModellingConfiguration Resumed(CommandResult line, EcgStore store, RunFolder folder)
    {
        var own = MaskedModellingRun.Reopen(folder, store);
        var training = _options.ReadTraining(line, own.Training);
        var options = _options.ReadOptions(line, own.Options, training, isNew: false);
        RunOptions.RequireSame(folder, (own.Training, own.Options), (training, options));
        _split.RequireSame(line, store.Records, training.Seed, own.ValidationRows, own.TestRows);
        return own;
    }
}
