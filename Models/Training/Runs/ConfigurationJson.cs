using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>Reads configurations from checkpoints, also those that an earlier version wrote.</summary>
internal static class ConfigurationJson
{
    /// <summary>What a run records of its data and its course, and does not take from settings.</summary>
    private static readonly string[] OfTheRun =
    [
        nameof(RunConfiguration.Leads), nameof(RunConfiguration.Preparation), nameof(RunConfiguration.ImagePreparation),
        nameof(RunConfiguration.Files), nameof(RunConfiguration.Arithmetic), nameof(RunConfiguration.Changes),
    ];

    private static readonly (string Name, string Data)[] Sides = [("Ecg", "ECGs"), ("Cmr", "images")];

    /// <summary>Reads a configuration.</summary>
    /// <param name="path">The checkpoint that it comes from, for messages.</param>
    /// <param name="json">The configuration.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="defaults">
    /// The defaults, with all parts that a configuration may have. An optional part that is missing is not added.
    /// </param>
    /// <param name="recipes">The recipes that it may be of.</param>
    /// <param name="upgrade">Brings the settings of earlier versions to their place; null for none.</param>
    /// <exception cref="DataFormatException">It is damaged, or a configuration of another recipe.</exception>
    public static T Read<T>(
        string path, string json, JsonTypeInfo<T> type, T defaults, IReadOnlyList<string> recipes, Action<JsonObject>? upgrade = null)
        where T : RunConfiguration
    {
        try
        {
            var configuration = JsonNode.Parse(json) as JsonObject;
            if (RecipeIn(configuration) is not { } recipe || !recipes.Contains(recipe))
                throw new DataFormatException(
                    path, null,
                    $"the checkpoint is of a run of '{RecipeIn(configuration) ?? "unknown"}', "
                    + $"not of {string.Join(", ", recipes.Select(name => $"'{name}'"))}");
            upgrade?.Invoke(configuration!);
            // Without its default, the generated code reads a setting that is missing as 0 or null, not as the record's initial value.
            Complete(configuration, JsonNode.Parse(defaults.ToJson()), name => IsOptional(type, name));
            return Checked(configuration.Deserialize(type)!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw new DataFormatException(path, null, $"the checkpoint's configuration cannot be read: {JsonReason.Of(error)}", error);
        }
    }

    /// <summary>
    /// Reads settings that a person wrote or changed: any part of a configuration. What is missing stays as it was; a name that a
    /// configuration does not have is an error.
    /// </summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">The settings.</param>
    /// <param name="type">How they are read.</param>
    /// <param name="others">What holds where nothing is given.</param>
    /// <param name="parts">The parts that a configuration may have, with their defaults.</param>
    /// <exception cref="DataFormatException">
    /// It is not JSON, has an unknown name, or settings of another recipe or kind of data.
    /// </exception>
    public static T ReadSettings<T>(string path, string json, JsonTypeInfo<T> type, T others, T parts)
        where T : RunConfiguration
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonObject settings) throw new JsonException("it is not a JSON object");
            if (RecipeIn(settings) is { } recipe && recipe != others.Recipe)
                throw new DataFormatException(path, null, $"the settings are of '{recipe}', not of '{others.Recipe}'");
            settings[nameof(RunConfiguration.Recipe)] = others.Recipe;
            var all = JsonNode.Parse(parts.ToJson())!.AsObject();
            if (Unknown(settings, all, "").ToArray() is { Length: > 0 } unknown)
                throw new DataFormatException(path, null, $"unknown settings: {string.Join("; ", unknown)}");
            foreach (var name in OfTheRun) settings.Remove(name);
            var standing = JsonNode.Parse(others.ToJson())!.AsObject();
            foreach (var (name, modality) in Sides)
            {
                if (settings[name] is JsonObject && standing.ContainsKey(name) && standing[name] is null)
                    throw new DataFormatException(path, null, $"has settings of {modality} ({name}), but the data have no {modality}");
                // A run of the other kind of data wrote null.
                if (settings.ContainsKey(name) && settings[name] is null) settings.Remove(name);
            }
            Complete(settings, standing, _ => false);
            Complete(settings, all, name => IsOptional(type, name));
            return Checked(settings.Deserialize(type)!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw new DataFormatException(path, null, $"the settings cannot be read: {JsonReason.Of(error)}", error);
        }
    }

    /// <summary>The recipe of a configuration; null if the text is not a configuration.</summary>
    public static string? RecipeOf(string json)
    {
        try
        {
            return RecipeIn(JsonNode.Parse(json) as JsonObject);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static T Checked<T>(T read)
        where T : RunConfiguration
    {
        // JSON is checked for missing values, but not inside of lists.
        if (read.Leads.Contains(null!) || read.Stores.Contains(null!) || read.Files.Contains(null!))
            throw new JsonException("a lead, a store or a file is null");
        if (read.ValidationRows.Concat(read.TestRows).Any(row => row < 0)) throw new JsonException("a row that is held out is negative");
        read.Preparation?.Validate();
        // Parsing refuses invalid settings.
        if (read.ImagePreparation is { } images) _ = CmrPreparation.Parse(images.ToJson());
        // Writing finds parts that must not be missing, at any depth.
        _ = read.ToJson();
        return read;
    }

    private static string? RecipeIn(JsonObject? configuration) =>
        configuration?[nameof(RunConfiguration.Recipe)] is JsonValue value && value.TryGetValue<string>(out var recipe) ? recipe : null;

    /// <summary>True for a part that a configuration may do without, such as its image encoder: it is not there if it is missing.</summary>
    private static bool IsOptional(JsonTypeInfo type, string name) =>
        type.Properties.FirstOrDefault(property => property.Name == name) is not { IsGetNullable: false };

    /// <summary>The names in settings that a configuration does not have, part by part, with those that it has.</summary>
    private static IEnumerable<string> Unknown(JsonObject settings, JsonObject known, string path)
    {
        string[] unknown = [.. settings.Select(setting => setting.Key).Where(name => !known.ContainsKey(name))];
        if (unknown.Length > 0)
            yield return $"{string.Join(", ", unknown.Select(name => path + name))} (known: "
                + $"{string.Join(", ", known.Select(setting => path + setting.Key).Order(StringComparer.Ordinal))})";
        foreach (var (name, value) in settings)
        {
            if (value is not JsonObject part || !known.TryGetPropertyValue(name, out var own) || own is not JsonObject inner) continue;
            foreach (var found in Unknown(part, inner, $"{path}{name}.")) yield return found;
        }
    }

    private static void Complete(JsonNode? node, JsonNode? defaults, Func<string, bool> isOptional)
    {
        if (node is not JsonObject settings || defaults is not JsonObject all) return;
        foreach (var (name, value) in all)
        {
            if (settings.ContainsKey(name)) Complete(settings[name], value, _ => false);
            else if (value is not JsonObject || !isOptional(name)) settings[name] = value?.DeepClone();
        }
    }
}
