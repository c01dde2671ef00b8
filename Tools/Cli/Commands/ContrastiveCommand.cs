using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;

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

    /// <summary>The configuration of a new run, or the stored one of a run that goes on, which options may repeat but not change.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="terminal">Is told of held-out people whom the starting weights have seen.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="published">How the recipe was run for the paper.</param>
    /// <param name="records">Who is in the data.</param>
    /// <param name="ecgs">The ECGs; null where there are none.</param>
    protected ContrastiveConfiguration Configure(
        ParseResult line, Terminal terminal, RunFolder folder, ContrastiveConfiguration published, IReadOnlyList<CohortRecord> records,
        EcgStore? ecgs)
    {
        var configuration = Settings(line, folder, published, records, ecgs);
        string?[] weights = [configuration.Ecg?.Weights, configuration.Cmr?.Weights];
        var held = new HeldOutRows(configuration.ValidationRows, configuration.TestRows);
        if (!_run.Resume(line)) _seen.Check(line.CommandResult, terminal, records, held, weights);
        SeenPeople.Write(folder, _run.Resume(line), configuration.TrainingRows(records.Count).Select(row => records[row].Patient), weights);
        return configuration;
    }

    private ContrastiveConfiguration Settings(
        ParseResult line, RunFolder folder, ContrastiveConfiguration published, IReadOnlyList<CohortRecord> records, EcgStore? ecgs)
    {
        var words = line.CommandResult;
        var (leads, preparation) = (ecgs?.Manifest.Leads ?? [], ecgs?.Manifest.Preparation);
        if (!_run.Resume(line))
        {
            var asked = _options.Read(words, published, isNew: true);
            var held = _split.HeldOut(words, records, asked.Training.Seed);
            return asked with { Leads = leads, Preparation = preparation, ValidationRows = held.Validation, TestRows = held.Test };
        }
        var path = folder.File(RunFolder.LastCheckpoint);
        var own = ContrastiveConfiguration.Parse(path, Checkpoint.ReadConfiguration(path));
        if (own.Recipe != _recipe) throw new ArgumentException($"{folder.Path}: is a run of {own.Recipe}, not of {_recipe}");
        if (!own.Leads.SequenceEqual(leads) || own.Preparation != preparation
            || own.ValidationRows.Concat(own.TestRows).Any(row => row >= records.Count))
            throw new ArgumentException($"{folder.Path}: the run was started on other data; resume it with its own");
        RunOptions.RequireSame(folder, own, _options.Read(words, own, isNew: false));
        _split.RequireSame(words, records, own.Training.Seed, own.ValidationRows, own.TestRows);
        return own;
    }

    /// <summary>Opens the run's folder.</summary>
    protected RunFolder OpenFolder(ParseResult line) => _run.Open(line);

    /// <summary>True where a run is to go on.</summary>
    protected bool Resumes(ParseResult line) => _run.Resume(line);

    /// <summary>Opens the device.</summary>
    protected Device OpenDevice(ParseResult line) => _device.Open(line);
}
