using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Cmr;
using EcgCmrNative.Models.Evaluation.Probes;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr probe</c>.</summary>
internal sealed class ProbeCommand : ToolCommand
{
    private readonly Option<string[]> _weights = new("--weights")
    {
        Description =
            "Encoders: runs for their best epoch, checkpoints, or published weights. NAME=RUN gives a name; runs of one name are averaged.",
        HelpName = "[NAME=]RUN|FILE",
        AllowMultipleArgumentsPerToken = true,
        Required = true,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "A store of ECGs or of images, with labels.",
        HelpName = "STORE",
        Required = true,
    };

    private readonly Option<string?> _labels = Setting.Of<string?>(
        "--labels", "What to read from the embeddings. [default: all labels of the store]", "NAME,NAME");

    private readonly Option<string[]> _groups = new("--group")
    {
        Description = "Labels whose mean is reported. [default: all that are numbers, and all that are classes]",
        HelpName = "NAME=LABEL,LABEL",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly SplitOptions _split;
    private readonly SeenPeople _seen;
    private readonly Option<ulong> _seed = SeedOption.Create();
    private readonly Option<int?> _resamples = Setting.Of<int?>("--resamples", "Resamples behind an interval. [default: 2000]", "N");
    private readonly Option<string?> _preset = Setting.Of<string?>(
        "--cmr-preset", "The encoder of published image weights. [default: resnet50]", "NAME");
    private readonly Option<int?> _size = Setting.Of<int?>(
        "--image-size", "Pixels of an image's side that published image weights are to see. [default: 210]", "N");
    private readonly Option<string?> _out = Setting.Of<string?>("--out", "Write everything as JSON.", "FILE");
    private readonly DeviceOptions _device;

    public ProbeCommand() : base(
        "probe",
        "Reads labels from frozen embeddings by ridge regression (numbers) or logistic regression (classes): the penalty chosen on "
        + "validation, the result on test with 95 % intervals over people, and differences to the first of several encoders. "
        + "--validation, --test and --seed of the training run hold out the same people.",
        "ecgcmr probe --weights before=mdm-run after=mmcl-run --data ecg-store --validation 0.15 --test 0.15 --out probe.json",
        "ecgcmr probe --weights a=run-1 a=run-2 b=run-3 b=run-4 --data ecg-store --test 0.2 --labels LVEDV,LVESV,LVEF "
        + "--group volumes=LVEDV,LVESV")
    {
        foreach (var option in (Option[])[_weights, _data, _labels, _groups]) Add(option);
        _split = new SplitOptions(this);
        _seen = new SeenPeople(this);
        _preset.AcceptOnlyFromAmong([.. CmrPresets.Names]);
        foreach (var option in (Option[])[_seed, _resamples, _preset, _size, _out]) Add(option);
        _device = new DeviceOptions(this);
        Refuse(Contradiction);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var store = PreparedStore.Open(line.GetRequiredValue(_data));
        if (store is EcgStore && (line.GetValue(_preset) is not null || line.GetValue(_size) is not null))
            throw new ArgumentException("--cmr-preset and --image-size are for a store of images, and this is one of ECGs");
        var arms = ProbeArms.Parse(line.GetRequiredValue(_weights));
        var held = _split.HeldOut(line.CommandResult, store.Records, line.GetValue(_seed));
        var task = Task(line, store, held);
        var groups = line.GetValue(_groups) is { Length: > 0 } words ? Groups(words) : null;
        if (groups?.SelectMany(group => group.Value).FirstOrDefault(label => !task.Names.Contains(label)) is { } unknown)
            throw new ArgumentException($"--group: '{unknown}' is not among the labels {string.Join(", ", task.Names)}");
        _seen.Check(line.CommandResult, terminal, store.Records, held, arms.SelectMany(arm => arm.Files));
        using var device = _device.Open(line);
        var published = new CmrSideOptions { RegionOfInterest = false };
        published = published with { Preset = line.GetValue(_preset) ?? published.Preset, Size = line.GetValue(_size) ?? published.Size };
        var embedded = ProbeArms.Embed(terminal, device, store, arms, published, cancellation);
        var report = ProbeComparison.Run(task, embedded, groups, line.GetValue(_resamples) ?? 2000);
        ProbeView.Write(terminal, report);
        if (line.GetValue(_out) is { } file)
            FileSystem.Disk.WriteAtomically(file, stream => stream.Write(Encoding.UTF8.GetBytes(report.ToJson())));
        return EcgcmrCommandLine.Success;
    }

    private ProbeTask Task(ParseResult line, PreparedStore store, HeldOutRows held)
    {
        var available = store.Manifest.LabelNames;
        if (available.Count == 0) throw new ArgumentException("the store has no labels to probe; prepare it with a table of labels");
        var names = line.GetValue(_labels) is { } text ? Names(text) : [.. available];
        var columns = Array.ConvertAll(names, name => available.ToList().IndexOf(name));
        if (Array.IndexOf(columns, -1) is >= 0 and var missing)
            throw new ArgumentException($"the store has no label '{names[missing]}'; it has {string.Join(", ", available)}");
        return new ProbeTask(
            names,
            [.. store.Rows.SelectMany(row => columns.Select(column => (double)row.Labels[column]))],
            [.. store.Rows.Select(row => row.Patient)],
            [.. Enumerable.Range(0, store.Count).Except(held.Validation).Except(held.Test)], held.Validation, held.Test);
    }

    private string? Contradiction(CommandResult line)
    {
        if (!_split.HasTest(line))
            return "a probe measures on people whom nothing was fitted to: --test or --test-folds has to say who they are";
        if (line.GetValue(_resamples) is < 1) return $"--resamples {line.GetValue(_resamples)}: at least 1";
        if (line.GetValue(_size) is < 1) return $"--image-size {line.GetValue(_size)}: at least 1";
        if (line.GetValue(_weights)!.FirstOrDefault(word => word.StartsWith('=') || word.EndsWith('=')) is { } arm)
            return $"--weights {arm}: NAME=FILE, or FILE";
        var groups = line.GetValue(_groups) ?? [];
        if (groups.FirstOrDefault(word => word.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]) is { } group)
            return $"--group {group}: NAME=LABEL,LABEL";
        return groups.GroupBy(word => word.Split('=')[0]).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"--group {twice.Key} is given twice"
            : null;
    }

    private static Dictionary<string, IReadOnlyList<string>> Groups(string[] words) =>
        words.Select(word => word.Split('=')).ToDictionary(parts => parts[0], parts => (IReadOnlyList<string>)Names(parts[1]));

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
