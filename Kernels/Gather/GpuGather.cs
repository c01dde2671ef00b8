using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Reduction;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>Rows by index and axes in another order, on GPU devices.</summary>
internal sealed class GpuGather(IGpuQueue queue, GpuReduction sums) : IGather
{
    private const int Axes = 6;

    private readonly GpuKernel _rows = queue.Kernel("Gather", "Rows");
    private readonly GpuKernel _linkSources = queue.Kernel("Gather", "LinkSources");
    private readonly GpuKernel _linkTargets = queue.Kernel("Gather", "LinkTargets");
    private readonly GpuKernel _scatterAdd = queue.Kernel("Gather", "ScatterAdd");
    private readonly GpuKernel _permute = queue.Kernel("Gather", "Permute");
    private readonly GpuKernel _copyRuns = queue.Kernel("Gather", "CopyRuns");

    /// <inheritdoc/>
    public void Rows(int columns, BufferView x, BufferView rows, BufferView substitute, BufferView y, bool accumulate)
    {
        _rows.OverElements(y.Length, x, rows, substitute, y, y.Length, columns, accumulate);
    }

    /// <inheritdoc/>
    public void ScatterAdd(int columns, BufferView x, BufferView rows, BufferView y)
    {
        if (y.Length == 0 || x.Length == 0) return;
        var (sources, targets) = (rows.Length, y.Length / columns);
        _linkSources.Require(sources, "rows");
        _scatterAdd.Require(y.Length, "elements");
        var links = queue.Memory.Rent(sources + targets, ElementKind.Int32);
        var next = links.View.Slice(0, sources);
        var head = links.View.Slice(sources, targets);
        _linkSources.OverElements(sources, rows, next, sources);
        _linkTargets.OverElements(targets, rows, head, sources, targets);
        _scatterAdd.OverElements(y.Length, x, head, next, y, y.Length, columns);
        links.Release();
    }

    /// <inheritdoc/>
    public void SumSubstituted(int columns, BufferView x, BufferView rows, BufferView result, bool accumulate) =>
        sums.SumRows(rows.Length, columns, x, rows, 1, result, accumulate);

    /// <inheritdoc/>
    public unsafe void Permute(in AxisOrder axes, BufferView x, BufferView y, bool accumulate)
    {
        Span<long> sizes = stackalloc long[Axes];
        Span<long> steps = stackalloc long[Axes];
        sizes.Fill(1);
        steps.Clear();
        for (var axis = 0; axis < axes.Count; axis++)
        {
            sizes[Axes - axes.Count + axis] = axes.Sizes[axis];
            steps[Axes - axes.Count + axis] = axes.InputStrides[axis];
        }
        _permute.OverElements(
            y.Length, x, y, y.Length, sizes[1], sizes[2], sizes[3], sizes[4], sizes[5],
            steps[0], steps[1], steps[2], steps[3], steps[4], steps[5], accumulate);
    }

    /// <inheritdoc/>
    public void CopyRuns(int runs, long length, BufferView x, long xStep, BufferView y, long yStep, bool accumulate)
    {
        var count = runs * length;
        if (count > 0) _copyRuns.OverElements(count, x, y, count, length, xStep, yStep, accumulate);
    }
}
