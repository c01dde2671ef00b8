using System.Numerics;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Formats.Torch.Pickle;

/// <summary>
/// Checks that a pickle's result can be traversed: no value contains itself, none is nested too deep for recursion,
/// and shared parts do not multiply beyond measure.
/// </summary>
internal static class PickleTree
{
    private const int MaxDepth = 100;
    private const long MaxValues = 1 << 24;

    /// <summary>The values directly inside of a container; none for anything else.</summary>
    public static IEnumerable<object?> Children(object? value) => value switch
    {
        List<object?> list => list,
        PythonTuple tuple => tuple,
        PythonDictionary dictionary => dictionary.Values,
        PythonObject instance => instance.Arguments.Concat(instance.Entries.Values).Concat(instance.Elements),
        _ => [],
    };

    public static bool IsContainer(object? value) => value is List<object?> or PythonTuple or PythonDictionary or PythonObject;

    /// <summary>What a value is, in Python's words.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "None",
        List<object?> => "a list",
        PythonTuple => "a tuple",
        PythonDictionary => "a dictionary",
        PythonObject instance => $"an object of {instance.Type}",
        byte[] => "bytes",
        BigInteger => "a whole number of more than 64 bits",
        FileTensor => "a tensor",
        PythonSymbol symbol => $"'{symbol}'",
        _ => "an unsupported value",
    };

    /// <returns>Why the tree cannot be walked, or null.</returns>
    public static string? Refusal(object? root)
    {
        if (!IsContainer(root)) return null;
        // The number of values below each finished container; a container on the current path has none yet.
        var sizes = new Dictionary<object, long?>(ReferenceEqualityComparer.Instance) { [root!] = null };
        var path = new Stack<(object Container, IEnumerator<object?> Children, long Size)>();
        path.Push((root!, Children(root).GetEnumerator(), 1));
        while (path.TryPop(out var at))
        {
            if (at.Size > MaxValues) return $"it expands to more than {MaxValues} values";
            if (!at.Children.MoveNext())
            {
                sizes[at.Container] = at.Size;
                if (path.TryPop(out var parent)) path.Push(parent with { Size = parent.Size + at.Size });
                continue;
            }
            var child = at.Children.Current;
            if (!IsContainer(child))
            {
                path.Push(at with { Size = at.Size + 1 });
            }
            else if (sizes.TryGetValue(child!, out var size))
            {
                if (size is null) return "a value contains itself";
                path.Push(at with { Size = at.Size + size.Value });
            }
            else
            {
                path.Push(at);
                if (path.Count == MaxDepth) return $"its values are nested more than {MaxDepth} deep";
                sizes[child!] = null;
                path.Push((child!, Children(child).GetEnumerator(), 1));
            }
        }
        return null;
    }
}
