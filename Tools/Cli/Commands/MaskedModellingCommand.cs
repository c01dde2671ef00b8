using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr pretrain mdm</c>.</summary>
internal sealed class MaskedModellingCommand : ToolCommand
{
    private readonly Option<string> _data = new("--data") { Description = "A store made by ecgcmr prepare.", HelpName = "STORE", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "Folder for checkpoints, logs and report.", HelpName = "RUN", Required = true };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run in that folder, exactly as if it had never stopped." };
    private readonly MaskedModellingOptionSet _options;
    private readonly ValidationOptions _validation;
    private readonly DeviceOptions _device;

    public MaskedModellingCommand() : base(
        "mdm",
        "Masked data modelling: trains a masked autoencoder on prepared ECGs. Without further options, as in the paper.",
        "ecgcmr pretrain mdm --data demo/store --out run --preset pluto --epochs 2 --batch-size 16 --lr 1e-3")
    {
        Add(_data);
        Add(_out);
        Add(_resume);
        _options = new MaskedModellingOptionSet(this);
        _validation = new ValidationOptions(this);
        _device = new DeviceOptions(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var path = line.GetRequiredValue(_out);
        var resume = line.GetValue(_resume);
        using var store = EcgStore.Open(line.GetRequiredValue(_data));
        using var folder = OpenFolder(path, resume);
        var configuration = resume ? Resumed(line.CommandResult, store, folder) : New(line.CommandResult, store);
        using var device = _device.Open(line);
        var run = new MaskedModellingRun(device, store, configuration, folder);
        terminal.Say($"{configuration.Options.Preset} on {device.Name}: {run.TrainingRows.Count} recordings to train on, "
            + $"{configuration.ValidationRows.Count} held out, learning rate {configuration.Options.PeakLearningRate(configuration.Training):0.##e+0}");
        var state = run.Train(terminal, resume, cancellation);
        var report = folder.File("report.html");
        var score = run.Score();
        PretrainingReport.Create($"Pre-training: {Path.GetFileName(Path.GetFullPath(path))}", run, state, score).Write(report);
        terminal.Write($"best epoch {state.BestCheckpoints.FirstOrDefault()?.Epoch + 1}: NCC {state.Best:F4} on {configuration.ValidationRows.Count} held-out recordings");
        ScoreView.Write(terminal, score);
        if (state.BestCheckpoints.Count > 0) terminal.Write($"weights: {folder.File(state.BestCheckpoints[0].File)}");
        terminal.Write($"report:  {report}");
        return EcgcmrCommandLine.Success;
    }

    private static RunFolder OpenFolder(string path, bool resume)
    {
        if (!resume && File.Exists(Path.Combine(path, RunFolder.ConfigurationFile)))
            throw new IOException($"{path}: there is a run already; go on with it by --resume, or choose another folder");
        if (resume && !Directory.Exists(path)) throw new DirectoryNotFoundException($"{path}: there is no such folder to resume");
        return new RunFolder(path);
    }

    private MaskedModellingConfiguration New(CommandResult line, EcgStore store)
    {
        var training = _options.ReadTraining(line, new TrainingOptions());
        var options = _options.ReadOptions(line, new MaskedModellingOptions(), training, isNew: true);
        return MaskedModellingRun.Configure(store, options, training, _validation.HeldOut(line, store, training.Seed));
    }

    /// <summary>The run's own settings; the command line may repeat them, but not change them.</summary>
    private MaskedModellingConfiguration Resumed(CommandResult line, EcgStore store, RunFolder folder)
    {
        var own = MaskedModellingRun.Reopen(folder, store);
        var training = _options.ReadTraining(line, own.Training);
        var options = _options.ReadOptions(line, own.Options, training, isNew: false);
        if (training != own.Training || options != own.Options)
            throw new ArgumentException($"--resume goes on with the settings of the run, which {folder.File(RunFolder.ConfigurationFile)} lists; other options differ from them");
        if (_validation.IsGiven(line) && !_validation.HeldOut(line, store, training.Seed).SequenceEqual(own.ValidationRows))
            throw new ArgumentException("--resume goes on with the held-out recordings of the run; the options choose others");
        return own;
    }
}
