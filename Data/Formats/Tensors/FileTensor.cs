using System.Numerics;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>
/// A named array as files hold it: kind of element, shape, and its bytes in row-major order, read on demand.
/// The same type goes into the writers, from memory (<see cref="Of"/>) or straight from another file.
/// </summary>
public sealed class FileTensor
{
    /// <summary>The most axes that any of the formats supports.</summary>
    public const int MaxRank = 64;

    private readonly ByteRegion _bytes;
    private readonly long[] _shape;

    internal FileTensor(string name, ElementKind kind, long[] shape, ByteRegion bytes)
    {
        (Name, Kind, _shape, _bytes) = (name, kind, shape, bytes);
        ElementCount = CountElements(shape) ?? throw bytes.Failure(0, $"invalid shape {ShapeText(shape)} of '{name}'");
        if (checked(ElementCount * kind.ByteCount()) != bytes.Length)
            throw bytes.Failure(0, $"'{name}' has {ElementCount} elements of {kind}, but {bytes.Length} bytes");
    }

    /// <summary>Name in the file, such as <c>blocks.0.attn.qkv.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The type of its elements.</summary>
    public ElementKind Kind { get; }

    /// <summary>Sizes of the axes, slowest first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>Number of elements; 1 for a scalar.</summary>
    public long ElementCount { get; }

    /// <summary>Number of bytes in row-major order.</summary>
    public long ByteCount => _bytes.Length;

    /// <summary>The file that holds the values, or "in memory".</summary>
    public string Origin => _bytes.Path;

    /// <summary>Wraps an array in memory, without copying it.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements as there are values.</exception>
    public static FileTensor Of<T>(string name, ReadOnlyMemory<T> values, params long[] shape) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (CountElements(shape) != values.Length)
            throw new ArgumentException($"shape {ShapeText(shape)} of '{name}' does not fit {values.Length} values", nameof(shape));
        return new FileTensor(name, ElementKinds.Of<T>(), [.. shape], new MemoryRegion<T>(values));
    }

    /// <summary>An array that is kept elsewhere, as in a device's memory, and fetched piece by piece when it is written or read.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="fetch">Fetches a piece.</param>
    /// <param name="shape">See <see cref="Shape"/>.</param>
    /// <exception cref="ArgumentException">The shape is not possible.</exception>
    public static FileTensor Fetched<T>(string name, ElementReader<T> fetch, params long[] shape) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(shape);
        var count = CountElements(shape)
            ?? throw new ArgumentException($"invalid shape {ShapeText(shape)} of '{name}'", nameof(shape));
        return new FileTensor(name, ElementKinds.Of<T>(), [.. shape], new DeferredRegion<T>(count, fetch));
    }

    /// <summary>The same values under another name.</summary>
    public FileTensor Renamed(string name) => new(name, Kind, _shape, _bytes);

    /// <summary>All values in single precision; wider kinds are rounded.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or the type of elements cannot be converted.</exception>
    public float[] ToSingles() => ToArray<float>();

    /// <summary>All values in double precision; 64-bit integers are rounded.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or the type of elements cannot be converted.</exception>
    public double[] ToDoubles() => ToArray<double>();

    /// <summary>All values of an integer or truth-value tensor.</summary>
    /// <exception cref="DataFormatException">As for <see cref="ToSingles"/>, or a value is beyond the range.</exception>
    public long[] ToInt64s() => ToArray<long>();

    /// <summary>Reads a part: <paramref name="destination"/>.Length values from flat element <paramref name="first"/> on.</summary>
    /// <exception cref="DataFormatException">As for <see cref="ToSingles"/>; the destination may then be partly written.</exception>
    public void CopyTo(Memory<float> destination, long first = 0) => CopyPart(destination, first);

    /// <inheritdoc cref="CopyTo(Memory{float}, long)"/>
    public void CopyTo(Memory<double> destination, long first = 0) => CopyPart(destination, first);

    /// <summary>Writes the little-endian bytes in row-major order.</summary>
    /// <exception cref="DataFormatException">The file does not contain the values that its header states.</exception>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _bytes.Read(0, ByteCount, (_, bytes) => stream.Write(bytes));
    }

    /// <summary>Name, kind and shape, for messages.</summary>
    public override string ToString() => $"{Name}: {Kind} {ShapeText(_shape)}";

    internal static string ShapeText(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>The product of the sizes, or null if one is negative, there are too many, or the product overflows.</summary>
    internal static long? CountElements(ReadOnlySpan<long> shape)
    {
        if (shape.Length > MaxRank) return null;
        Int128 count = 1;
        foreach (var size in shape)
        {
            count *= size;
            // 16 is the largest element, so that the bytes fit a long as well.
            if (size < 0 || count > long.MaxValue / 16) return null;
        }
        return (long)count;
    }

    private void CopyPart<T>(Memory<T> destination, long first) where T : unmanaged, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, ElementCount - destination.Length);
        Convert(first, destination);
    }

    private T[] ToArray<T>() where T : unmanaged, INumber<T>
    {
        if (ElementCount > Array.MaxLength)
            throw _bytes.Failure(0, $"'{Name}' has {ElementCount} elements, too many for one array; read it in parts with CopyTo");
        RequireConvertible<T>();
        var values = new T[ElementCount];
        Convert<T>(0, values);
        return values;
    }

    private void RequireConvertible<T>()
    {
        if (typeof(T) == typeof(long) ? !Kind.IsInteger() : !Kind.IsConvertible())
            throw _bytes.Failure(0, $"'{Name}' has elements of kind {Kind}, which cannot be read as {typeof(T).Name}");
    }

    private void Convert<T>(long first, Memory<T> destination) where T : unmanaged, INumber<T>
    {
        RequireConvertible<T>();
        var size = Kind.ByteCount();
        try
        {
            _bytes.Read(first * size, (long)destination.Length * size,
                (at, bytes) => ElementConversion.Convert(Kind, bytes, destination.Span[(int)(at / size)..]));
        }
        catch (OverflowException overflow)
        {
            throw _bytes.Failure(0, $"'{Name}' has a value outside the range of {typeof(T).Name}", overflow);
        }
    }
}
