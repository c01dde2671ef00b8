using System.CommandLine;
using System.Text.Json;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr evaluate</c>.</summary>
internal sealed class EvaluateCommand : ToolCommand
{
    private readonly Option<string[]> _models = ToolOption.List(
        "--model", Values.Text("RUN|FILE"),
        "Evaluate these model files, those of runs of finetune, or builtin:NAME; the others are compared with the first.", absent: null);

    private readonly Option<string?> _group = ToolOption.Optional(
        "--group", Values.Text("LABEL"), "Also evaluate the people of each value of this label.", "no subgroups");

    private readonly Option<int> _resamples = ToolOption.WithDefault(
        "--resamples", Values.Whole("N", NumberRange.From(100, 100_000_000)), "Use this many bootstrap resamples for an interval.",
        new BootstrapOptions().Resamples);

    private readonly Option<ulong> _seed = SharedOptions.Seed();
    private readonly ReportOption _report;
    private readonly StoreOptions _stores;
    private readonly LabelOptions _labels;
    private readonly SeenPeople _seen;
    private readonly OutputFiles _outputs;
    private readonly DeviceOptions _device;

    public EvaluateCommand() : base(
        "evaluate",
        "Evaluate fine-tuned models on people whom they were not trained on. People of a model's training set are left out and counted. "
        + "Intervals of 95 % are from a bootstrap over people.",
        "ecgcmr evaluate --model run --ecg recordings --labels other.csv --report evaluation.html",
        "ecgcmr evaluate --model scratch-run mdm-run --ecg ecg-store --group sex")
    {
        _stores = new StoreOptions(this, hasEcg: true, hasCmr: false, orFolder: true);
        _labels = new LabelOptions(this);
        Add(OptionGroup.Model, _models);
        _seen = new SeenPeople(this);
        Add(OptionGroup.Evaluation, _group, _resamples, _seed);
        _report = new ReportOption(this);
        _outputs = new OutputFiles(this);
        _device = new DeviceOptions(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var models = line.GetRequiredValue(_models);
        _outputs.Check(line, [.. models, .. _stores.Paths(line)], _report.File(line));
        using var device = _device.Open(line);
        using var temporary = new TemporaryStore();
        using var store = OpenStore(line, terminal, device, models[0], temporary, cancellation);
        if (store.Manifest.LabelNames.Count == 0)
            throw new ArgumentException("the store has no labels; specify a table with --labels");
        var rows = Rows(line, terminal, store, models);
        var options = new EvaluationOptions
        {
            Bootstrap = new BootstrapOptions(line.GetValue(_resamples), line.GetValue(_seed)),
        };
        var (results, evaluatedModels) = (new List<ModelResult>(), new List<EvaluatedModel>());
        PredictedTarget[]? first = null;
        foreach (var model in models)
        {
            using var predictor = EcgPredictor.Load(device, model);
            var targets = predictor.Card.Targets;
            StoreLabels.Require("--labels", targets.Select(target => target.Target.Name), store.Manifest.LabelNames);
            var outputs = new LabelledOutputs(
                [.. targets.Select(target => target.Target)],
                ProgressDisplay.Run(terminal, $"predicting with {model}", _ => predictor.Outputs(store, rows)), store.Manifest.LabelNames,
                [.. rows.Select(row => store.Records[row])]);
            var report = outputs.Evaluate(targets, options, cancellation);
            EvaluationView.Write(terminal, $"{model}: {People(outputs)} people, {outputs.Count} recordings", report);
            PredictedTarget[] evaluated = [.. outputs.Evaluated(targets)];
            var difference = first is null ? null : Difference(first, evaluated, outputs.People, options, cancellation);
            if (difference is not null)
                EvaluationView.Write(terminal, $"{model} minus {models[0]}, paired by person", difference, isJudged: false);
            first ??= evaluated;
            results.Add(new ModelResult(
                model, report, difference, Subgroups(line, terminal, store, rows, evaluated, outputs.People, options, cancellation)));
            evaluatedModels.Add(new EvaluatedModel(model, targets, outputs, report) { Card = predictor.Card });
        }
        var data = new DataCard([store], store.Manifest.LabelNames, store.Records, [new DataPart("evaluated", rows)])
        {
            Labels = [.. evaluatedModels.SelectMany(model => model.Targets).Select(target => target.Target.Name).Distinct()],
        };
        _report.Write(
            line, () => Report(evaluatedModels, results, options, _seen.IsAllowed(line), data),
            () => JsonSerializer.Serialize(results, EvaluationJson.Default.ListModelResult));
        return ExitCode.Success;
    }

    /// <summary>Opens the store; prepares recordings first, as those of the first model were.</summary>
    private EcgStore OpenStore(
        ParseResult line, Terminal terminal, Device device, string model, TemporaryStore temporary, CancellationToken cancellation)
    {
        var path = _stores.Paths(line).Single();
        if (PreparedStore.IsIn(path))
        {
            var store = _stores.OpenEcg(line);
            if (_labels.IsGiven(line.CommandResult)) store.TakeLabels(_labels.Read(line, terminal, path)!);
            return store;
        }
        using (var predictor = EcgPredictor.Load(device, model))
            RecordingsStore.Prepare(
                terminal, _labels.Read(line, terminal, path), predictor.Preparation, path, temporary.Path, cancellation);
        return EcgStore.Open(temporary.Path);
    }

    private static HtmlReport Report(
        List<EvaluatedModel> models, List<ModelResult> results, EvaluationOptions options, bool includesSeen, DataCard data)
    {
        var names = ShortNames.Of([.. models.Select(model => model.Name)]);
        return EvaluationReport.Create(
            [.. models.Zip(names, (model, name) => model with { Name = name })],
            [.. results.Select(result => result.DifferenceToFirst).OfType<PredictionReport>()],
            [.. results.Select(result => result.Subgroups)], options, includesSeen, data);
    }

    private int[] Rows(ParseResult line, Terminal terminal, EcgStore store, IReadOnlyList<string> models)
    {
        var all = Enumerable.Range(0, store.Count).ToArray();
        if (_seen.IsAllowed(line)) return all;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            if (TrainedPeople.Of(model) is { } people) seen.UnionWith(people);
            else terminal.Say($"warning: {model} does not say whom it was trained on; people of its training set are not left out");
        }
        int[] rows = [.. all.Where(row => !seen.Contains(store.Rows[row].Patient))];
        if (rows.Length < all.Length)
            terminal.Say(
                $"left out: {all.Length - rows.Length} of {all.Length} recordings, of people whom a model was trained on "
                + "(accept them with --allow-seen)");
        return rows.Length > 0
            ? rows
            : throw new ArgumentException("all people of the store were used in training; give data of other people");
    }

