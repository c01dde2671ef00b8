using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Engine.Operators;

/// <summary>One axis of a shape, and the sizes before and after it: kernels see [outer, size, inner].</summary>
internal readonly struct Axis
{
    private readonly Shape _shape;

    /// <exception cref="ShapeException">The shape has no such axis, or the sizes before or after it overflow 32 bits.</exception>
    public Axis(string place, Shape shape, Index index)
    {
        _shape = shape;
        Number = index.GetOffset(shape.Rank);
        ShapeException.Require(place, Number >= 0 && Number < shape.Rank, $"shape {shape} has no axis {index}");
        var (outer, inner) = (1L, 1L);
        for (var i = 0; i < Number; i++) outer *= shape[i];
        for (var i = Number + 1; i < shape.Rank; i++) inner *= shape[i];
        Outer = ShapeException.RequireInt32(place, shape, "positions before the axis", outer);
        Inner = ShapeException.RequireInt32(place, shape, "elements after the axis", inner);
    }

    public int Number { get; }

    public int Outer { get; }

    public int Size => _shape[Number];

    public int Inner { get; }

    /// <summary>Elements of a run over this axis and those after it.</summary>
    public long Run => Elements(Size);

    /// <summary>Elements of a run over some positions of this axis.</summary>
    public long Elements(int positions) => (long)positions * Inner;

    /// <summary>A view of this shape from an element of the first run on; empty for a shape without elements.</summary>
    public static BufferView From(BufferView view, long first)
    {
        var start = Math.Min(first, view.Length);
        return view.Slice(start, view.Length - start);
    }

    /// <summary>The shape with another size of this axis.</summary>
    public Shape With(int size)
    {
        var sizes = _shape.ToArray();
        sizes[Number] = size;
        return new Shape(sizes);
    }

    /// <summary>The shape without this axis.</summary>
    public Shape Without()
    {
        var sizes = _shape.ToArray();
        return new Shape([.. sizes.AsSpan(0, Number), .. sizes.AsSpan(Number + 1)]);
    }
}
