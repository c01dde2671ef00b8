using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>The kernels of <c>ISoftmax</c>; one group works on one row.</summary>
internal static class SoftmaxKernels
{
    private const int Threads = GroupReduction.Threads;

    [GpuKernel(Threads, TileColumns = 1)]
    public static void Forward(ArrayView<float> x, ArrayView<float> y, int columns)
    {
        var scratch = GroupReduction.Scratch();
        var row = (long)Grid.IdxX * columns;
        var max = RowMax(scratch, x, row, columns);
        var sum = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var e = GpuMath.Exp(x[row + c] - max);
            y[row + c] = e;
            sum += e;
        }
        sum = GroupReduction.Sum(scratch, sum);
        for (var c = Group.IdxX; c < columns; c += Threads) y[row + c] /= sum;
    }

    [GpuKernel(Threads, TileColumns = 1)]
    public static void Backward(ArrayView<float> y, ArrayView<float> dy, ArrayView<float> dx, int columns, int accumulate)
    {
        var scratch = GroupReduction.Scratch();
        var row = (long)Grid.IdxX * columns;
        var dot = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads) dot += dy[row + c] * y[row + c];
        dot = GroupReduction.Sum(scratch, dot);
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var gradient = y[row + c] * (dy[row + c] - dot);
            if (accumulate != 0) gradient += dx[row + c];
            dx[row + c] = gradient;
        }
    }

    [GpuKernel(Threads, TileColumns = 1)]
    public static void LogForward(ArrayView<float> x, ArrayView<float> y, int columns)
    {
        var scratch = GroupReduction.Scratch();
        var row = (long)Grid.IdxX * columns;
        var max = RowMax(scratch, x, row, columns);
        var sum = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads) sum += GpuMath.Exp(x[row + c] - max);
        var shift = max + GpuMath.Log(GroupReduction.Sum(scratch, sum));
        for (var c = Group.IdxX; c < columns; c += Threads) y[row + c] = x[row + c] - shift;
    }

    [GpuKernel(Threads, TileColumns = 1)]
    public static void LogBackward(ArrayView<float> y, ArrayView<float> dy, ArrayView<float> dx, int columns, int accumulate)
    {
        var scratch = GroupReduction.Scratch();
        var row = (long)Grid.IdxX * columns;
        var sum = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads) sum += dy[row + c];
        sum = GroupReduction.Sum(scratch, sum);
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var gradient = dy[row + c] - (GpuMath.Exp(y[row + c]) * sum);
            if (accumulate != 0) gradient += dx[row + c];
            dx[row + c] = gradient;
        }
    }

    private static float RowMax(ArrayView<float> scratch, ArrayView<float> x, long row, int columns)
    {
        var max = float.NegativeInfinity;
        for (var c = Group.IdxX; c < columns; c += Threads) max = MathF.Max(max, x[row + c]);
        return GroupReduction.Max(scratch, max);
    }
}
