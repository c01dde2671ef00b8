using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Attention;

[TestFixture]
internal sealed class AttentionGradientTests
{
    [TestCase(1, 1, 1, 1, 1)]
    [TestCase(2, 2, 3, 4, 5)]
    public void TheReferenceIsTheDerivative(int batch, int heads, int queries, int keys, int width)
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var problem = AttentionRun.Packed(batch, heads, queries, keys, width) with
        {
            KeyValueLayout = HeadLayout.HeadMajor(keys, heads, width),
        };
        var (queryElements, keyElements, rows) = (batch * queries * heads * width, batch * keys * heads * width, batch * heads * queries);
        var (q, k, v) = (run.Normal(queryElements), run.Normal(keyElements), run.Normal(keyElements));
        var (output, logSumExp, weights) = (run.Output(queryElements), run.Output(rows), run.Normal(queryElements));
        var (dq, dk, dv) = (run.Output(queryElements), run.Output(keyElements), run.Output(keyElements));

        void Forward() => device.Attention.Forward(problem, q, k, v, output, logSumExp, default);
        Forward();
        device.Attention.Backward(problem, q, k, v, output, logSumExp, weights, dq, dk, dv);

        GradientCheck.Check(run, q, output, weights, dq, Forward);
        GradientCheck.Check(run, k, output, weights, dk, Forward);
        GradientCheck.Check(run, v, output, weights, dv, Forward);
    }
}
