namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>Reads a <see cref="PairTable"/> in float32 memory; an absent one is the diagonal that begins at a column.</summary>
internal readonly unsafe struct PairRows(in PairTable table, int diagonal)
{
    private readonly int* _starts = table.Starts.Int32s;
    private readonly int* _columns = table.Columns.Int32s;
    private readonly float* _weights = table.Weights.Floats;

    /// <summary>The first entry of a row; of row n, the end of row n − 1.</summary>
    public int Start(int row) => _starts == null ? row : _starts[row];

    /// <summary>j of an entry.</summary>
    public int Column(int entry) => _columns == null ? diagonal + entry : _columns[entry];

    /// <summary>Its weight.</summary>
    public float Weight(int entry) => _weights == null ? 1 : _weights[entry];

    /// <summary>A row's first entry from a column on.</summary>
    public int From(int row, int column)
    {
        int low = Start(row), high = Start(row + 1);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Column(middle) < column) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
