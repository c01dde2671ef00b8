using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Vectors;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gemm;

[TestFixture(128)]
[TestFixture(256)]
[TestFixture(512)]
internal sealed class CpuGemmTests(int vectorBits)
{
    private static readonly int[] Sizes =
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 27, 28, 29, 31, 32, 33, 47, 63, 64, 65, 97, 129];

    private CpuDevice _device = null!;
    private IGemm _gemm = null!;

    [OneTimeSetUp]
    public void Create()
    {
        if (vectorBits > VectorWidth.Bits) Assert.Ignore($"needs vectors of {vectorBits} bits");
        _device = new CpuDevice(2);
        _gemm = WideKernels.Create(_device.Workers, _device.Memory, vectorBits).Gemm;
    }

    [OneTimeTearDown]
    public void Dispose() => _device?.Dispose();

    [Test]
    public void OddSizesEveryTransposeAndEpilogue()
    {
        var random = new Random(7);
        int Size() => Sizes[random.Next(Sizes.Length)];
        bool Coin() => random.Next(2) == 0;
        for (var i = 0; i < 300; i++)
        {
            var problem = new GemmProblem(Size(), Size(), Size())
            {
                TransposeA = (i & 1) != 0,
                TransposeB = (i & 2) != 0,
                Accumulate = (i & 4) != 0,
                Alpha = Coin() ? 1 : -0.37,
            };
            if ((i & 8) != 0)
            {
                problem = problem with
                {
                    LeadingA = problem.RowStepA + random.Next(1, 5),
                    LeadingB = problem.RowStepB + random.Next(1, 5),
                    LeadingC = problem.RowStepC + random.Next(1, 5),
                };
            }
            new GemmCase(problem)
            {
                WithBias = Coin(),
                WithPreActivation = Coin(),
                WithResidual = Coin(),
                Activation = (ActivationFunction)random.Next(3),
            }.AssertEqualsReference(_device, _gemm);
        }
    }

    [TestCase(170, 130, 400, false, false, TestName = "Several blocks of k")]
    [TestCase(6, 1400, 1600, false, true, TestName = "Several slabs of B")]
    [TestCase(1400, 2, 1600, true, false, TestName = "Several slabs of A")]
    [TestCase(40, 40, 1024, false, true, TestName = "Rows of A that share a cache set")]
    [TestCase(3, 300, 500, false, true, TestName = "Thin A, by dot products")]
    [TestCase(300, 1, 500, false, true, TestName = "Thin B, by dot products")]
    [TestCase(1, 300, 500, false, false, TestName = "One row, by sums of rows")]
    [TestCase(4, 300, 50, true, false, TestName = "Four rows, by sums of rows")]
    public void LargeEnoughToBeCut(int m, int n, int k, bool transposeA, bool transposeB)
    {
        var problem = new GemmProblem(m, n, k) { TransposeA = transposeA, TransposeB = transposeB, Alpha = 0.5 };
        new GemmCase(problem).AssertEqualsReference(_device, _gemm);
        new GemmCase(problem with { Accumulate = true })
        {
            WithBias = true,
            WithPreActivation = true,
            WithResidual = true,
            Activation = ActivationFunction.Gelu,
        }.AssertEqualsReference(_device, _gemm);
    }

    [Test]
    public void TheResidualMayBeC(
        [Values] bool accumulate, [Values(ActivationFunction.Identity, ActivationFunction.Gelu)] ActivationFunction f)
    {
        var problem = new GemmProblem(30, 70, 2000) { TransposeB = true, Accumulate = accumulate, Alpha = 0.1 };
        new GemmCase(problem) { ResidualIsC = true, WithBias = true, Activation = f }.AssertEqualsReference(_device, _gemm);
        new GemmCase(problem) { ResidualIsC = true, WithPreActivation = true, Activation = f }.AssertEqualsReference(_device, _gemm);
    }

    [Test]
    public void HeadsPackedInARowNeedNoCopy()
    {
        const int Batch = 3, Tokens = 19, Heads = 4, Width = 24;
        const int Row = 3 * Heads * Width;
        var scores = new GemmProblem(Tokens, Tokens, Width)
        {
            TransposeB = true,
            LeadingA = Row,
            LeadingB = Row,
            OuterBatch = Batch,
            InnerBatch = Heads,
            OuterStride = (Tokens * Row, Tokens * Row, Heads * Tokens * Tokens),
            InnerStride = (Width, Width, Tokens * Tokens),
            Alpha = 0.2,
        };
        new GemmCase(scores).AssertEqualsReference(_device, _gemm);
        var mix = new GemmProblem(Tokens, Width, Tokens)
        {
            LeadingB = Row,
            LeadingC = Heads * Width,
            OuterBatch = Batch,
            InnerBatch = Heads,
            OuterStride = (Heads * Tokens * Tokens, Tokens * Row, Tokens * Heads * Width),
            InnerStride = (Tokens * Tokens, Width, Width),
        };
        new GemmCase(mix).AssertEqualsReference(_device, _gemm);
        new GemmCase(mix with { Accumulate = true }) { WithBias = true, WithResidual = true }.AssertEqualsReference(_device, _gemm);
    }

    [Test]
    public void LargeMatricesOfABatchShareTheThreads()
    {
        var problem = new GemmProblem(260, 250, 240) { OuterBatch = 2, OuterStride = (260 * 240, 240 * 250, 260 * 250) };
        new GemmCase(problem).AssertEqualsReference(_device, _gemm);
    }

    [TestCase(400, 300, 500, false, true)]
    [TestCase(300, 600, 1700, true, false)]
    [TestCase(5, 700, 900, false, false)]
    [TestCase(4, 700, 900, false, true)]
    public void EveryNumberOfThreadsGivesTheSameBits(int m, int n, int k, bool transposeA, bool transposeB)
    {
        var gemmCase = new GemmCase(new GemmProblem(m, n, k) { TransposeA = transposeA, TransposeB = transposeB, Accumulate = true })
        {
            WithBias = true,
            Activation = ActivationFunction.Gelu,
        };
        var results = new List<float[]>();
        foreach (var threads in (int[])[1, 2, 3, 7])
        {
            using var device = new CpuDevice(threads);
            results.Add(gemmCase.Run(device, WideKernels.Create(device.Workers, device.Memory, vectorBits).Gemm));
        }
        foreach (var result in results) Assert.That(result.AsSpan().SequenceEqual(results[0]), Is.True);
    }

    [Test]
    public void NotANumberReachesItsRowOrColumnAndNoOther([Values(3, 40)] int m, [Values(3, 70)] int n, [Values] bool inA)
    {
        const int K = 20;
        var a = Enumerable.Repeat(1f, m * K).ToArray();
        var b = Enumerable.Repeat(1f, K * n).ToArray();
        if (inA) a[2 * K + 5] = float.NaN;
        else b[5 * n + 2] = float.NaN;
        var c = new float[m * n];
        var (viewA, viewB, viewC) = (_device.Allocate(a.Length).View, _device.Allocate(b.Length).View, _device.Allocate(c.Length).View);
        _device.Upload(a, viewA);
        _device.Upload(b, viewB);
        _gemm.Multiply(new GemmProblem(m, n, K), viewA, viewB, viewC);
        _device.Download(viewC, c);
        for (var i = 0; i < c.Length; i++) Assert.That(c[i], (inA ? i / n : i % n) == 2 ? Is.NaN : Is.EqualTo(K));
    }

    [Test]
    public void ACallAllocatesNothing()
    {
        var problem = new GemmProblem(200, 150, 300) { TransposeB = true };
        var (a, b, c) = (_device.Allocate(200 * 300).View, _device.Allocate(150 * 300).View, _device.Allocate(200 * 150).View);
        _gemm.Multiply(problem, a, b, c);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) _gemm.Multiply(problem, a, b, c);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
