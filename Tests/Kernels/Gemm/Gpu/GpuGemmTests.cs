using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Gemm.Gpu;
using EcgCmrNative.Tests.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gemm.Gpu;

/// <summary>Every rung of the ladder that a device has against the reference, at sizes that do and do not fill its tiles.</summary>
[TestFixtureSource(nameof(RungsOnGpus))]
internal sealed class GpuGemmTests(string gpu, GemmRung rung)
{
    private static IEnumerable<TestFixtureData> RungsOnGpus() =>
        from gpu in GpuForTests.Names
        from rung in Enum.GetValues<GemmRung>()
        where gpu == GpuForTests.Cuda || rung != GemmRung.TensorCore
        select new TestFixtureData(gpu, rung);

    [OneTimeSetUp]
    public void SkipWhatTheDeviceCannotRun()
    {
        try
        {
            _ = GpuForTests.Require(gpu).Kernel("Gemm", rung.ToString());
        }
        catch (KernelNotSupportedException exception)
        {
            Assert.Ignore(exception.Message);
        }
    }

    [Test]
    public void Multiplies(
        [Values] bool transposeA, [Values] bool transposeB,
        [Values("1x1x1", "128x128x32", "65x130x17", "131x63x40", "3x200x1", "200x72x600")] string sizes)
    {
        if (sizes.Split('x').Select(int.Parse).ToArray() is not [var m, var n, var k]) throw new ArgumentException(sizes);
        var problem = new GemmProblem(m, n, k) { TransposeA = transposeA, TransposeB = transposeB, Alpha = 0.5 };
        Agree(problem, [m * k, k * n, m * n]);
    }

    [Test]
    public void HasTheEpilogue(
        [Values(ActivationFunction.Identity, ActivationFunction.Gelu)] ActivationFunction activation, [Values] bool accumulate)
    {
        var problem = new GemmProblem(70, 140, 33) { Accumulate = accumulate };
        var size = problem.M * problem.N;
        DevicePair.Agree(
            gpu, 1e-6, [problem.M * problem.K, problem.K * problem.N, size, problem.N, size, size],
            (device, x) =>
            {
                var epilogue = new GemmEpilogue(x[3], activation, x[4], x[5]);
                if (device is GpuDevice gpu) gpu.Families.Products.Multiply(rung, problem, x[0], x[1], x[2], epilogue);
                else device.Gemm.Multiply(problem, x[0], x[1], x[2], epilogue);
            },
            2, 4);
    }

    [Test]
    public void TakesABatchOfHeadsInsideRows()
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
        const int Operand = Samples * Tokens * Heads * Width;
        Agree(problem, [Operand, Operand, Samples * Heads * Tokens * Tokens]);
    }

    [Test]
    public void LeavesWhatLiesBetweenRowsAlone([Values] bool transposeA, [Values] bool transposeB)
    {
        const int M = 133, N = 70, K = 37, Gap = 5;
        var problem = new GemmProblem(M, N, K)
        {
            TransposeA = transposeA,
            TransposeB = transposeB,
            Accumulate = true,
            LeadingA = (transposeA ? M : K) + Gap,
            LeadingB = (transposeB ? K : N) + Gap,
            LeadingC = N + Gap,
        };
        Agree(problem, [(transposeA ? K : M) * problem.LeadingA, (transposeB ? N : K) * problem.LeadingB, M * problem.LeadingC]);
    }

    private void Agree(GemmProblem problem, int[] lengths) => DevicePair.Agree(
        gpu, 1e-6, lengths,
        (device, x) =>
        {
            if (device is GpuDevice gpu) gpu.Families.Products.Multiply(rung, problem, x[0], x[1], x[2], default);
            else device.Gemm.Multiply(problem, x[0], x[1], x[2]);
        },
        2);
}
