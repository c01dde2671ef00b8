using EcgCmrNative.Engine;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Evaluation.Retrieval;

/// <summary>Embeddings on the unit sphere, where a dot product is a cosine.</summary>
public sealed class UnitEmbeddings
{
    private readonly float[] _values;

    /// <summary>Normalises embeddings. A zero vector stays zero, at the same distance to all; NaN stays NaN.</summary>
    /// <param name="values">[count, width], of any length.</param>
    /// <param name="width">Numbers of one.</param>
    /// <exception cref="ArgumentException">The number of values is not a multiple of the width.</exception>
    public UnitEmbeddings(ReadOnlySpan<float> values, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.Length % width != 0) throw new ArgumentException($"{values.Length} numbers do not fit embeddings of width {width}");
        (_values, Width, Count) = (values.ToArray(), width, values.Length / width);
        for (var i = 0; i < Count; i++)
        {
            var row = _values.AsSpan(i * width, width);
            TensorPrimitives.Divide(row, Math.Max(TensorPrimitives.Norm<float>(row), 1e-12f), row);
        }
    }

    /// <summary>Normalises the rows of a tensor; waits for the device.</summary>
    /// <param name="z">[count, width].</param>
    public UnitEmbeddings(Tensor z)
        : this((z ?? throw new ArgumentNullException(nameof(z))).ToSingles(), z.Shape.Last)
    {
    }

    /// <summary>Embeddings.</summary>
    public int Count { get; }

    /// <summary>Numbers of one.</summary>
    public int Width { get; }

    /// <summary>One of them.</summary>
    public ReadOnlySpan<float> this[int index] => _values.AsSpan(index * Width, Width);

    /// <summary>The embeddings that are nearest to another one, by cosine.</summary>
    /// <param name="query">A row of embeddings of the same width.</param>
    /// <param name="count">How many; all if there are fewer.</param>
    /// <returns>The nearest first; of equals the earlier first, and NaN last.</returns>
    /// <exception cref="ArgumentException">The query has another width.</exception>
    public IReadOnlyList<(int Index, double Cosine)> Nearest(ReadOnlySpan<float> query, int count)
    {
        if (query.Length != Width) throw new ArgumentException($"a query of width {query.Length} among embeddings of width {Width}");
        var found = new (int Index, double Cosine)[Count];
        for (var i = 0; i < Count; i++) found[i] = (i, TensorPrimitives.Dot(query, this[i]));
        return [.. found.OrderBy(one => double.IsNaN(one.Cosine)).ThenByDescending(one => one.Cosine).ThenBy(one => one.Index).Take(count)];
    }

    internal void RequirePartners(UnitEmbeddings others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (Count != others.Count || Width != others.Width)
            throw new ArgumentException(
                $"{Count} embeddings of width {Width} cannot be paired with {others.Count} of width {others.Width}");
    }
}
