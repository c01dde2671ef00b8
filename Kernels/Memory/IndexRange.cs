using System.Numerics.Tensors;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>The smallest and the largest of some indices.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
internal readonly record struct IndexRange(int Least, int Most)
{
    /// <summary>The empty range, which lies in every other.</summary>
    public static IndexRange Empty => new(int.MaxValue, int.MinValue);

    /// <summary>The range of these indices.</summary>
    public static IndexRange Of(ReadOnlySpan<int> indices) =>
        indices.IsEmpty ? Empty : new IndexRange(TensorPrimitives.Min(indices), TensorPrimitives.Max(indices));

    /// <summary>The range of both.</summary>
    public IndexRange Union(IndexRange other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    /// <summary>True if every index lies between two bounds, both included.</summary>
    public bool LiesIn(long least, long most) => Least >= least && Most <= most;
}
