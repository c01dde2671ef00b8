using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>The kernels of <c>IElementwise</c>; one thread makes one element.</summary>
internal static class ElementwiseKernels
{
    private const int Threads = 256;

    [GpuKernel(Threads)]
    public static void Fill(ArrayView<float> y, int length, float value)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < length) y[i] = value;
    }

    [GpuKernel(Threads)]
    public static void AddScaled(ArrayView<float> x, ArrayView<float> y, int length, float a, float b)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var sum = a * x[i];
        if (b != 0f) sum += b * y[i];
        y[i] = sum;
    }

    [GpuKernel(Threads)]
    public static void Add(ArrayView<float> x1, ArrayView<float> x2, ArrayView<float> y, int length)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < length) y[i] = x1[i] + x2[i];
    }

    [GpuKernel(Threads)]
    public static void Multiply(ArrayView<float> x1, ArrayView<float> x2, ArrayView<float> y, int length, int accumulate)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var product = x1[i] * x2[i];
        if (accumulate != 0) product += y[i];
        y[i] = product;
    }

    [GpuKernel(Threads)]
    public static void Divide(ArrayView<float> x1, ArrayView<float> x2, ArrayView<float> y, int length)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < length) y[i] = x1[i] / x2[i];
    }

    [GpuKernel(Threads)]
    public static void AddTable(ArrayView<float> x, ArrayView<float> table, ArrayView<float> y, int length, int tableLength)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < length) y[i] = x[i] + table[i % tableLength];
    }

    [GpuKernel(Threads)]
    public static void ScaleRuns(ArrayView<float> x, ArrayView<float> factors, ArrayView<float> y, int length, int run, int accumulate)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var product = x[i] * factors[i / run];
        if (accumulate != 0) product += y[i];
        y[i] = product;
    }
}
