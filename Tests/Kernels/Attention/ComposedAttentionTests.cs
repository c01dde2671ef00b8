using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Attention;

[TestFixture]
internal sealed class ComposedAttentionTests
{
    [TestCase(0, 1, 3, 3, 4)]
    [TestCase(2, 2, 0, 3, 4)]
    [TestCase(2, 2, 3, 0, 4)]
    [TestCase(1, 1, 1, 1, 1)]
    [TestCase(2, 3, 7, 5, 3)]
    [TestCase(2, 6, 60, 60, 64)]
    [TestCase(1, 2, 47, 301, 32)]
    public void AgreesWithTheReference(int batch, int heads, int queries, int keys, int width) =>
        Check(AttentionRun.Packed(batch, heads, queries, keys, width));

    [Test]
    public void AFewSamplesAtATimeAgreeWithTheReference() => Check(AttentionRun.Packed(5, 2, 4, 3, 8), maxScores: 2 * 2 * 4 * 3);

    [Test]
    public void WithoutAMapItWorksInMemoryOfThePoolAndGivesItBack()
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        var layout = HeadLayout.Packed(5, 2, 4);
        var (x, output, expected) = (run.Normal(40), run.Output(40), run.Output(40));
        var problem = new AttentionProblem(1, 2, 5, 5, 4, 0.5, layout, layout, layout);
        var before = device.Memory.BytesInUse;
        new ComposedAttention(device.Memory, device.Gemm, device.Softmax).Forward(problem, x, x, x, output, default, default);
        Assert.That(device.Memory.BytesInUse, Is.EqualTo(before));
        device.Attention.Forward(problem, x, x, x, expected, default, default);
        Assert.That(run.Read(output), Is.EqualTo(run.Read(expected)).Within(1e-6));
    }

    private static void Check(AttentionProblem problem, long maxScores = long.MaxValue) => KernelAgreement.Check(2e-6, run =>
    {
        var device = run.Device;
        var kernel = device is CpuDevice
            ? new ComposedAttention(device.Memory, device.Gemm, device.Softmax, maxScores)
            : device.Attention;
        var attention = new AttentionRun(run, kernel, problem);
        attention.Forward();
        return [attention.Output, attention.Map, .. attention.Backward()];
    });
}
