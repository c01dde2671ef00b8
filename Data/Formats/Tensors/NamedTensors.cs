using System.Collections;
using System.Diagnostics.CodeAnalysis;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>The tensors of a file in the file's order, found by name.</summary>
public sealed class NamedTensors : IReadOnlyList<FileTensor>
{
    private readonly List<FileTensor> _tensors;
    private readonly Dictionary<string, FileTensor> _byName;
    private readonly string _path;

    internal NamedTensors(string path, IEnumerable<FileTensor> tensors)
    {
        _path = path;
        _tensors = [.. tensors];
        _byName = new Dictionary<string, FileTensor>(_tensors.Count, StringComparer.Ordinal);
        foreach (var tensor in _tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor)) throw new DataFormatException(path, null, $"two tensors are named '{tensor.Name}'");
        }
    }

    /// <inheritdoc/>
    public int Count => _tensors.Count;

    /// <inheritdoc/>
    public FileTensor this[int index] => _tensors[index];

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="DataFormatException">No tensor has the name; the message lists the nearest names.</exception>
    public FileTensor this[string name]
    {
        get
        {
            if (TryGet(name, out var tensor)) return tensor;
            var nearest = NearestNames.Of(name, _tensors.Select(t => t.Name));
            var offer = nearest.Count > 0
                ? $"; similar names: {string.Join(", ", nearest.Select(n => $"'{n}'"))}"
                : $"; the file has {Count} tensors";
            throw new DataFormatException(_path, null, $"tensor '{name}' not found{offer}");
        }
    }

    /// <summary>Finds the tensor of that name; false if it is missing.</summary>
    public bool TryGet(string name, [MaybeNullWhen(false)] out FileTensor tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>Checks a writer's input: names must be unique and not reserved by the format.</summary>
    internal static void RequireDistinct(IReadOnlyList<FileTensor> tensors, params string[] reserved)
    {
        var names = new HashSet<string>(reserved, StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Name)) throw new ArgumentException($"two tensors are named '{tensor.Name}'", nameof(tensors));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<FileTensor> GetEnumerator() => _tensors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
