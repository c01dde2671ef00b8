using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Kernels.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gemm.Gpu;

/// <summary>
/// A model of the arithmetic of the rung <c>TensorCore</c>: the tensor core aligns eight exact products and the accumulator to the largest
/// of them, keeps two bits more than float32, and truncates sum and terms. Dot products of uniform random vectors, against float64.
/// </summary>
internal sealed class TensorCoreErrorTests
{
    private const int Slice = 8;
    private const int Elements = 256;
    private const int Bits = 24;
    private const int ExtraBits = 2;

    /// <summary>The model has the error that an H100 had, 7e-9·K, when tensor cores summed all of K.</summary>
    [Test]
    public void SummingAllOfKInTensorCores_HasTheMeasuredError([Values(384, 1024, 4096)] int k) =>
        Assert.That(RelativeError(k, slicesFromZero: false), Is.EqualTo(7e-9 * k).Within(30).Percent);

    /// <summary>The rung: tensor cores sum eight steps, float32 sums the slices. 1e-6 is the tolerance of the rungs at K = 600.</summary>
    [Test]
    public void SummingSlicesInFloat32_KeepsTheErrorOfFloat32()
    {
        Assert.That(RelativeError(600, slicesFromZero: true), Is.LessThan(3e-7));
        Assert.That(RelativeError(8192, slicesFromZero: true), Is.LessThan(8e-7));
    }

    private static double RelativeError(int k, bool slicesFromZero)
    {
        var random = new Philox(3, (ulong)k);
        var (actual, expected) = (new double[Elements], new double[Elements]);
        var (a, b) = (new float[Slice], new float[Slice]);
        for (var element = 0; element < Elements; element++)
        {
            var sum = 0f;
            for (var step = 0; step < k; step += Slice)
            {
                for (var i = 0; i < Slice; i++)
                {
                    a[i] = (float)random.NextUniform(-1, 1);
                    b[i] = (float)random.NextUniform(-1, 1);
                    expected[element] += (double)a[i] * b[i];
                }
                sum = slicesFromZero ? sum + ThreeProducts(0, a, b) : ThreeProducts(sum, a, b);
            }
            actual[element] = sum;
        }
        return DeviceComparison.RelativeError(actual, expected);
    }

    private static float ThreeProducts(float sum, float[] a, float[] b)
    {
        sum = MultiplyAdd(sum, a, Small, b, Large);
        sum = MultiplyAdd(sum, a, Large, b, Small);
        return MultiplyAdd(sum, a, Large, b, Large);
    }

    private static float MultiplyAdd(float sum, float[] a, Func<float, float> partOfA, float[] b, Func<float, float> partOfB)
    {
        Span<double> terms = stackalloc double[Slice + 1];
        for (var i = 0; i < Slice; i++) terms[i] = (double)partOfA(a[i]) * partOfB(b[i]);
        terms[Slice] = sum;
        var largest = 0.0;
        foreach (var term in terms) largest = Math.Max(largest, Math.Abs(term));
        if (largest == 0) return 0;
        var total = 0.0;
        foreach (var term in terms) total += Truncate(term, largest, Bits + ExtraBits);
        return (float)(total == 0 ? 0 : Truncate(total, total, Bits));
    }

    // To a multiple of the last of so many bits of the leading number.
    private static double Truncate(double x, double leading, int bits)
    {
        var unit = Math.ScaleB(1, Math.ILogB(leading) + 1 - bits);
        return Math.Truncate(x / unit) * unit;
    }

    // cvt.rna.tf32: to 10 bits after the point, ties away from zero.
    private static float Large(float x) => BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(x) + 0x1000) & ~0x1fff);

    private static float Small(float x) => Large(x - Large(x));
}
