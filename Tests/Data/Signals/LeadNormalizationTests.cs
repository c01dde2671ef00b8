using EcgCmrNative.Data.Signals;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals;

public class LeadNormalizationTests
{
    [TestCase(LeadNormalization.GroupWise, new[] { 0, 3, 6, 12 })]
    [TestCase(LeadNormalization.SampleWise, new[] { 0, 12 })]
    [TestCase(LeadNormalization.ChannelWise, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    public void Each_group_gets_mean_0_and_variance_1(LeadNormalization normalization, int[] bounds)
    {
        const int Length = 40;
        var samples = new double[12 * Length];
        for (var i = 0; i < samples.Length; i++) samples[i] = (i / Length + 1) * Math.Sin(i * 0.7) + i / Length;
        normalization.Apply(samples, 12);
        for (var group = 1; group < bounds.Length; group++)
        {
            var values = samples[(bounds[group - 1] * Length)..(bounds[group] * Length)];
            var mean = values.Average();
            Assert.That(mean, Is.Zero.Within(1e-12));
            Assert.That(values.Average(x => x * x), Is.EqualTo(1).Within(1e-9));
        }
    }

    [Test]
    public void None_changes_nothing()
    {
        double[] samples = [3, 1, 4];
        LeadNormalization.None.Apply(samples, 1);
        Assert.That(samples, Is.EqualTo(new double[] { 3, 1, 4 }));
    }

    [Test]
    public void A_constant_lead_becomes_zero()
    {
        double[] samples = [2, 2, 2, 2];
        LeadNormalization.ChannelWise.Apply(samples, 1);
        Assert.That(samples, Has.All.Zero);
    }

    [Test]
    public void Groups_need_the_12_leads() =>
        Assert.That(() => LeadNormalization.GroupWise.Apply(new double[80], 8),
            Throws.ArgumentException.With.Message.Contains("12 standard leads"));
}
