using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>Reads configurations from checkpoints, also those that an earlier version wrote.</summary>
internal static class ConfigurationJson
{
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
            var read = configuration.Deserialize(type)!;
            // JSON is checked for missing values, but not inside of lists.
            if (read.Leads.Contains(null!) || read.Stores.Contains(null!) || read.Files.Contains(null!))
                throw new JsonException("a lead, a store or a file is null");
            if (read.ValidationRows.Concat(read.TestRows).Any(row => row < 0))
                throw new JsonException("a row that is held out is negative");
            read.Preparation?.Validate();
            // Writing finds parts that must not be missing, at any depth.
            _ = read.ToJson();
            return read;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw new DataFormatException(path, null, $"the checkpoint's configuration cannot be read: {JsonReason.Of(error)}", error);
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

    private static string? RecipeIn(JsonObject? configuration) =>
        configuration?[nameof(RunConfiguration.Recipe)] is JsonValue value && value.TryGetValue<string>(out var recipe) ? recipe : null;

    /// <summary>True for a part that a configuration may do without, such as its image encoder: it is not there if it is missing.</summary>
    private static bool IsOptional(JsonTypeInfo type, string name) =>
        type.Properties.FirstOrDefault(property => property.Name == name) is not { IsGetNullable: false };

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
