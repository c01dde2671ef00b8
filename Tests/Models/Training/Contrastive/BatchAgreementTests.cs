using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.Contrastive;

public sealed class BatchAgreementTests
{
    /// <summary>Batches of 8, 8 and 4: top-1 is 1/8 in 16 samples and 1/4 in 4; the last batch has no top-5.</summary>
    [TestCase(1, 20, 8, (16 / 8.0 + 4 / 4.0) / 20)]
    [TestCase(5, 20, 8, 5 / 8.0)]
    [TestCase(1, 17, 8, 1 / 8.0, Description = "a last batch of one is left out")]
    [TestCase(1, 1, 8, 1, Description = "the only batch is not")]
    public void Chance_is_that_of_the_batches(int k, int samples, int batch, double expected) => Assert.That(
        BatchAgreement.Chance(k, samples, batch, minimum: 2), Is.EqualTo(expected).Within(1e-15));

    [Test]
    public void Without_a_batch_of_more_than_five_there_is_no_chance_of_top_5() =>
        Assert.That(BatchAgreement.Chance(5, 15, 5, minimum: 2), Is.NaN);

    /// <summary>Embeddings that are all alike score as chance does, in the log as in the formula.</summary>
    [Test]
    public void Embeddings_that_are_alike_are_at_chance()
    {
        using var device = new CpuDevice(threads: 1);
        var metrics = new MetricSums();
        foreach (var size in (int[])[8, 8, 7])
        {
            using var scope = TensorScope.Open();
            var alike = Tensor.From(device, new Shape(size, 3), Enumerable.Repeat(1f, 3 * size).ToArray());
            BatchAgreement.Add(metrics, alike, alike);
        }
        Assert.Multiple(() =>
        {
            Assert.That(metrics.Mean("top1"), Is.EqualTo(BatchAgreement.Chance(1, 23, 8, 2)).Within(1e-12));
            Assert.That(metrics.Mean("top5"), Is.EqualTo(BatchAgreement.Chance(5, 23, 8, 2)).Within(1e-12));
        });
    }
}
