using System.Collections;

namespace EcgCmrNative.Data.Formats.Torch.Pickle;

/// <summary>A Python dictionary in its order. Keys are string, long, double or bool.</summary>
public sealed class PythonDictionary : OrderedDictionary<object, object?>
{
    internal PythonDictionary() : base(KeyComparer.Instance)
    {
    }

    /// <summary>Compares keys by value; the hash is seeded per process, so that a file cannot be made to collide.</summary>
    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        bool IEqualityComparer<object>.Equals(object? a, object? b) => Equals(a, b);

        public int GetHashCode(object key) => key switch
        {
            long number => HashCode.Combine((int)number, (int)(number >> 32)),
            double number => Seeded(BitConverter.DoubleToInt64Bits(number)),
            _ => key.GetHashCode(),
        };

        private static int Seeded(long bits) => HashCode.Combine((int)bits, (int)(bits >> 32));
    }
}

/// <summary>A Python tuple.</summary>
public sealed class PythonTuple : IReadOnlyList<object?>
{
    private readonly object?[] _items;

    internal PythonTuple(params object?[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public object? this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The name of a Python class, function or constant such as <c>torch.float32</c>. Only the name: nothing is imported.</summary>
public sealed record PythonSymbol(string Module, string Name)
{
    /// <summary>Module and name.</summary>
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>
/// The contents of an object of an unknown class, such as an <c>argparse.Namespace</c>:
/// its class's name and its contents as data. Nothing of the class is run.
/// </summary>
public sealed class PythonObject
{
    internal PythonObject(PythonSymbol type, PythonTuple arguments) => (Type, Arguments) = (type, arguments);

    /// <summary>The class's name.</summary>
    public PythonSymbol Type { get; }

    /// <summary>The arguments it was made with, mostly none.</summary>
    public PythonTuple Arguments { get; }

    /// <summary>Its attributes and, if it is a kind of dictionary, its items.</summary>
    public PythonDictionary Entries { get; } = new();

    /// <summary>Its elements if it is a kind of list.</summary>
    public IReadOnlyList<object?> Elements => ElementList;

    internal List<object?> ElementList { get; } = [];
}
