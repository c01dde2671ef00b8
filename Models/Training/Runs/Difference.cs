using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>A setting or a property of the data that has changed since a run was started.</summary>
/// <param name="Name">What has changed: the path of a property of the configuration, such as <c>Options.Temperature</c>, or words.</param>
/// <param name="Before">Its value when the run was started.</param>
/// <param name="Now">Its value now.</param>
public sealed record Difference(string Name, string Before, string Now)
{
    private const int LongestValue = 60;

    /// <summary>The settings in which two configurations differ, in the order in which they are written.</summary>
    /// <param name="before">The one that a run was started with, as JSON.</param>
    /// <param name="now">The one of the new start, as JSON.</param>
    internal static IEnumerable<Difference> Between(string before, string now) =>
        Between("", JsonNode.Parse(before), JsonNode.Parse(now));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Before} when the run was started, {Now} now";

    private static IEnumerable<Difference> Between(string name, JsonNode? before, JsonNode? now)
    {
        if (JsonNode.DeepEquals(before, now)) return [];
        if (before is JsonObject old && now is JsonObject current)
            return old.Select(entry => entry.Key).Union(current.Select(entry => entry.Key))
                .SelectMany(key => Between(name.Length == 0 ? key : $"{name}.{key}", old[key], current[key]));
        return [new Difference(name, Text(before), Text(now))];
    }

    private static string Text(JsonNode? node)
    {
        if (node is null) return "not set";
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String) return $"'{value.GetValue<string>()}'";
        var text = node.ToJsonString();
        if (text.Length <= LongestValue) return text;
        return node is JsonArray list ? $"{list.Count} values starting with {text[..(LongestValue / 2)]}…" : $"{text[..LongestValue]}…";
    }
}
