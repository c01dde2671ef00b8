using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>Similarities of samples, independent of the embeddings that are trained: a symmetric matrix over all samples of a
/// set.</summary>
public sealed class SimilarityMatrix
{
    /// <summary>Tolerance between two halves that were computed separately.</summary>
    private const float MostAsymmetry = 1e-4f;

    private readonly float[] _values;

    /// <summary>Wraps a matrix.</summary>
    /// <param name="values">[count, count].</param>
    /// <param name="count">Samples.</param>
    /// <exception cref="ArgumentException">The number of values is not count², one is NaN, or the matrix is not symmetric.</exception>
    public SimilarityMatrix(float[] values, int count)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (values.LongLength != (long)count * count)
            throw new ArgumentException($"{values.LongLength} similarities do not fit a {count} × {count} matrix");
        var bad = Array.FindIndex(values, float.IsNaN);
        if (bad >= 0) throw new ArgumentException($"the similarity of samples {bad / count} and {bad % count} is not a number");
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < row; column++)
            {
                var (lower, upper) = (values[(long)row * count + column], values[(long)column * count + row]);
                if (Math.Abs(lower - upper) > MostAsymmetry * Math.Max(1, Math.Abs(lower)))
                    throw new ArgumentException(
                        $"the similarity of samples {row} and {column} is {lower}, but that of {column} and {row} is {upper}; "
                        + "the matrix must be symmetric");
            }
        }
        (_values, Count) = (values, count);
    }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>The similarity of two samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sample does not exist.</exception>
    public float this[int a, int b]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)a, (uint)Count);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)b, (uint)Count);
            return _values[(long)a * Count + b];
        }
    }

    /// <summary>Reads a matrix from a file with one array: .npy, .npz, .safetensors or PyTorch's.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, or has no square matrix.</exception>
    public static SimilarityMatrix Read(string path, IFileSystem? files = null)
    {
        using var file = TensorFormats.Open(path, files);
        if (file.Tensors is not [{ Shape: [var rows, var columns] } matrix] || rows != columns)
            throw new DataFormatException(
                path, null, "expected one square matrix of similarities, with a row and a column for each sample");
        try
        {
            return new SimilarityMatrix(matrix.ToSingles(), checked((int)rows));
        }
        catch (ArgumentException error)
        {
            throw new DataFormatException(path, null, error.Message, error);
        }
    }

    /// <summary>
    /// For each sample of a batch the places of others that are more alike than a threshold, ascending; exactly the threshold does not
    /// count.
    /// </summary>
    internal List<int>[] Alike(ReadOnlySpan<int> samples, double threshold)
    {
        var alike = new List<int>[samples.Length];
        for (var i = 0; i < alike.Length; i++)
        {
            alike[i] = [];
            for (var j = 0; j < alike.Length; j++)
            {
                if (i != j && this[samples[i], samples[j]] > threshold) alike[i].Add(j);
            }
        }
        return alike;
    }
}
