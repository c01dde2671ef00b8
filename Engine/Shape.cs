using System.Runtime.CompilerServices;

namespace EcgCmrNative.Engine;

/// <summary>The sizes of a tensor's axes, first axis slowest. At most six axes; a scalar has none.</summary>
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The most axes a shape can have.</summary>
    public const int MaxRank = 6;

    private readonly Sizes _sizes;

    /// <summary>Creates a shape.</summary>
    /// <exception cref="ArgumentException">More than six axes, a negative size, or the number of elements overflows 64 bits.</exception>
    public Shape(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length > MaxRank) throw new ArgumentException($"a shape has at most {MaxRank} axes, not {sizes.Length}");
        Rank = sizes.Length;
        for (var i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] < 0) throw new ArgumentException($"axis {i} has the negative size {sizes[i]}");
            _sizes[i] = sizes[i];
        }
        if (!sizes.Contains(0)) RequireCount(sizes);
    }

    /// <summary>Number of axes.</summary>
    public int Rank { get; }

    /// <summary>Number of elements: the product of the sizes, 1 for a scalar.</summary>
    public long Count
    {
        get
        {
            var count = 1L;
            for (var i = 0; i < Rank; i++) count *= _sizes[i];
            return count;
        }
    }

    /// <summary>Size of the last axis, 1 for a scalar.</summary>
    public int Last => Rank == 0 ? 1 : _sizes[Rank - 1];

    /// <summary>Product of all sizes but the last: the number of rows of a row-wise kernel.</summary>
    /// <exception cref="ShapeException">The number overflows 32 bits.</exception>
    public int Rows
    {
        get
        {
            var rows = 1L;
            for (var i = 0; i < Rank - 1; i++) rows *= _sizes[i];
            if (rows is < 0 or > int.MaxValue) throw new ShapeException("shape", $"{this} has more than {int.MaxValue} rows");
            return (int)rows;
        }
    }

    /// <summary>Size of an axis; ^1 is the last.</summary>
    public int this[Index axis] => this[axis.GetOffset(Rank)];

    /// <summary>Size of an axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(axis);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(axis, Rank);
            return _sizes[axis];
        }
    }

    /// <summary>True if both have the same axes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>True if they differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>This shape with another size of its last axis.</summary>
    public Shape WithLast(int size)
    {
        Span<int> sizes = stackalloc int[MaxRank];
        CopyTo(sizes);
        sizes[Rank - 1] = size;
        return new Shape(sizes[..Rank]);
    }

    /// <summary>The sizes as an array.</summary>
    public int[] ToArray()
    {
        var sizes = new int[Rank];
        CopyTo(sizes);
        return sizes;
    }

    /// <summary>Writes the sizes to the start of a span.</summary>
    public void CopyTo(Span<int> destination) => ((ReadOnlySpan<int>)_sizes)[..Rank].CopyTo(destination);

    /// <inheritdoc/>
    public bool Equals(Shape other) => Rank == other.Rank && ((ReadOnlySpan<int>)_sizes).SequenceEqual(other._sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var i = 0; i < Rank; i++) hash.Add(_sizes[i]);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", ToArray())}]";

    private static void RequireCount(ReadOnlySpan<int> sizes)
    {
        var max = long.MaxValue;
        foreach (var size in sizes) max /= size;
        if (max == 0) throw new ArgumentException($"a shape of {string.Join(" × ", sizes.ToArray())} has too many elements");
    }

    [InlineArray(MaxRank)]
    private struct Sizes
    {
        private int _first;
    }
}
