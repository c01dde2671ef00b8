using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Evaluation.Probes;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr probe</c>.</summary>
internal sealed class ProbeCommand : ToolCommand
{
    private const int DefaultResamples = 2000;

    /// <summary>What published image weights do not say.</summary>
    private static readonly CmrInput Published = new() { CropToRegionOfInterest = false };

    private readonly StoreOptions _stores;

    private readonly Option<string[]> _weights = ToolOption.List(
        "--weights", Values.Text("[NAME=]RUN|FILE"),
        "Compare these encoders: runs (their best epoch), checkpoints, published weights, or builtin:NAME. NAME= sets a name; runs with "
        + "the same name are averaged.",
        absent: null);

    private readonly Option<string?> _labels = ToolOption.Optional(
        "--labels", Values.Text("NAME,NAME"), "Predict these labels.", "all labels of the store");

    private readonly Option<string[]> _groups = ToolOption.List(
        "--group", Values.Text("NAME=LABEL,LABEL"), "Report the mean of these labels.", "all numeric labels, and all class labels");

    private readonly Option<ulong> _seed = SharedOptions.Seed();

    private readonly Option<int> _resamples = ToolOption.WithDefault(
        "--resamples", Values.Whole("N", NumberRange.From(100, 100_000_000)),
        "Use this many bootstrap resamples for an interval.", DefaultResamples);

    private readonly Option<int> _size = ToolOption.WithDefault(
        "--image-size", NumericKinds.Pixels,
        "Set height and width of the input images of published image weights.", Published.Size);

    private readonly ReportOption _report;
    private readonly OutputFiles _outputs;
    private readonly SplitOptions _split;
    private readonly SeenPeople _seen;
    private readonly DeviceOptions _device;

    public ProbeCommand() : base(
        "probe",
        "Predict labels from frozen embeddings with linear models. Fits ridge regression for numbers and logistic regression for classes. "
        + "Chooses the penalty on the validation set. Reports results on the test set with 95 % intervals over people, and "
        + "differences to the first encoder. Give --validation, --test and --seed of the training run to hold out the same people.",
        "ecgcmr probe --weights before=mdm-run after=mmcl-run --ecg ecg-store --validation 0.15 --test 0.15 --report probe.json",
        "ecgcmr probe --weights a=run-1 a=run-2 b=run-3 b=run-4 --ecg ecg-store --test 0.2 --labels LVEDV,LVESV,LVEF "
        + "--group volumes=LVEDV,LVESV")
    {
        _stores = new StoreOptions(this, hasEcg: true, hasCmr: true);
        Add(OptionGroup.Encoders, _weights, _size);
        Add(OptionGroup.Labels, _labels, _groups);
        _split = new SplitOptions(this);
        _seen = new SeenPeople(this);
        Add(OptionGroup.HeldOut, _seed);
        Add(OptionGroup.Evaluation, _resamples);
        _report = new ReportOption(this);
        _outputs = new OutputFiles(this);
        _device = new DeviceOptions(this);
        Check(FindMistake);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var arms = ProbeArms.Parse(line.GetRequiredValue(_weights));
        _outputs.Check(line, [.. arms.SelectMany(arm => arm.Files), .. _stores.Paths(line)], _report.File(line));
        using var store = _stores.Open(line);
        var held = _split.HeldOut(line.CommandResult, store.Records, line.GetValue(_seed));
        var task = Task(line, store, held);
        var groups = line.GetValue(_groups) is { Length: > 0 } words ? ParseGroups(words) : null;
        if (groups is not null) StoreLabels.Require(_groups.Name, groups.SelectMany(group => group.Value), task.Names);
        _seen.Check(line, terminal, store.Records, held, arms.SelectMany(arm => arm.Files));
        foreach (var weights in arms.SelectMany(arm => arm.Files))
            AssumedInput.Say(terminal, weights, modality: _stores.HasEcg(line.CommandResult) ? Modality.Ecg : Modality.Cmr);
        using var device = _device.Open(line);
        var published = Published with { Size = line.GetValue(_size) };
        var embedded = ProbeArms.Embed(terminal, device, store, arms, published, cancellation);
        var report = ProbeComparison.Run(task, embedded, groups, line.GetValue(_resamples), cancellation: cancellation);
        ProbeView.Write(terminal, report);
        _report.Write(line, () => Page(line, store, held, task, report), report.ToJson);
        return ExitCode.Success;
    }

    private HtmlReport Page(ParseResult line, PreparedStore store, HeldOutRows held, ProbeTask task, ProbeReport probes)
    {
        var page = ProbePage.Create(
            probes, store is EcgStore ? "ECG" : "image", line.GetValue(_seed), (People(held.Validation), People(held.Test)));
        new Making
        {
            Data = new DataCard([store], store.Manifest.LabelNames, store.Records, DataCard.Split(store.Count, held))
            {
                Labels = task.Names,
            },
            Computed =
                $"Intervals from {line.GetValue(_resamples):N0} resamples of the test people; the split has seed {line.GetValue(_seed)}.",
        }.AddTo(page);
        return page;

        int People(IReadOnlyList<int> rows) => rows.Select(row => store.Rows[row].Patient).Distinct().Count();
    }

    private ProbeTask Task(ParseResult line, PreparedStore store, HeldOutRows held)
    {
        var available = store.Manifest.LabelNames;
        if (available.Count == 0) throw new ArgumentException("the store has no labels; prepare it with a table of labels (--labels)");
        var names = line.GetValue(_labels) is { } text ? Names(text) : [.. available];
        StoreLabels.Require(_labels.Name, names, available);
        var columns = Array.ConvertAll(names, name => available.ToList().IndexOf(name));
        return new ProbeTask(
            names,
            [.. store.Rows.SelectMany(row => columns.Select(column => (double)row.Labels[column]))],
            [.. store.Rows.Select(row => row.Patient)],
            [.. Enumerable.Range(0, store.Count).Except(held.Validation).Except(held.Test)], held.Validation, held.Test);
    }

    private string? FindMistake(CommandResult line)
    {
        if (!_split.HasTest(line)) return "specify a test set: --test SHARE or --test-folds N";
        if (_stores.HasEcg(line) && line.FirstGiven(_size) is { } ofImages)
            return $"{ofImages} can only be used with --cmr";
        if (line.GetValue(_weights)!.FirstOrDefault(word => word.StartsWith('=') || word.EndsWith('=')) is { } arm)
            return $"--weights {arm}: must be NAME=FILE or FILE";
        var groups = line.GetValue(_groups) ?? [];
        if (groups.FirstOrDefault(word => word.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]) is { } group)
            return $"--group {group}: must be NAME=LABEL,LABEL";
        if (line.GetValue(_labels) is { } labels && groups.SelectMany(word => Names(word.Split('=')[1])).Except(Names(labels)).ToArray()
            is [var other, ..]) return $"{_groups.Name}: label '{other}' is not among those of {_labels.Name}";
        return groups.GroupBy(word => word.Split('=')[0]).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"--group {twice.Key} is given twice"
            : null;
    }

    private static Dictionary<string, IReadOnlyList<string>> ParseGroups(string[] words) =>
        words.Select(word => word.Split('=')).ToDictionary(parts => parts[0], parts => (IReadOnlyList<string>)Names(parts[1]));

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
