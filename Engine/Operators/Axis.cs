namespace EcgCmrNative.Engine.Operators;

/// <summary>One axis of a shape, and the sizes before and after it: kernels see [outer, size, inner].</summary>
internal readonly struct Axis
{
    private readonly Shape _shape;

    /// <exception cref="ShapeException">The shape has no such axis.</exception>
    public Axis(string place, Shape shape, Index index)
    {
        _shape = shape;
        Number = index.GetOffset(shape.Rank);
        ShapeException.Require(place, Number >= 0 && Number < shape.Rank, $"shape {shape} has no axis {index}");
        var (outer, inner) = (1L, 1L);
        for (var i = 0; i < Number; i++) outer *= shape[i];
        for (var i = Number + 1; i < shape.Rank; i++) inner *= shape[i];
        (Outer, Inner) = (checked((int)outer), checked((int)inner));
    }

    public int Number { get; }

    public int Outer { get; }

    public int Size => _shape[Number];

    public int Inner { get; }

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
