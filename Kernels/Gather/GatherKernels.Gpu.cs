using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>The kernels of <c>IGather</c>; one thread makes one element.</summary>
internal static class GatherKernels
{
    private const int Threads = 256;

    [GpuKernel(Threads)]
    public static void Rows(
        ArrayView<float> x, ArrayView<int> rows, ArrayView<float> substitute, ArrayView<float> y, int length, int columns, int accumulate)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var row = rows[i / columns];
        var c = i % columns;
        var value = 0f;
        if (row >= 0) value = x[((long)row * columns) + c];
        else if (substitute.Length > 0) value = substitute[c];
        if (accumulate != 0) value += y[i];
        y[i] = value;
    }

    /// <summary>next[i] = the next source after i with the same target, or −1.</summary>
    [GpuKernel(Threads)]
    public static void LinkSources(ArrayView<int> rows, ArrayView<int> next, int sources)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= sources) return;
        next[i] = FirstSource(rows, rows[i], i + 1, sources);
    }

    /// <summary>head[r] = the first source of target r, or −1.</summary>
    [GpuKernel(Threads)]
    public static void LinkTargets(ArrayView<int> rows, ArrayView<int> head, int sources, int targets)
    {
        var r = (Grid.IdxX * Threads) + Group.IdxX;
        if (r < targets) head[r] = FirstSource(rows, r, 0, sources);
    }

    /// <summary>Adds to every target its sources, in their order, along the chains of the two kernels before.</summary>
    [GpuKernel(Threads)]
    public static void ScatterAdd(ArrayView<float> x, ArrayView<int> head, ArrayView<int> next, ArrayView<float> y, int length, int columns)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var source = head[i / columns];
        if (source < 0) return;
        var sum = y[i];
        while (source >= 0)
        {
            sum += x[((long)source * columns) + (i % columns)];
            source = next[source];
        }
        y[i] = sum;
    }

    /// <summary>y's shape has six axes, filled up with ones in front; a step is what an index on that axis of y moves in x.</summary>
    [GpuKernel(Threads)]
    public static void Permute(
        ArrayView<float> x, ArrayView<float> y, int length, int size1, int size2, int size3, int size4, int size5,
        int step0, int step1, int step2, int step3, int step4, int step5, int accumulate)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var rest = i;
        var source = rest % size5 * step5;
        rest /= size5;
        source += rest % size4 * step4;
        rest /= size4;
        source += rest % size3 * step3;
        rest /= size3;
        source += rest % size2 * step2;
        rest /= size2;
        source += rest % size1 * step1;
        source += rest / size1 * step0;
        var value = x[source];
        if (accumulate != 0) value += y[i];
        y[i] = value;
    }

    [GpuKernel(Threads)]
    public static void CopyRuns(ArrayView<float> x, ArrayView<float> y, int length, int run, int xStep, int yStep, int accumulate)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var target = ((long)(i / run) * yStep) + (i % run);
        var value = x[((long)(i / run) * xStep) + (i % run)];
        if (accumulate != 0) value += y[target];
        y[target] = value;
    }

    private static int FirstSource(ArrayView<int> rows, int target, int from, int sources)
    {
        for (var i = from; i < sources; i++)
        {
            if (rows[i] == target) return i;
        }
        return -1;
    }
}
