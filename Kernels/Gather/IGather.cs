using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>
/// Rows by index, axes in another order, and runs at a constant step. Any index other than −1 or a valid row is rejected.
/// </summary>
public interface IGather
{
    /// <summary>
    /// y[i, :] (+)= x[rows[i], :]; an index of −1 gives the row <paramref name="substitute"/> (zeros if absent).
    /// x is [any, columns], y [rows.Length, columns].
    /// </summary>
    /// <param name="columns">Numbers per row.</param>
    /// <param name="x">Source rows.</param>
    /// <param name="rows">Source row of each output row (<see cref="ElementKind.Int32"/>).</param>
    /// <param name="substitute">[columns], stands in for index −1; absent means zeros.</param>
    /// <param name="y">Output rows.</param>
    /// <param name="accumulate">Add to y.</param>
    void Rows(int columns, BufferView x, BufferView rows, BufferView substitute, BufferView y, bool accumulate);

    /// <summary>
    /// y[rows[i], :] += x[i, :] for all i with rows[i] ≥ 0, in the order of i. The gradient of <see cref="Rows"/>; y holds what is added
    /// to.
    /// </summary>
    void ScatterAdd(int columns, BufferView x, BufferView rows, BufferView y);

    /// <summary>
    /// result[:] (+)= Σ x[i, :] over all i with rows[i] = −1: the gradient of the substitute.
    /// </summary>
    void SumSubstituted(int columns, BufferView x, BufferView rows, BufferView result, bool accumulate);

    /// <summary>
    /// y (+)= x with its axes in another order.
    /// </summary>
    void Permute(in AxisOrder axes, BufferView x, BufferView y, bool accumulate);

    /// <summary>
    /// y[r·yStep + i] (+)= x[r·xStep + i] for all r in [0, runs) and i in [0, length): a range of one axis, cut out or put back.
    /// </summary>
    /// <param name="runs">Number of runs.</param>
    /// <param name="length">Numbers in a run.</param>
    /// <param name="x">Source, from the first run on.</param>
    /// <param name="xStep">From one run of x to the next, at least <paramref name="length"/>.</param>
    /// <param name="y">Destination, from the first run on.</param>
    /// <param name="yStep">From one run of y to the next, at least <paramref name="length"/>.</param>
    /// <param name="accumulate">Add to y; numbers between the runs of y never change.</param>
    /// <exception cref="ArgumentException">A step is too short, or the runs exceed a view.</exception>
    void CopyRuns(int runs, long length, BufferView x, long xStep, BufferView y, long yStep, bool accumulate);
}
