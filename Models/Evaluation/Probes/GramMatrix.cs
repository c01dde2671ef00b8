using System.Numerics.Tensors;

namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>The symmetric matrix Σ_i w_i x_i x_iᵀ and the solution of systems with it, in float64. Results do not depend on the number
/// of threads.</summary>
/// <param name="size">Rows and columns.</param>
internal sealed class GramMatrix(int size)
{
    /// <summary>Cases that are taken in at a time, so that a strip of each column stays in the cache.</summary>
    private const int Strip = 256;

    /// <summary>Lower triangle, row-major in a full square.</summary>
    private readonly double[] _lower = new double[size * size];

    /// <summary>Computes the matrix.</summary>
    /// <param name="columns">One array per feature, with its value in every case.</param>
    /// <param name="weights">w of every case.</param>
    public void Accumulate(double[][] columns, double[] weights)
    {
        Array.Clear(_lower);
        Parallel.For(0, size, row =>
        {
            var weighted = new double[Strip];
            for (var first = 0; first < weights.Length; first += Strip)
            {
                var count = Math.Min(Strip, weights.Length - first);
                for (var i = 0; i < count; i++) weighted[i] = weights[first + i] * columns[row][first + i];
                for (var column = 0; column <= row; column++)
                {
                    var part = columns[column].AsSpan(first, count);
                    _lower[row * size + column] += TensorPrimitives.Dot<double>(weighted.AsSpan(0, count), part);
                }
            }
        });
    }

    /// <summary>The same matrix again.</summary>
    public GramMatrix Copy()
    {
        var copy = new GramMatrix(size);
        _lower.CopyTo(copy._lower, 0);
        return copy;
    }

    /// <summary>Adds to a diagonal element.</summary>
    public void AddDiagonal(int index, double value) => _lower[index * size + index] += value;

    /// <summary>Solves A·x = b by Cholesky's factorisation; the matrix is replaced by its factor and <paramref name="b"/> by x.</summary>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite.</exception>
    public void Solve(double[] b)
    {
        for (var i = 0; i < size; i++)
        {
            var row = _lower.AsSpan(i * size, i + 1);
            for (var j = 0; j < i; j++)
                row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], _lower.AsSpan(j * size, j))) / _lower[j * size + j];
            var pivot = row[i] - TensorPrimitives.Dot<double>(row[..i], row[..i]);
            if (!(pivot > 0))
                throw new InvalidOperationException(
                    "a linear system is not positive definite; check the features for NaN and infinity, or increase the penalty");
            row[i] = Math.Sqrt(pivot);
            b[i] = (b[i] - TensorPrimitives.Dot<double>(row[..i], b.AsSpan(0, i))) / row[i];
        }
        for (var i = size - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < size; j++) b[i] -= _lower[j * size + i] * b[j];
            b[i] /= _lower[i * size + i];
        }
    }
}
