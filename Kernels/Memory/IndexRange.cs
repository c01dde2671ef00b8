using System.Numerics.Tensors;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>The smallest and the largest of some indices.</summary>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
internal readonly record struct IndexRange(int Min, int Max)
{
    /// <summary>The empty range, which lies in every other.</summary>
    public static IndexRange Empty => new(int.MaxValue, int.MinValue);

    /// <summary>The range of these indices.</summary>
    public static IndexRange Of(ReadOnlySpan<int> indices) =>
        indices.IsEmpty ? Empty : new IndexRange(TensorPrimitives.Min(indices), TensorPrimitives.Max(indices));

    /// <summary>The range of both.</summary>
    public IndexRange Union(IndexRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    /// <summary>True if every index lies between two bounds, both included.</summary>
    public bool LiesIn(long min, long max) => Min >= min && Max <= max;
}
