using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>Rows by index and axes in another order, one element after the other, in double.</summary>
internal sealed unsafe class ReferenceGather : IGather
{
    /// <inheritdoc/>
    public void Rows(int columns, BufferView x, BufferView rows, BufferView substitute, BufferView y, bool accumulate)
    {
        for (long i = 0; i < rows.Length; i++)
            for (var c = 0; c < columns; c++)
            {
                long row = rows.Int32s[i];
                var value = row >= 0 ? x.Doubles[row * columns + c] : substitute.IsAbsent ? 0 : substitute.Doubles[c];
                Put(y.Doubles + i * columns + c, value, accumulate);
            }
    }

    /// <inheritdoc/>
    public void ScatterAdd(int columns, BufferView x, BufferView rows, BufferView y)
    {
        for (long i = 0; i < rows.Length; i++)
        {
            long row = rows.Int32s[i];
            if (row < 0) continue;
            for (var c = 0; c < columns; c++) y.Doubles[row * columns + c] += x.Doubles[i * columns + c];
        }
    }

    /// <inheritdoc/>
    public void SumSubstituted(int columns, BufferView x, BufferView rows, BufferView result, bool accumulate)
    {
        for (var c = 0; c < columns; c++)
        {
            var sum = 0.0;
            for (long i = 0; i < rows.Length; i++)
                if (rows.Int32s[i] < 0) sum += x.Doubles[i * columns + c];
            Put(result.Doubles + c, sum, accumulate);
        }
    }

    /// <inheritdoc/>
    public void Permute(in AxisOrder axes, BufferView x, BufferView y, bool accumulate)
    {
        for (long i = 0; i < axes.Elements; i++) Put(y.Doubles + i, x.Doubles[axes.SourceOf(i)], accumulate);
    }

    /// <inheritdoc/>
    public void CopyRuns(int runs, long length, BufferView x, long xStep, BufferView y, long yStep, bool accumulate)
    {
        for (var r = 0L; r < runs; r++)
            for (var i = 0L; i < length; i++) Put(y.Doubles + r * yStep + i, x.Doubles[r * xStep + i], accumulate);
    }

    private static void Put(double* target, double value, bool accumulate) => *target = accumulate ? *target + value : value;
}
