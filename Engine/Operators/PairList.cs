using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Operators;

/// <summary>
/// Weighted pairs of rows of two sets of embeddings: positive pairs, or pairs to exclude. It is filled row by row and can be reused.
/// </summary>
/// <example><code>
/// var positives = new PairList();
/// positives.Add(0, 0.5);
/// positives.Add(3, 0.5);
/// positives.EndRow();                 // row 0 belongs to columns 0 and 3
/// </code></example>
public sealed class PairList
{
    private readonly List<int> _starts = [0];
    private readonly List<int> _columns = [];
    private readonly List<double> _weights = [];

    /// <summary>Number of complete rows.</summary>
    public int Rows => _starts.Count - 1;

    /// <summary>Number of pairs in all rows.</summary>
    public int Count => _columns.Count;

    /// <summary>Adds a pair to the current row.</summary>
    /// <param name="column">Row of the other set; must ascend within a row.</param>
    /// <param name="weight">How much the pair counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The columns of a row do not ascend.</exception>
    public void Add(int column, double weight = 1)
    {
        var min = _columns.Count > _starts[^1] ? _columns[^1] + 1 : 0;
        ArgumentOutOfRangeException.ThrowIfLessThan(column, min);
        _columns.Add(column);
        _weights.Add(weight);
    }

    /// <summary>Ends the current row.</summary>
    public void EndRow() => _starts.Add(_columns.Count);

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        _starts.Clear();
        _starts.Add(0);
        _columns.Clear();
        _weights.Clear();
    }

    /// <summary>Throws if the list does not match the number of rows and columns.</summary>
    /// <exception cref="ShapeException">The list does not match.</exception>
    internal void Require(int rows, int columns)
    {
        ShapeException.Require("InfoNCE", Rows == rows, $"the list of pairs has {Rows} rows, but there are {rows} embeddings");
        foreach (var column in _columns)
            ShapeException.Require("InfoNCE", column < columns, $"a pair has column {column}, but there are only {columns} columns");
    }

    internal (Tensor Starts, Tensor Columns, Tensor Weights) ToDevice(Device device) =>
    (
        Tensor.FromIndices(device, new Shape(_starts.Count), _starts.ToArray()),
        Tensor.FromIndices(device, new Shape(_columns.Count), _columns.ToArray()),
        Tensor.From(device, new Shape(_weights.Count), _weights.ToArray()));
}
