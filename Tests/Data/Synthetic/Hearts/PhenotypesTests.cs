using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Data.Synthetic.Hearts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Hearts;

internal sealed class PhenotypesTests
{
    private static readonly VirtualSubject[] Subjects = [.. Enumerable.Range(0, 300).Select(new VirtualCohort(3).Subject)];

    [Test]
    public void There_are_61_with_names_of_their_own()
    {
        Assert.That(Phenotypes.Names, Has.Count.EqualTo(61));
        Assert.That(Phenotypes.Names, Is.Unique);
        Assert.That(Phenotypes.Of(Subjects[0].Heart), Has.Length.EqualTo(61));
    }

    [Test]
    public void Derived_ones_follow_from_the_others_also_as_measured()
    {
        foreach (var values in Subjects.SelectMany(subject => new[] { Phenotypes.Of(subject.Heart), [.. subject.Measured] }))
        {
            if (double.IsNaN(values[0])) continue;
            Assert.That(values[2], Is.EqualTo(values[0] - values[1]).Within(1e-9));
            Assert.That(values[3], Is.EqualTo(100 * values[2] / values[0]).Within(1e-9));
        }
    }

    [TestCase(0, 0.03)]
    [TestCase(1, 0.05)]
    [TestCase(5, 0.04)]
    [TestCase(6, 0.04)]
    public void Measurement_errs_as_stated(int index, double error)
    {
        var errors = Subjects.Select(subject => subject.Measured[index] / Phenotypes.Of(subject.Heart)[index] - 1)
            .Where(double.IsFinite).ToArray();
        Assert.That(Math.Sqrt(errors.Average(e => e * e)), Is.EqualTo(error).Within(15).Percent);
        Assert.That(errors.Average(), Is.EqualTo(0).Within(4 * error / Math.Sqrt(errors.Length)));
    }

    [Test]
    public void Some_are_missing_by_group_and_some_by_segment()
    {
        double Missing(int index) => Subjects.Average(subject => double.IsNaN(subject.Measured[index]) ? 1.0 : 0.0);
        Assert.That(Missing(0), Is.InRange(0.003, 0.05));
        Assert.That(Missing(41), Is.InRange(0.03, 0.12));
        Assert.That(Subjects.Count(subject => double.IsNaN(subject.Measured[0]) != double.IsNaN(subject.Measured[5])), Is.Zero);
        Assert.That(Subjects.Any(subject => subject.Measured.Skip(10).Take(16).Count(double.IsNaN) == 1), Is.True);
    }
}
