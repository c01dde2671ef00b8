using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Encoders;

namespace EcgCmrNative.Models.Studies;

/// <summary>
/// A study as a person writes it down: pre-trainings, the arms that are compared, the tasks that they learn, and with how many labels and
/// seeds. Every combination of arm, task, readout, share of labels and seed is a <see cref="StudyCell"/>.
/// </summary>
public sealed record StudyDefinition
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>What it is for, in a sentence or two.</summary>
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>The people.</summary>
    public StudyData Data { get; init => field = value ?? new StudyData(); } = new();

    /// <summary>Everything is trained once for each of these seeds. The people who are held out are the same for all.</summary>
    public IReadOnlyList<ulong> Seeds { get; init => field = value ?? [0]; } = [0];

    /// <summary>Shares of the training people whose labels are used, above 0 and at most 1.</summary>
    public IReadOnlyList<double> LabelFractions { get; init => field = value ?? [1]; } = [1];

    /// <summary>What is trained first, in order: one may start from those before it.</summary>
    public IReadOnlyList<StudyPreTraining> PreTrainings { get; init => field = value ?? []; } = [];

    /// <summary>The encoders that are compared.</summary>
    public IReadOnlyList<StudyArm> Arms { get; init => field = value ?? []; } = [];

    /// <summary>What they learn to predict; empty for pre-training alone.</summary>
    public IReadOnlyList<StudyTask> Tasks { get; init => field = value ?? []; } = [];

    /// <summary>How predictions are made of an encoder.</summary>
    public IReadOnlyList<StudyReadout> Readouts { get; init => field = value ?? []; } = [];

    /// <summary>Settings of some of the cells only; later ones take precedence.</summary>
    public IReadOnlyList<StudyOverride> Overrides { get; init => field = value ?? []; } = [];

    /// <summary>A search for the settings of fine-tuning; null for none.</summary>
    public StudySearch? Search { get; init; }

    /// <summary>Figures of others, shown beside the study's own.</summary>
    public IReadOnlyList<PublishedFigure> Published { get; init => field = value ?? []; } = [];

    /// <summary>Whether the fine-tuned models are kept; otherwise only their predictions for the test people are.</summary>
    public bool KeepModels { get; init; }

    /// <summary>Reads a study.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">Its JSON; comments and trailing commas are allowed.</param>
    /// <exception cref="DataFormatException">It is not JSON, has unknown names, or contradicts itself; the message says where.</exception>
    public static StudyDefinition Parse(string path, string json)
    {
        StudyDefinition study;
        try
        {
            study = JsonSerializer.Deserialize(json, StudyJson.Default.StudyDefinition) ?? throw new JsonException("it is empty");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new DataFormatException(path, null, $"the study cannot be read: {JsonReason.Of(error)}", error);
        }
        return study.FindMistake() is { } mistake ? throw new DataFormatException(path, null, mistake) : study;
    }

    /// <summary>The study as JSON.</summary>
    public string ToJson()
    {
        using var text = new MemoryStream();
        var plain = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(text, plain)) JsonSerializer.Serialize(writer, this, StudyJson.Default.StudyDefinition);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>What contradicts itself, in words; null if nothing does.</summary>
    public string? FindMistake()
    {
        if (Name.Length == 0) return "Name is missing: what is the study called?";
        if (Seeds.Count == 0 || Seeds.Distinct().Count() < Seeds.Count) return "Seeds must be one or more different numbers";
        if (LabelFractions.Count == 0 || LabelFractions.Any(share => !(share > 0 && share <= 1)))
            return "LabelFractions must be numbers above 0 and at most 1";
        return Data.FindMistake()
            ?? FindTwice("Arms", Arms.Select(arm => arm.Name))
            ?? FindTwice("Tasks", Tasks.Select(task => task.Name), canBeEmpty: true)
            ?? FindTwice("PreTrainings", PreTrainings.Select(run => run.Name), canBeEmpty: true)
            ?? FindTwice("Readouts", Readouts.Select(readout => readout.Name), canBeEmpty: Tasks.Count == 0)
            ?? PreTrainings.Select((run, i) => run.FindMistake([.. PreTrainings.Take(i)])).FirstOrDefault(mistake => mistake is not null)
            ?? Arms.Select(arm => arm.FindMistake(PreTrainings)).FirstOrDefault(mistake => mistake is not null)
            ?? Tasks.Select(task => task.FindMistake()).FirstOrDefault(mistake => mistake is not null)
            ?? Overrides.Select(FindUnknown).FirstOrDefault(mistake => mistake is not null)
            ?? Search?.FindMistake()
            ?? FindWithoutImages();
    }

    private static string? FindTwice(string list, IEnumerable<string> names, bool canBeEmpty = false)
    {
        string[] all = [.. names];
        if (all.Length == 0 && !canBeEmpty) return $"{list} is empty";
        if (all.Any(string.IsNullOrWhiteSpace)) return $"{list}: one has no Name";
        return all.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"{list}: '{twice.Key}' is there twice"
            : null;
    }

    private string? FindUnknown(StudyOverride part) =>
        part.Arms.Except(Arms.Select(arm => arm.Name)).FirstOrDefault() is { } arm ? $"Overrides: there is no arm '{arm}'"
        : part.Tasks.Except(Tasks.Select(task => task.Name)).FirstOrDefault() is { } task ? $"Overrides: there is no task '{task}'"
        : null;

    private string? FindWithoutImages()
    {
        if (Data.HasImages) return null;
        if (PreTrainings.FirstOrDefault(run => run.NeedsImages) is { } run)
            return $"PreTrainings: '{run.Name}' learns from images, but Data names none (Cmr)";
        return Arms.FirstOrDefault(arm => arm.Modality == Modality.Cmr) is { } arm
            ? $"Arms: '{arm.Name}' is of images, but Data names none (Cmr)"
            : null;
    }
}

/// <summary>JSON of studies, generated at compile time for trimmed programs.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(StudyDefinition))]
[JsonSerializable(typeof(CellResult))]
[JsonSerializable(typeof(StudyTable))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class StudyJson : JsonSerializerContext;
