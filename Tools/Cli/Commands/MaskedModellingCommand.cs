using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

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
        "Train a masked autoencoder on ECGs (masked data modelling). --recipe chooses the settings by the number of recordings, or those "
        + "of the paper.",
        "ecgcmr pretrain mdm --ecg demo/ecg-store --out run --minutes 10",
        "ecgcmr pretrain mdm --ecg demo/ecg-store --out run --ecg-preset pluto --epochs 2 --batch-size 16 --lr 1e-3")
    {
        _stores = new StoreOptions(this, hasEcg: true, hasCmr: false);
        _run = new RunOptions(this);
        _options = new MaskedModellingOptionSet(this, _run);
        _split = new SplitOptions(this);
        _device = new DeviceOptions(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var store = _stores.OpenEcg(line);
        using var device = _device.Open(line);
        using var started = _run.Open(
            line, terminal, TrainingData.Of(store), _options, _split,
            complete: configuration => _run.Minutes(line) is not { } minutes ? configuration : SpeedMeasurement.Fit(
                minutes, terminal, configuration, store.Count, few => MaskedModellingRecipe.Create(device, store, few), cancellation));
        var run = new MaskedModellingRun(device, store, started);
        var (configuration, folder) = (run.Configuration, started.Folder);
        var state = run.Train(terminal, cancellation);
        var report = folder.File(RunFolder.ReportFile);
        var score = run.Score();
        PretrainingReport.Create($"Pre-training: {Path.GetFileName(Path.GetFullPath(folder.Path))}", run, state, score).Write(report);
        BestEpoch.Write(
            terminal, state, run.Epochs, "val_ncc", EpochColumns.WholeNcc, $"{configuration.ValidationRows.Count} held-out recordings");
        ScoreView.Write(terminal, score);
        BestEpoch.WriteWeights(terminal, state, folder);
        terminal.Write($"report:  {report}");
        return ExitCode.Success;
    }
}
