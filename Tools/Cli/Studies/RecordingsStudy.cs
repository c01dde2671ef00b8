using System.Text.Json.Nodes;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Studies;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Studies;

/// <summary>The ECG half of the demo as a study of the user's recordings: masked data modelling, then the labels of a table.</summary>
internal static class RecordingsStudy
{
    private const string Mdm = "MDM";
    private const int MostLabels = 20;
    private const int FineTuningEpochs = 15;

    /// <summary>Makes the study.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="data">The recordings.</param>
    /// <param name="store">The recordings, prepared.</param>
    /// <param name="pretraining">Settings of masked data modelling, with the rows that are held out.</param>
    /// <param name="wanted">The labels to learn; null for all that can be learned.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="say">Told which labels are left out.</param>
    /// <exception cref="ArgumentException">None of the labels can be learned.</exception>
    public static StudyDefinition Create(
        string name, StudyData data, EcgStore store, MaskedModellingConfiguration pretraining, IReadOnlyList<string>? wanted, ulong seed,
        Action<string> say)
    {
        var brief = new JsonObject { [nameof(TrainingOptions.Epochs)] = FineTuningEpochs };
        var tasks = Tasks(store, pretraining.TrainingRows(store.Count), wanted, say);
        var sizes = new JsonObject
        {
            [nameof(MaskedModellingOptions.Preset)] = pretraining.Options.Preset,
            [nameof(MaskedModellingOptions.Window)] = pretraining.Options.Window,
            [nameof(MaskedModellingOptions.PatchSamples)] = pretraining.Options.PatchSamples,
        };
        return new StudyDefinition
        {
            Name = name,
            Description = "An ECG encoder learns from recordings without labels (MDM), and then to predict labels; one that starts from "
                + "new weights is compared with it.",
            Data = data,
            Seeds = [seed],
            PreTrainings = [new StudyPreTraining { Name = Mdm, Recipe = MaskedModellingRecipe.RecipeName, Settings = Of(pretraining) }],
            Arms = [new StudyArm { Name = "scratch" }, new StudyArm { Name = Mdm, From = Mdm }],
            Tasks = tasks,
            Readouts =
            [
                new StudyReadout
                {
                    Name = "fine-tuned",
                    Settings = new JsonObject
                    {
                        [nameof(RunConfiguration.Training)] = brief,
                        [nameof(FineTuningConfiguration.Ecg)] = sizes,
                    },
                },
                new StudyReadout
                {
                    Name = "linear probe",
                    IsProbe = true,
                    Settings = new JsonObject { [nameof(FineTuningConfiguration.Ecg)] = sizes.DeepClone() },
                },
            ],
            KeepModels = true,
        };
    }

    /// <summary>The settings of a configuration, without what it records of its data.</summary>
    private static JsonObject Of(RunConfiguration configuration)
    {
        var all = JsonNode.Parse(configuration.ToJson())!.AsObject();
        var settings = new JsonObject();
        foreach (var part in (string[])[nameof(RunConfiguration.Training), nameof(MaskedModellingConfiguration.Options)])
            settings[part] = all[part]!.DeepClone();
        return settings;
    }

    private static IReadOnlyList<StudyTask> Tasks(
        EcgStore store, IReadOnlyList<int> training, IReadOnlyList<string>? wanted, Action<string> say)
    {
        var (numbers, classes) = (new List<string>(), new List<string>());
        var names = wanted ?? store.Manifest.LabelNames;
        foreach (var label in names)
        {
            if (numbers.Count + classes.Count == MostLabels)
            {
                say($"the first {MostLabels} labels that can be learned are learned; choose others with --target");
                break;
            }
            try
            {
                var target = TargetColumns.Describe([label], store.Manifest.LabelNames, store.Records, training)[0].Target;
                if (target.Kind == TargetKind.Number) numbers.Add(label);
                else if (target.IsBinary) classes.Add(label);
                else say($"left out: {label}: it has {target.ClassValues.Count} classes");
            }
            catch (ArgumentException obstacle)
            {
                if (wanted is not null) throw;
                say($"left out: {obstacle.Message}");
            }
        }
        if (names.Count > 0 && numbers.Count + classes.Count == 0) say("no label can be learned; pre-training alone is done");
        return
        [
            .. classes.Count > 0 ? [new StudyTask { Name = "classes", Targets = classes }] : Array.Empty<StudyTask>(),
            .. numbers.Count > 0 ? [new StudyTask { Name = "numbers", Targets = numbers }] : Array.Empty<StudyTask>(),
        ];
    }
}
