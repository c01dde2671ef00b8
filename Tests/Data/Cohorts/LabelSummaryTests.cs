using EcgCmrNative.Data.Cohorts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

public sealed class LabelSummaryTests
{
    [Test]
    public void Numbers_have_mean_and_deviation_of_a_sample()
    {
        var summary = LabelSummary.Of([1, 2, float.NaN, 6]);
        Assert.Multiple(() =>
        {
            Assert.That((summary.Known, summary.Missing, summary.IsBinary, summary.Ones), Is.EqualTo((3, 1, false, 1)));
            // (4 + 1 + 9) / 2 = 7; a rounding error of the root is below 1e-15.
            Assert.That((summary.Mean, summary.Deviation), Is.EqualTo((3, Math.Sqrt(7))).Within(1e-15));
            Assert.That((summary.Lowest, summary.Highest), Is.EqualTo((1, 6)));
        });
    }

    [Test]
    public void Of_zeros_and_ones_the_mean_is_the_prevalence()
    {
        var summary = LabelSummary.Of([0, 1, 1, float.NaN, 0]);
        Assert.That((summary.IsBinary, summary.Ones, summary.Mean), Is.EqualTo((true, 2, 0.5)));
    }

    [Test]
    public void Without_values_there_is_no_figure()
    {
        var summary = LabelSummary.Of([float.NaN]);
        Assert.That((summary.Known, summary.Missing, summary.IsBinary), Is.EqualTo((0, 1, false)));
        Assert.That(new[] { summary.Mean, summary.Deviation, summary.Lowest, summary.Highest }, Is.All.NaN);
    }
}
