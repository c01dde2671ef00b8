using System.Text.Json.Nodes;
using EcgCmrNative.Models.Studies;
using EcgCmrNative.Tests.Models.Training.FineTuning;

namespace EcgCmrNative.Tests.Models.Studies;

/// <summary>A study of seconds on synthetic ECGs: two arms, two tasks, fine-tuned and probed.</summary>
internal static class SmallStudy
{
    public static StudyDefinition On(LabelledStore data) => new()
    {
        Name = "small",
        Data = new StudyData { Ecg = data.Folder["store"], Validation = 0.2, Test = 0.4, SplitSeed = 1 },
        PreTrainings =
        [
            new StudyPreTraining
            {
                Name = "MDM",
                Recipe = "mdm",
                Settings = Json("""
                    {"Training": {"Epochs": 2, "BatchSize": 8, "KeepBest": 1, "CheckpointSteps": 1},
                     "Options": {"Preset": "pluto", "Window": 200, "PatchSamples": 50, "PatchLeads": 6, "LearningRate": 1e-3, "Augment": false}}
                    """),
            },
        ],
        Arms = [new StudyArm { Name = "scratch" }, new StudyArm { Name = "MDM", From = "MDM" }],
        Tasks =
        [
            new StudyTask { Name = "T waves", Targets = [LabelledStore.Inverted] },
            new StudyTask { Name = "axis", Targets = [LabelledStore.Axis] },
        ],
        Readouts =
        [
            new StudyReadout { Name = "fine-tuned", Settings = FineTuned() },
            new StudyReadout { Name = "probe", IsProbe = true, Settings = FineTuned() },
        ],
    };

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static JsonObject FineTuned() => Json("""
        {"Training": {"Epochs": 2, "BatchSize": 8, "CheckpointSteps": 1}, "Options": {"LearningRate": 1e-3},
         "Ecg": {"Preset": "pluto", "Window": 200, "PatchSamples": 50, "PatchLeads": 6, "Augment": false}}
        """);
}