    private static PredictionReport Difference(
        PredictedTarget[] first, PredictedTarget[] second, IReadOnlyList<string> people, EvaluationOptions options,
        CancellationToken cancellation)
    {
        if (first.Length != second.Length) throw new ArgumentException("the models predict other targets and cannot be compared");
        var reports = second.Zip(first, (now, before) =>
            PredictionEvaluation.Difference([now], [before], people, options, cancellation)).ToArray();
        return new PredictionReport(
            [.. reports.SelectMany(report => report.Metrics)], [.. reports.SelectMany(report => report.Omitted)]);
    }

    private IReadOnlyList<SubgroupReport> Subgroups(
        ParseResult line, Terminal terminal, EcgStore store, int[] rows, PredictedTarget[] targets, IReadOnlyList<string> people,
        EvaluationOptions options, CancellationToken cancellation)
    {
        if (line.GetValue(_group) is not { } label) return [];
        StoreLabels.Require(_group.Name, [label], store.Manifest.LabelNames);
        var column = store.Manifest.LabelNames.ToList().IndexOf(label);
        var values = rows.Select(row => store.Rows[row].Labels[column])
            .Select(value => float.IsNaN(value) ? null : FormattableString.Invariant($"{label} = {value}")).ToArray();
        var groups = PeopleGroup.ByText(values);
        var reports = targets.SelectMany(target =>
            PredictionEvaluation.Subgroups(target, people, groups, options, cancellation)).ToArray();
        foreach (var group in reports)
            EvaluationView.Write(terminal, $"{group.Name}: {group.People} people, {group.Cases} recordings", group.Report, isJudged: false);
        return reports;
    }

    private static int People(LabelledOutputs outputs) => outputs.People.Distinct().Count();
}

/// <summary>The result of a model in the report.</summary>
/// <param name="Model">The model.</param>
/// <param name="Report">Its metrics.</param>
/// <param name="DifferenceToFirst">Differences to the first model; null for the first.</param>
/// <param name="Subgroups">The metrics of subgroups.</param>
internal sealed record ModelResult(
    string Model, PredictionReport Report, PredictionReport? DifferenceToFirst, IReadOnlyList<SubgroupReport> Subgroups);

/// <summary>JSON of the report.</summary>
[System.Text.Json.Serialization.JsonSourceGenerationOptions(WriteIndented = true)]
[System.Text.Json.Serialization.JsonSerializable(typeof(List<ModelResult>))]
internal sealed partial class EvaluationJson : System.Text.Json.Serialization.JsonSerializerContext;
