using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary>A contrastive recipe: the options that it has a use for, and the run.</summary>
internal abstract class ContrastiveCommand : ToolCommand
{
    private readonly string _recipe;
    private readonly RunOptions _run;
    private readonly ContrastiveOptionSet _options;
    private readonly SplitOptions _split;
    private readonly SeenPeople _seen;
    private readonly DeviceOptions _device;

    protected ContrastiveCommand(
        string recipe, string description, string example, bool hasEcg, bool hasCmr, bool isPair) : base(recipe, description, example)
    {
        _recipe = recipe;
        Stores = new StoreOptions(this, hasEcg, hasCmr, both: isPair);
        _run = new RunOptions(this);
        _options = new ContrastiveOptionSet(this, recipe, Stores, hasEcg, hasCmr);
        _split = new SplitOptions(this);
        _seen = new SeenPeople(this);
        _device = new DeviceOptions(this);
    }

    /// <summary>The stores.</summary>
    protected StoreOptions Stores { get; }

    /// <summary>Starts a new run, or resumes one whose settings the options may repeat but not change.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="terminal">Receives warnings and notes.</param>
    /// <param name="published">How the recipe was run for the paper.</param>
    /// <param name="data">The data.</param>
    protected TrainingRun OpenRun(ParseResult line, Terminal terminal, ContrastiveConfiguration published, TrainingData data)
    {
        var run = Open(line, published, data);
        foreach (var note in run.Notes) terminal.Say($"warning: {note}");
        return run;
    }

    private TrainingRun Open(ParseResult line, ContrastiveConfiguration published, TrainingData data)
    {
        var (words, folder) = (line.CommandResult, _run.Folder(line));
        if (!_run.Resume(line))
        {
            var asked = _options.Read(words, published, isNew: true);
            return TrainingRun.Start(
                folder, RunConfiguration.On(asked, data, _split.HeldOut(words, data.Records, asked.Training.Seed)), data,
                _seen.IsAllowed(line));
        }
        var checkpoint = TrainingRun.CheckpointToResume(folder);
        var own = ContrastiveConfiguration.Parse(checkpoint, Checkpoint.ReadConfiguration(checkpoint));
        if (own.Recipe != _recipe) throw new ArgumentException($"{folder}: is a run of {own.Recipe}, not of {_recipe}");
        var held = _split.Given(words, data.Records, own.Training.Seed) ?? new HeldOutRows(own.ValidationRows, own.TestRows);
        return TrainingRun.Resume(folder, RunConfiguration.On(_options.Read(words, own, isNew: false), data, held), data);
    }

    /// <summary>Opens the device.</summary>
    protected Device OpenDevice(ParseResult line) => _device.Open(line);
}
