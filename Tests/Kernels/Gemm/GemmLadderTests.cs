using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Gemm.Ladder;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gemm;

[TestFixture(typeof(NaiveGemm))]
[TestFixture(typeof(BlockedGemm))]
[TestFixture(typeof(VectorGemm))]
[TestFixture(typeof(RegisterTiledGemm))]
internal sealed class GemmLadderTests<TStep>
    where TStep : IGemmStep
{
    [Test]
    public void EveryStepIsTheSameProduct([Values(0, 1, 4, 7, 33)] int m, [Values(1, 31, 64, 70, 300)] int n, [Values(0, 1, 19, 270)] int k)
    {
        var random = new Random(1);
        var a = new float[m * k];
        var b = new float[k * n];
        for (var i = 0; i < a.Length; i++) a[i] = random.Next(-8, 9);
        for (var i = 0; i < b.Length; i++) b[i] = random.Next(-8, 9);
        var c = new float[m * n];
        Array.Fill(c, float.NaN);
        TStep.Multiply(m, n, k, a, b, c);

        // Small whole numbers: every order of summation is exact.
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = 0;
                for (var l = 0; l < k; l++) sum += (int)a[i * k + l] * (int)b[l * n + j];
                Assert.That(c[i * n + j], Is.EqualTo((float)sum));
            }
        }
    }
}
