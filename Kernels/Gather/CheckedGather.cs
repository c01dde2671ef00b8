using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedGather(MemoryPool memory, IGather kernels) : IGather
{
    /// <inheritdoc/>
    public void Rows(int columns, BufferView x, BufferView rows, BufferView substitute, BufferView y, bool accumulate)
    {
        using var call = new KernelCall(memory, "gather rows");
        call.Size(columns);
        call.ReadsBlocks(x, columns);
        call.ReadsIndices(rows, rows.Length, -1, LastRow(x, columns));
        call.ReadsIfGiven(substitute, columns);
        call.Writes(y, Extent.Product(rows.Length, columns));
        kernels.Rows(columns, x, rows, substitute, y, accumulate);
    }

    /// <inheritdoc/>
    public void ScatterAdd(int columns, BufferView x, BufferView rows, BufferView y)
    {
        using var call = new KernelCall(memory, "scatter rows");
        call.Size(columns);
        call.Reads(x, Extent.Product(rows.Length, columns));
        call.ReadsIndices(rows, rows.Length, -1, LastRow(y, columns));
        call.WritesBlocks(y, columns);
        kernels.ScatterAdd(columns, x, rows, y);
    }

    /// <inheritdoc/>
    public void SumSubstituted(int columns, BufferView x, BufferView rows, BufferView result, bool accumulate)
    {
        using var call = new KernelCall(memory, "sum substituted rows");
        call.Size(columns);
        call.Reads(x, Extent.Product(rows.Length, columns));
        call.ReadsIndices(rows, rows.Length, -1, int.MaxValue);
        call.Writes(result, columns);
        kernels.SumSubstituted(columns, x, rows, result, accumulate);
    }

    /// <inheritdoc/>
    public void Permute(in AxisOrder axes, BufferView x, BufferView y, bool accumulate)
    {
        using var call = new KernelCall(memory, "permute");
        call.Reads(x, axes.Elements);
        call.Writes(y, axes.Elements);
        kernels.Permute(axes, x, y, accumulate);
    }

    /// <inheritdoc/>
    public void CopyRuns(int runs, long length, BufferView x, long xStep, BufferView y, long yStep, bool accumulate)
    {
        using var call = new KernelCall(memory, "copy runs");
        call.Size(runs);
        call.Size(length);
        call.Between(xStep, length, long.MaxValue);
        call.Between(yStep, length, long.MaxValue);
        call.ReadsStart(x, Reach(runs, length, xStep));
        call.WritesStart(y, Reach(runs, length, yStep));
        kernels.CopyRuns(runs, length, x, xStep, y, yStep, accumulate);
    }

    // The last number of the last run, and one more.
    private static long Reach(int runs, long length, long step) =>
        runs == 0 || length == 0 ? 0 : Extent.Sum(Extent.Product(runs - 1, step), length);

    // Rows without columns hold nothing: any index will do.
    private static long LastRow(BufferView view, int columns) => columns > 0 ? view.Length / columns - 1 : int.MaxValue;
}
