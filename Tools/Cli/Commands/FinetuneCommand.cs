using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr finetune</c>.</summary>
internal sealed class FinetuneCommand : ToolCommand
{
    private readonly Option<string?> _target = ToolOption.Optional(
        "--target", Values.Text("NAME,NAME"),
        "Learn these columns of the labels; EVENT:TIME is the time to an event, 0 or 1, or to the last observation.",
        "those of --config or of the resumed run");

    private readonly Option<TargetKind?> _task = ToolOption.Optional(
        "--task", Values.Enumeration<TargetKind>(), "Choose what the targets are.",
        "classes for at most 10 different whole numbers, else number");

    private readonly Option<bool> _balance = ToolOption.Create(
        "--balance", Values.Switch,
        "Weight the classes in the loss so that each counts as much as another; probabilities are corrected for it.", "[default: true]");

    private readonly StoreOptions _stores;
    private readonly LabelOptions _labels;
    private readonly RunOptions _run;
    private readonly FineTuningOptionSet _options;
    private readonly SplitOptions _split;
    private readonly SeenPeople _seen;
    private readonly DeviceOptions _device;

    public FinetuneCommand() : base(
        "finetune",
        "Train an encoder to predict labels. Reports the best epoch on the validation set, and the test set if there is one.",
        "ecgcmr finetune --ecg ecg-store --target LVEF,AF --init mdm-run --out run --validation 0.15 --test 0.15",
        "ecgcmr finetune --ecg recordings --labels labels.csv --target AF --out run",
        "ecgcmr finetune --ecg ecg-store --target death:years --init mdm-run --freeze --out run",
        "ecgcmr finetune --ecg ecg-store --config run/configuration.json --lr 1e-4 --out second-run")
    {
        _balance.DefaultValueFactory = _ => true;
        _stores = new StoreOptions(this, hasEcg: true, hasCmr: true, orFolder: true);
        _labels = new LabelOptions(this);
        Add(OptionGroup.Labels, _target, _task, _balance);
        _run = new RunOptions(this);
        _options = new FineTuningOptionSet(this, _stores, _run);
        _split = new SplitOptions(this);
        _seen = new SeenPeople(this);
        _device = new DeviceOptions(this);
        Check(line => line.IsGiven(_target) || _run.HasSettings(line) || _run.IsResumed(line) ? null : "specify --target NAME,NAME");
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var store = OpenStore(line, terminal, cancellation);
        using var device = _device.Open(line);
        using var run = _run.Open(
            line, terminal, TrainingData.Of(store), _options, _split, _seen, check: null,
            complete: asked =>
            {
                var described = WithTargets(line, terminal, store, asked);
                return _run.Minutes(line) is not { } minutes ? described : SpeedMeasurement.Fit(
                    minutes, terminal, described, store.Count, few => new FineTuningRecipe(device, store, few), cancellation);
            });
        var configuration = (FineTuningConfiguration)run.Configuration;
        RequireSameTargets(line, configuration);
        var recipe = new FineTuningRecipe(device, store, configuration);
        terminal.Say(
            $"{configuration.Ecg?.Preset ?? configuration.Cmr!.Preset} on {device.Name}: {recipe.SampleCount} training recordings, "
            + $"{configuration.ValidationRows.Count} for validation, {configuration.TestRows.Count} for test; "
            + $"{recipe.Model.CountTrainable():N0} parameters, learning rate {configuration.PeakLearningRate:0.##e+0}");
        var metric = recipe.Criterion.Metric;
        var state = TerminalTraining.Train(terminal, run, recipe, EpochColumns.FineTuning(metric), cancellation);
        BestEpoch.Write(
            terminal, state, run.Folder.ReadEpochs(), $"val_{metric}", metric,
            $"{configuration.ValidationRows.Count} validation recordings");
        var result = ProgressDisplay.Run(
            terminal, "calibrating and evaluating", _ => FineTunedModel.Create(
                device, recipe, store, configuration, state, cancellation: cancellation));
        var model = run.Folder.File(PredictorFile.Name);
        PredictorFile.Write(model, recipe.Predictor, result.Card, run.Folder.Files);
        if (result.OnTest is { } onTest)
            EvaluationView.Write(terminal, $"results on {result.Card.TestPeople} people of the test set", onTest);
        else
            EvaluationView.Write(
                terminal,
                $"results on {result.Card.ValidationPeople} people of the validation set, on which the best epoch was chosen: optimistic; "
                + "hold out a test set with --test",
                result.OnValidation);
        var report = run.Folder.File(RunFolder.ReportFile);
        FineTuningReport.Create(
            Path.GetFileName(Path.GetFullPath(run.Folder.Path)), device.Name, configuration, DataCard.Of(store, configuration), recipe,
            state, result, run.Folder.ReadEpochs()).Write(report);
        terminal.Write($"model:   {model}");
        terminal.Write($"report:  {report}");
        return ExitCode.Success;
    }

