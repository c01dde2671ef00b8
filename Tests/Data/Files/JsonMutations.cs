using System.Text.Json.Nodes;

namespace EcgCmrNative.Tests.Data.Files;

/// <summary>Damaged forms of a JSON text: every node in turn is replaced by a value of another type or size, or removed.</summary>
internal static class JsonMutations
{
    private static readonly string[] Replacements = ["null", "\"\"", "-1", "1e300", "[]", "{}"];

    /// <summary>All of them, each with the path of its node and what became of it.</summary>
    public static IEnumerable<(string What, string Json)> Of(string json)
    {
        foreach (var path in Paths(JsonNode.Parse(json), []))
        {
            var name = string.Join('.', path);
            foreach (var replacement in Replacements)
            {
                if (path.Length == 0)
                {
                    yield return ($"the whole = {replacement}", replacement);
                    continue;
                }
                yield return ($"{name} = {replacement}", Changed(json, path, (parent, key) =>
                {
                    if (key is int index) parent.AsArray()[index] = JsonNode.Parse(replacement);
                    else parent[(string)key] = JsonNode.Parse(replacement);
                }));
            }
            if (path.Length == 0) continue;
            yield return ($"{name} removed", Changed(json, path, (parent, key) =>
            {
                if (key is int index) parent.AsArray().RemoveAt(index);
                else parent.AsObject().Remove((string)key);
            }));
        }
    }

    private static string Changed(string json, object[] path, Action<JsonNode, object> change)
    {
        var root = JsonNode.Parse(json)!;
        var parent = root;
        foreach (var key in path[..^1]) parent = key is int index ? parent[index]! : parent[(string)key]!;
        change(parent, path[^1]);
        return root.ToJsonString();
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        yield return path;
        var inner = node switch
        {
            JsonObject entries => entries.Select(entry => (Key: (object)entry.Key, entry.Value)),
            JsonArray list => list.Select((item, index) => (Key: (object)index, Value: item)),
            _ => [],
        };
        foreach (var (key, value) in inner)
        {
            foreach (var deeper in Paths(value, [.. path, key])) yield return deeper;
        }
    }
}
