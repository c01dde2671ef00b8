using System.Text.Json;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation.Probes;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Probes;

/// <summary>
/// 120 people with two rows each, whose embeddings show a hidden number with little noise (good), with much (poor), or not at all (blind).
/// </summary>
public sealed class ProbeComparisonTests
{
    private const int People = 120;
    private const int Rows = 2 * People;
    private const int Width = 4;
    private const int Resamples = 200;

    private static readonly string[] Names = ["number", "class", "seldom", "never", "constant"];

    [Test]
    public void ABetterEmbeddingIsFoundBetterByMoreThanItsInterval()
    {
        var report = ProbeComparison.Run(Task(), [Arm("poor", 1.5), Arm("good", 0.3)], resamples: Resamples);
        var (number, ofClass) = (report.Labels[0], report.Labels[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.TrainingRows, report.ValidationRows, report.TestRows, report.TestPatients), Is.EqualTo((120, 60, 60, 30)));
            Assert.That(number.Metric, Is.EqualTo("r2"));
            Assert.That(number.Arms[1].Metrics["r2"].Value, Is.EqualTo(1 / 1.09).Within(0.06));
            Assert.That(number.Arms[0].Metrics["r2"].Value, Is.EqualTo(1 / 3.25).Within(0.2));
            Assert.That(number.Arms[1].Differences["r2"].Low, Is.GreaterThan(0));
            Assert.That(
                number.Arms[1].Differences["r2"].Value,
                Is.EqualTo(number.Arms[1].Metrics["r2"].Value - number.Arms[0].Metrics["r2"].Value).Within(1e-12));
            Assert.That(number.Arms[0].Differences, Is.Empty);
            Assert.That(ofClass.Arms[1].Metrics.Keys, Is.EqualTo(["auroc", "auprc"]));
            Assert.That(
                ofClass.Arms[1].Metrics["auroc"].Value,
                Is.GreaterThan(0.9).And.GreaterThan(ofClass.Arms[0].Metrics["auroc"].Value));
            Assert.That(report.Labels[3].Skipped, Does.Contain("no known values in the training"));
            Assert.That(report.Labels[4].Skipped, Does.Contain("only one distinct value"));
        }
    }

    [Test]
    public void PairedDifferencesAreNarrowerThanTheirParts()
    {
        var arm = Arm("one", 1);
        var report = ProbeComparison.Run(Task(), [arm, arm with { Name = "the same" }, Arm("alike", 1.05)], resamples: Resamples);
        var arms = report.Labels[0].Arms;
        var (zero, small) = (arms[1].Differences["r2"], arms[2].Differences["r2"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((zero.Value, zero.Low, zero.High), Is.EqualTo((0.0, 0.0, 0.0)));
            Assert.That(small.High - small.Low, Is.LessThan((arms[2].Metrics["r2"].High - arms[2].Metrics["r2"].Low) / 2));
        }
    }

    [Test]
    public void RunsOfAnArmAreAveraged()
    {
        var (first, second) = (Arm("a", 0.4, seed: 1), Arm("b", 0.9, seed: 2));
        var report = ProbeComparison.Run(
            Task(), [first, second, new ProbeArm("both", [.. first.Runs, .. second.Runs])], resamples: Resamples);
        var arms = report.Labels[0].Arms;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(arms[2].Runs, Is.EqualTo([arms[0].Metrics["r2"].Value, arms[1].Metrics["r2"].Value]));
            Assert.That(arms[2].Metrics["r2"].Value, Is.EqualTo(arms[2].Runs.Average()).Within(1e-12));
        }
    }

    [Test]
    public void MeansAreOverTheLabelsOfAGroupThatCouldBeFitted()
    {
        var groups = new Dictionary<string, IReadOnlyList<string>> { ["size"] = ["number", "seldom", "never"] };
        var report = ProbeComparison.Run(Task(), [Arm("poor", 1.5), Arm("good", 0.3)], groups, Resamples);
        var group = report.Groups.Single();
        var members = report.Labels.Where(label => label.Label is "number" or "seldom").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((group.Group, group.Metric), Is.EqualTo(("size", "r2")));
            Assert.That(group.Labels, Is.EqualTo(["number", "seldom"]));
            Assert.That(group.Means[1].Value, Is.EqualTo(members.Average(label => label.Arms[1].Metrics["r2"].Value)).Within(1e-12));
            Assert.That(group.Differences[1].Value, Is.EqualTo(group.Means[1].Value - group.Means[0].Value).Within(1e-12));
            Assert.That(group.Differences[1].Low, Is.GreaterThan(0));
            Assert.That(
                () => ProbeComparison.Run(
                    Task(), [Arm("a", 1)], new Dictionary<string, IReadOnlyList<string>> { ["x"] = ["nothing"] }, Resamples),
                Throws.ArgumentException.With.Message.Contains("'nothing'"));
        }
    }

    [Test]
    public void WithoutInformationValidationChoosesAStrongPenalty()
    {
        var task = Task();
        var (blind, good) = (Fit(Arm("blind", double.PositiveInfinity)), Fit(Arm("good", 0.1)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(blind.Penalty, Is.GreaterThanOrEqualTo(1));
            Assert.That(good.Penalty, Is.LessThanOrEqualTo(0.1));
            Assert.That(good.ValidationScore, Is.GreaterThan(0.95));
        }

        LinearProbe Fit(ProbeArm arm) => LinearProbe.Fit(task, 0, arm.Runs[0].Values, arm.Runs[0].Width);
    }

    [Test]
    public void TheReportIsJson()
    {
        using var json = JsonDocument.Parse(ProbeComparison.Run(Task(), [Arm("only", 0.5)], resamples: Resamples).ToJson());
        var number = json.RootElement.GetProperty("Labels")[0];
        Assert.That(
            number.GetProperty("Arms")[0].GetProperty("Metrics").GetProperty("r2").GetProperty("Low").GetDouble(),
            Is.GreaterThan(0.3));
    }

    [Test]
    public void RefusesAPersonInTwoParts() => Assert.That(
        () => new ProbeTask(["a"], new double[4], ["p", "q", "r", "p"], [0], [1], [2, 3]),
        Throws.ArgumentException.With.Message.Contains("patient p is in the training set and in the test set"));

    private static double[] Hidden() => Normals(7, Rows);

    private static ProbeArm Arm(string name, double noise, ulong seed = 3)
    {
        var (hidden, normals) = (Hidden(), Normals(seed, Rows * Width));
        for (var row = 0; row < Rows; row++)
        {
            if (double.IsFinite(noise)) normals[row * Width + 1] = hidden[row] + noise * normals[row * Width + 1];
        }
        return new ProbeArm(name, [new ProbedEmbeddings(normals, Width)]);
    }

    /// <summary>The first 60 people to fit on, 30 to choose by, 30 to measure on.</summary>
    private static ProbeTask Task()
    {
        var hidden = Hidden();
        var labels = hidden.SelectMany(
            (h, row) => new[] { 100 + 20 * h, h > 0.3 ? 1 : 0, row % 3 == 0 ? double.NaN : -h, double.NaN, 1 }).ToArray();
        return new ProbeTask(
            Names, labels, [.. Enumerable.Range(0, Rows).Select(row => $"p{row / 2}")], [.. Enumerable.Range(0, 120)],
            [.. Enumerable.Range(120, 60)], [.. Enumerable.Range(180, 60)]);
    }

    private static double[] Normals(ulong seed, int count)
    {
        var draws = new Philox(seed, 5);
        return [.. Enumerable.Range(0, count).Select(_ => draws.NextNormal())];
    }
}
