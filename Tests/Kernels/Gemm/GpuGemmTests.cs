using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Tests.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gemm;

/// <summary>Every rung of the ladder that OpenCL has against the reference, at sizes that do and do not fill its tiles.</summary>
internal sealed class GpuGemmTests
{
    private static readonly GemmRung[] Rungs = [GemmRung.Naive, GemmRung.Tile64, GemmRung.Tile128];

    [Test]
    public void EveryRungMultiplies(
        [ValueSource(nameof(Rungs))] GemmRung rung, [Values] bool transposeA, [Values] bool transposeB, [Values("1x1x1", "128x128x32", "65x130x17", "131x63x40", "3x200x1")] string sizes)
    {
        if (sizes.Split('x').Select(int.Parse).ToArray() is not [var m, var n, var k]) throw new ArgumentException(sizes);
        var problem = new GemmProblem(m, n, k) { TransposeA = transposeA, TransposeB = transposeB, Alpha = 0.5 };
        Agree(rung, problem, default, [m * k, k * n, m * n]);
    }

    [Test]
    public void EveryRungHasTheEpilogue([ValueSource(nameof(Rungs))] GemmRung rung, [Values(ActivationFunction.Identity, ActivationFunction.Gelu)] ActivationFunction activation, [Values] bool accumulate)
    {
        var problem = new GemmProblem(70, 140, 33) { Accumulate = accumulate };
        var size = problem.M * problem.N;
        DevicePair.Agree(
            1e-6, [problem.M * problem.K, problem.K * problem.N, size, problem.N, size, size],
            (device, x) =>
            {
                var epilogue = new GemmEpilogue(x[3], activation, x[4], x[5]);
                if (device is GpuDevice gpu) gpu.Products.Multiply(rung, problem, x[0], x[1], x[2], epilogue);
                else device.Gemm.Multiply(problem, x[0], x[1], x[2], epilogue);
            },
            2, 4);
    }

    [Test]
    public void EveryRungTakesABatchOfHeadsInsideRows([ValueSource(nameof(Rungs))] GemmRung rung)
    {
        // [2, 20, 3, 8]: samples, tokens, heads, width; the product of each head's queries and keys.
        const int Samples = 2, Tokens = 20, Heads = 3, Width = 8;
        var problem = new GemmProblem(Tokens, Tokens, Width)
        {
            TransposeB = true,
            LeadingA = Heads * Width,
            LeadingB = Heads * Width,
            OuterBatch = Samples,
            InnerBatch = Heads,
            OuterStride = (Tokens * Heads * Width, Tokens * Heads * Width, Heads * Tokens * Tokens),
            InnerStride = (Width, Width, Tokens * Tokens),
        };
        Agree(rung, problem, default, [Samples * Tokens * Heads * Width, Samples * Tokens * Heads * Width, Samples * Heads * Tokens * Tokens]);
    }

    private static void Agree(GemmRung rung, GemmProblem problem, GemmEpilogue epilogue, int[] lengths) => DevicePair.Agree(
        1e-6, lengths,
        (device, x) =>
        {
            if (device is GpuDevice gpu) gpu.Products.Multiply(rung, problem, x[0], x[1], x[2], epilogue);
            else device.Gemm.Multiply(problem, x[0], x[1], x[2], epilogue);
        },
        2);
}