    /// <summary>Opens the store, prepares it first if a folder of recordings is given, and gives it the labels of the table.</summary>
    private PreparedStore OpenStore(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var path = _stores.Paths(line).Single();
        var labels = _labels.IsGiven(line.CommandResult) ? _labels.Read(line, terminal, path) : null;
        if (!PreparedStore.IsIn(path) && _stores.HasEcg(line.CommandResult))
        {
            var prepared = $"{_run.Folder(line).TrimEnd(Path.DirectorySeparatorChar)}-store";
            if (!PreparedStore.IsIn(prepared))
                RecordingsStore.Prepare(
                    terminal, _labels.Read(line, terminal, path), new EcgPreparation(), path, prepared, cancellation);
            else terminal.Say($"using the store {prepared}, prepared before");
            path = prepared;
        }
        var store = PreparedStore.Open(path);
        if (labels is null) return store;
        try
        {
            var found = store.TakeLabels(labels);
            if (found < store.Count)
                terminal.Say($"{store.Count - found} of {store.Count} rows of the store are not in the table of labels");
            if (found < labels.Records.Count) terminal.Say($"{labels.Records.Count} rows in the table of labels, {found} in the store");
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private FineTuningConfiguration WithTargets(
        ParseResult line, Terminal terminal, PreparedStore store, FineTuningConfiguration configuration)
    {
        if (store.Manifest.LabelNames.Count == 0)
            throw new ArgumentException("the store has no labels; specify a table with --labels");
        if (Names(line) is not { } names)
        {
            if (configuration.Options.Targets.Count == 0) throw new ArgumentException("the settings have no targets; specify --target");
            StoreLabels.Require(_target.Name, configuration.LearnedLabels, store.Manifest.LabelNames);
            return configuration with
            {
                Options = configuration.Options with
                {
                    Targets = TargetColumns.DescribeAgain(
                        configuration.Options.Targets, store.Manifest.LabelNames, store.Records,
                        configuration.LabelledRows(store.Records)),
                },
            };
        }
        StoreLabels.Require(
            _target.Name, names.SelectMany(name => name.Split(TargetColumns.TimeSeparator)), store.Manifest.LabelNames);
        var targets = TargetColumns.Describe(
            names, store.Manifest.LabelNames, store.Records, configuration.LabelledRows(store.Records), line.GetValue(_task),
            line.GetValue(_balance));
        foreach (var (target, assumption) in targets) terminal.Say($"{target.Name}: {assumption}");
        return configuration with { Options = configuration.Options with { Targets = [.. targets.Select(target => target.Target)] } };
    }

    private void RequireSameTargets(ParseResult line, FineTuningConfiguration configuration)
    {
        var own = configuration.Options.Targets.Select(TargetColumns.NameOf).Order().ToArray();
        if (Names(line) is { } names && !own.SequenceEqual(names.Order()))
            throw new ArgumentException(
                $"{_target.Name}: {string.Join(',', own)} when the run was started, {string.Join(',', names)} now");
    }

    private string[]? Names(ParseResult line) =>
        line.GetValue(_target)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
