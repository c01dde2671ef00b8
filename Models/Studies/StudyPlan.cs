using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Studies;

/// <summary>
/// All runs and cells of a study with their settings. The folder of each is named by a hash of what determines its result: data, people,
/// settings, and what it starts from. So a study can be changed, and only what the change concerns is trained anew.
/// </summary>
internal sealed partial class StudyPlan
{
    /// <summary>Changes when what is in a result file, or how it is computed, changes.</summary>
    private const int Version = 1;

    private const int HashDigits = 10;
    private const int LongestName = 100;

    private readonly StudyDefinition _study;
    private readonly StudyStores _stores;
    private readonly string _folder;

    /// <summary>Plans a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="stores">Its data.</param>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="DataFormatException">Settings of a run or of fine-tuning are unknown or invalid.</exception>
    /// <exception cref="ArgumentException">Settings contradict each other, or a label is unknown.</exception>
    public StudyPlan(StudyDefinition study, StudyStores stores, string folder)
    {
        (_study, _stores, _folder) = (study, stores, folder);
        foreach (var seed in study.Seeds)
        {
            foreach (var run in study.PreTrainings.Where(IsNeeded)) Runs.Add(Plan(run, seed));
        }
        Cells =
        [
            .. from readout in study.Readouts
               from seed in study.Seeds
               from arm in study.Arms
               from fraction in study.LabelFractions
               from task in study.Tasks
               select Plan(new StudyCell(arm, task, readout, fraction, seed)),
        ];
    }

    /// <summary>The pre-trainings, sources before what starts from them.</summary>
    public List<PlannedRun> Runs { get; } = [];

    /// <summary>The cells; those of one encoder are next to each other.</summary>
    public IReadOnlyList<PlannedCell> Cells { get; }

    /// <summary>A pre-training that no arm starts from is not done.</summary>
    private bool IsNeeded(StudyPreTraining run) =>
        _study.Arms.Any(arm => arm.From == run.Name)
        || _study.PreTrainings.Any(other => (other.EcgFrom == run.Name || other.CmrFrom == run.Name) && IsNeeded(other));

    private PlannedRun Plan(StudyPreTraining run, ulong seed)
    {
        var place = $"{_study.Name}, pre-training '{run.Name}'";
        RunConfiguration published = run.Row?.Published() ?? (RunConfiguration)new MaskedModellingConfiguration();
        var configuration = Settled(published, run.Settings, place);
        var (ecg, cmr) = (Source(run.EcgFrom, seed), Source(run.CmrFrom, seed));
        if (configuration is ContrastiveConfiguration sides)
            configuration = sides with
            {
                Ecg = sides.Ecg is { } ofEcg && ecg is not null ? FittedTo(ofEcg, ecg) : sides.Ecg,
                Cmr = sides.Cmr is { } ofCmr && cmr is not null ? FittedTo(ofCmr, cmr) : sides.Cmr,
            };
        configuration = configuration with { Training = configuration.Training with { Seed = seed } };
        var data = run.Row switch
        {
            { HasPairs: true } => TrainingData.Of(_stores.Pairs!),
            { Data: RecipeData.Cmr } => TrainingData.Of(_stores.Images!),
            _ => TrainingData.Of(_stores.Ecgs),
        };
        configuration = RunConfiguration.On(configuration, data, _stores.HeldOut(data.Records));
        Validate(configuration, place);
        return new PlannedRun(run, configuration, FolderOf(
            "pre-trainings", FormattableString.Invariant($"{run.Name}-seed{seed}"), [configuration.ToJson()], ecg, cmr));
    }

    private PlannedCell Plan(StudyCell cell)
    {
        var source = Source(cell.Arm.From, cell.Seed);
        var ofImages = cell.Arm.Modality == Modality.Cmr;
        var place = $"{_study.Name}, {cell}";
        var parts = _study.Overrides.Where(part => part.Covers(cell.Arm.Name, cell.Task.Name, cell.LabelFraction))
            .Select(part => part.Settings).Prepend(cell.Readout.Settings);
        RunConfiguration settings = FineTuningConfiguration.Default(ofImages);
        foreach (var part in parts) settings = Settled(settings, WithoutOther(part, ofImages), place);
        var store = _stores.Of(cell.Arm.Modality);
        var data = TrainingData.Of(store);
        var held = _stores.HeldOut(data.Records);
        var common = (FineTuningConfiguration)settings;
        var (targets, leftOut) = Targets(cell, common with
        {
            Training = common.Training with { Seed = cell.Seed },
            Options = common.Options with { LabelFraction = cell.LabelFraction },
            ValidationRows = held.Validation,
            TestRows = held.Test,
        });
        IReadOnlyList<JsonObject> candidates = cell.Readout.IsProbe || _study.Search is null ? [[]] : _study.Search.Candidates(cell.Seed);
        FineTuningConfiguration[] trials = targets.Count == 0 ? [] : [.. candidates.Select(Trial)];
        return new PlannedCell(cell, source, trials, leftOut, FolderOf(
            "cells", FormattableString.Invariant(
                $"{cell.Task.Name}-{cell.Arm.Name}-{cell.Readout.Name}-{100 * cell.LabelFraction:0.##}%-seed{cell.Seed}"),
            [
                .. trials.Select(trial => trial.ToJson()), .. leftOut.Select(target => target.Target),
                FormattableString.Invariant($"{cell.Readout.IsProbe} {(cell.Readout.IsProbe ? null : _study.Search?.Method)}"),
            ],
            source));

        FineTuningConfiguration Trial(JsonObject candidate)
        {
            var trial = (FineTuningConfiguration)Settled(common, WithoutOther(candidate, ofImages), place);
            trial = trial with
            {
                Training = trial.Training with { Seed = cell.Seed },
                Options = trial.Options with { Targets = targets, LabelFraction = cell.LabelFraction },
                Ecg = trial.Ecg is { } ecg && source is not null ? FittedTo(ecg, source) : trial.Ecg,
                Cmr = trial.Cmr is { } cmr && source is not null ? FittedTo(cmr, source) : trial.Cmr,
            };
            trial = RunConfiguration.On(trial, data, held);
            Validate(trial, place);
            return trial;
        }
    }

