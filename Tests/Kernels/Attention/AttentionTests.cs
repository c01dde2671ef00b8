using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Attention;

[TestFixture]
internal sealed class AttentionTests
{
    private const double Precision = 2e-6;

    private static readonly int[][] Sizes =
    [
        // batch, heads, queries, keys, width
        [0, 1, 3, 3, 4], [1, 0, 3, 3, 4], [2, 2, 0, 3, 4], [2, 2, 3, 0, 4], [2, 2, 3, 5, 0],
        [1, 1, 1, 1, 1], [2, 3, 7, 5, 3], [1, 2, 61, 67, 17], [2, 1, 121, 33, 31],
        [2, 6, 60, 60, 64], [3, 8, 47, 301, 32], [1, 1, 301, 301, 64], [1, 2, 29, 2111, 5], [40, 1, 9, 17, 16],
    ];

    [TestCaseSource(nameof(Sizes))]
    public void ForwardAgrees(int batch, int heads, int queries, int keys, int width) => KernelAgreement.Check(Precision, run =>
    {
        var attention = new AttentionRun(run, run.Device.Attention, AttentionRun.Packed(batch, heads, queries, keys, width));
        attention.Forward();
        return [attention.Output, attention.LogSumExp, attention.Map];
    });

    [TestCaseSource(nameof(Sizes))]
    public void BackwardAgrees(int batch, int heads, int queries, int keys, int width) => KernelAgreement.Check(Precision, run =>
    {
        var attention = new AttentionRun(run, run.Device.Attention, AttentionRun.Packed(batch, heads, queries, keys, width));
        attention.Forward();
        return attention.Backward();
    });

    [Test]
    public void EveryVectorWidthAgrees([Values(128, 256, 512)] int bits) => KernelAgreement.Check(Precision, run =>
    {
        var attention = new AttentionRun(run, OfWidth(run.Device, bits), AttentionRun.Packed(2, 3, 67, 41, 19));
        attention.Forward();
        return [attention.Output, attention.LogSumExp, attention.Map, .. attention.Backward()];
    });

    [Test]
    public void HeadMajorQueriesGoWithPackedKeysAndOutput() => KernelAgreement.Check(Precision, run =>
    {
        var (batch, heads, queries, keys, width) = (2, 3, 11, 13, 6);
        var problem = AttentionRun.Packed(batch, heads, queries, keys, width) with
        {
            QueryLayout = HeadLayout.HeadMajor(queries, heads, width),
        };
        var attention = new AttentionRun(run, run.Device.Attention, problem);
        attention.Forward();
        return [attention.Output, .. attention.Backward()];
    });

    [Test]
    public void ANegativeScaleIsNoSpecialCase() => KernelAgreement.Check(Precision, run =>
    {
        var attention = new AttentionRun(run, run.Device.Attention, AttentionRun.Packed(1, 2, 9, 21, 8, scale: -0.5));
        attention.Forward();
        return [attention.Output, attention.LogSumExp, .. attention.Backward()];
    });

    // Whole numbers, so that the scores are exact. What remains is the rounding of L to a float near 10⁴, half of 2⁻¹⁰, which the
    // backward pass sees as a factor on P.
    [Test]
    public void ScoresOfTenThousandNeitherOverflowNorVanish() => KernelAgreement.Check(5e-4, run =>
    {
        var q = run.Of([.. Enumerable.Range(0, 30).Select(i => (float)(100 - (7 * i)))]);
        var k = run.Of([.. Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? 100f : -100 + (i % 5))]);
        var v = run.Normal(30);
        var problem = AttentionRun.Packed(1, 1, 30, 30, 1, scale: 1) with { KeyValueLayout = HeadLayout.Packed(30, 1, 1) };
        var (output, logSumExp, map) = (run.Output(30), run.Output(30), run.Output(900));
        var (dq, dk, dv) = (run.Output(30), run.Output(30), run.Output(30));
        run.Device.Attention.Forward(problem, q, k, v, output, logSumExp, map);
        run.Device.Attention.Backward(problem, q, k, v, output, logSumExp, run.Normal(30), dq, dk, dv);
        return [output, logSumExp, map, dv];
    });

    [Test]
    public void RowsOfTheMapSumToOne()
    {
        using var device = new CpuDevice(2);
        var run = new KernelRun(device);
        var attention = new AttentionRun(run, device.Attention, AttentionRun.Packed(2, 2, 19, 301, 8), deviation: 3);
        attention.Forward();
        foreach (var row in run.Read(attention.Map).Chunk(301)) Assert.That(row.Sum(), Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void ANaNStaysInItsRow()
    {
        using var device = new CpuDevice(2);
        var run = new KernelRun(device);
        var (output, logSumExp) = (run.Output(12), run.Output(3));
        var x = run.Normal(12);
        var q = run.Of([.. Enumerable.Range(0, 12).Select(i => i == 5 ? float.NaN : 1f)]);
        var layout = HeadLayout.Packed(3, 1, 4);
        device.Attention.Forward(new AttentionProblem(1, 1, 3, 3, 4, 1, layout, layout, layout), q, x, x, output, logSumExp, default);
        Assert.That(run.Read(output).Select(double.IsNaN), Is.EqualTo(Enumerable.Range(0, 12).Select(i => i / 4 == 1)));
        Assert.That(run.Read(logSumExp).Select(double.IsNaN), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public void ASecondCallAllocatesNothing()
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        var problem = AttentionRun.Packed(2, 2, 33, 65, 16);
        var attention = new AttentionRun(run, device.Attention, problem);
        attention.Forward();
        attention.Backward();
        var before = GC.GetAllocatedBytesForCurrentThread();
        attention.Forward();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void AViewThatIsTooShortIsRefused([Values] bool reference)
    {
        using Device device = reference ? new ReferenceDevice() : new CpuDevice(1);
        var run = new KernelRun(device);
        var (full, shorter) = (run.Normal(24), run.Normal(23));
        var layout = HeadLayout.Packed(3, 2, 4);
        var problem = new AttentionProblem(1, 2, 3, 3, 4, 1, layout, layout, layout);
        Assert.That(
            () => device.Attention.Forward(problem, full, shorter, full, run.Output(24), default, default),
            Throws.ArgumentException.With.Message.Contains("k has 23 elements").And.Message.Contains("24"));
        Assert.That(
            () => device.Attention.Backward(problem, full, full, full, full, run.Normal(6), full, full, full, shorter),
            Throws.ArgumentException.With.Message.Contains("dv has 23 elements"));
        Assert.That(
            () => device.Attention.Forward(problem with { Keys = -1 }, full, full, full, full, default, default),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static IAttention OfWidth(Device device, int bits) =>
        device is CpuDevice cpu ? WideKernels.Create(cpu.Workers, cpu.Memory, bits).Attention : device.Attention;
}
