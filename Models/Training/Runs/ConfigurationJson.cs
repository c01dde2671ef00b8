using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>Reads configurations that an earlier version wrote.</summary>
internal static class ConfigurationJson
{
    /// <summary>
    /// Adds the default of every setting that a configuration lacks. Without it the generated code reads such a setting as 0 or null, not
    /// as the record's initial value.
    /// </summary>
    /// <param name="json">The configuration.</param>
    /// <param name="defaults">The defaults, with all parts that a configuration may have. A part that is missing is not added.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static string Complete(string json, RunConfiguration defaults)
    {
        var configuration = JsonNode.Parse(json);
        Complete(configuration, JsonNode.Parse(defaults.ToJson()));
        return configuration?.ToJsonString() ?? "null";
    }

    private static void Complete(JsonNode? node, JsonNode? defaults)
    {
        if (node is not JsonObject settings || defaults is not JsonObject all) return;
        foreach (var (name, value) in all)
        {
            if (settings.ContainsKey(name)) Complete(settings[name], value);
            else if (value is not JsonObject) settings[name] = value?.DeepClone();
        }
    }
}