    /// <summary>The targets that can be learned, and the others.</summary>
    private (IReadOnlyList<PredictionTarget> Targets, IReadOnlyList<LeftOutTarget> LeftOut) Targets(
        StudyCell cell, FineTuningConfiguration split)
    {
        var store = _stores.Of(cell.Arm.Modality);
        var rows = split.LabelledRows(store.Records);
        var (targets, leftOut) = (new List<PredictionTarget>(), new List<LeftOutTarget>());
        foreach (var name in cell.Task.Targets)
        {
            if (!store.Manifest.LabelNames.Contains(name))
                throw new ArgumentException(
                    $"{_study.Name}, task '{cell.Task.Name}': there is no label '{name}'; the labels are "
                    + string.Join(", ", store.Manifest.LabelNames));
            try
            {
                targets.Add(TargetColumns.Describe([name], store.Manifest.LabelNames, store.Records, rows)[0].Target);
            }
            catch (ArgumentException obstacle)
            {
                leftOut.Add(new LeftOutTarget(name, obstacle.Message));
            }
        }
        if (targets.FirstOrDefault(target => target.Kind == TargetKind.Classes && !target.IsBinary) is { } classes)
            throw new ArgumentException(
                $"{_study.Name}, task '{cell.Task.Name}': '{classes.Name}' has {classes.ClassValues.Count} classes; a study compares "
                + "numbers and labels of two classes");
        if (targets.Select(target => target.Kind).Distinct().Count() > 1)
            throw new ArgumentException(
                $"{_study.Name}, task '{cell.Task.Name}': its targets are numbers and classes; make a task of each kind");
        return (targets, leftOut);
    }

    private PlannedRun? Source(string? name, ulong seed) =>
        name is null ? null : Runs.First(run => run.PreTraining.Name == name && run.Configuration.Training.Seed == seed);

    private static RunConfiguration Settled(RunConfiguration others, JsonObject? settings, string place)
    {
        if (settings is null) return others;
        var read = others.With(place, settings.ToJsonString());
        var givesWarmup = settings["Options"] is JsonObject options && options.ContainsKey("WarmupEpochs");
        return givesWarmup || read.Training.Epochs == others.Training.Epochs ? read : read.WithShortWarmup();
    }

    /// <summary>Settings without those of the other modality: one readout is for ECGs and images.</summary>
    private static JsonObject? WithoutOther(JsonObject? settings, bool ofImages)
    {
        var other = ofImages ? nameof(FineTuningConfiguration.Ecg) : nameof(FineTuningConfiguration.Cmr);
        if (settings is null || !settings.ContainsKey(other)) return settings;
        var own = settings.DeepClone().AsObject();
        own.Remove(other);
        return own;
    }

    private void Validate(RunConfiguration configuration, string place)
    {
        try
        {
            switch (configuration)
            {
                case MaskedModellingConfiguration mdm: mdm.Options.Validate(mdm.Training, _stores.Ecgs.Leads); break;
                case ContrastiveConfiguration contrastive: contrastive.Validate(_stores.Ecgs.Leads); break;
                case FineTuningConfiguration fineTuning: fineTuning.Validate(_stores.Ecgs.Leads); break;
            }
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"{place}: {error.Message}", error);
        }
    }

    private static EcgSideOptions FittedTo(EcgSideOptions side, PlannedRun source) => source.Configuration switch
    {
        MaskedModellingConfiguration { Options: var own } => side with
        {
            Preset = own.Preset,
            Window = own.Window,
            PatchLeads = own.PatchLeads,
            PatchSamples = own.PatchSamples,
            Weights = source.Folder,
        },
        ContrastiveConfiguration { Ecg: { } own } => side with
        {
            Preset = own.Preset,
            Window = own.Window,
            PatchLeads = own.PatchLeads,
            PatchSamples = own.PatchSamples,
            Weights = source.Folder,
        },
        _ => throw new ArgumentException($"{source.Title} trains no ECG encoder"),
    };

    private static CmrSideOptions FittedTo(CmrSideOptions side, PlannedRun source) => source.Configuration switch
    {
        ContrastiveConfiguration { Cmr: { } own } => side with { Preset = own.Preset, Input = own.Input, Weights = source.Folder },
        _ => throw new ArgumentException($"{source.Title} trains no image encoder"),
    };

    /// <summary>The folder of a run or cell. Folders of sources are in the settings by their names, so that a study can be moved.</summary>
    private string FolderOf(string kind, string title, IEnumerable<string> settings, params IEnumerable<PlannedRun?> sources)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Version}");
        foreach (var part in settings) text.Append('\n').Append(part);
        foreach (var source in sources.OfType<PlannedRun>())
            text.Replace(System.Text.Json.JsonEncodedText.Encode(source.Folder).ToString(), Path.GetFileName(source.Folder));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..HashDigits];
        var name = NotInNames().Replace(title, "-").Trim('-');
        return Path.Combine(_folder, kind, $"{(name.Length > LongestName ? name[..LongestName] : name)}-{hash}");
    }

    [GeneratedRegex(@"[^\p{L}\p{N}.%]+")]
    private static partial Regex NotInNames();
}
