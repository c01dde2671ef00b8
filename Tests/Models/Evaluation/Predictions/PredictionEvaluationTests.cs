using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Models.Evaluation.Predictions;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Predictions;

public sealed class PredictionEvaluationTests
{
    private const int Cases = 120;

    private static readonly EvaluationOptions Options = new() { Bootstrap = new BootstrapOptions(200, Seed: 3) };

    /// <summary>Two recordings of each person.</summary>
    private static readonly string[] People = [.. Enumerable.Range(0, Cases).Select(i => $"p{i / 2}")];

    [Test]
    public void Two_classes()
    {
        var (truth, probabilities) = RandomCases.Binary(Cases, seed: 1);
        var withMissing = truth.ToDoubles();
        (withMissing[3], withMissing[50], probabilities[3]) = (double.NaN, double.NaN, double.NaN);
        var report = PredictionEvaluation.Of(new BinaryTarget(withMissing, probabilities), People, Options);
        int[] known = [.. Enumerable.Range(0, Cases).Where(i => i is not (3 or 50))];
        var (ofKnown, scores) = (Array.ConvertAll(known, i => truth[i]), Array.ConvertAll(known, i => probabilities[i]));
        var confusion = ConfusionMatrix.Of(ofKnown, scores);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Omitted, Is.Empty);
            Assert.That(
                report.Metrics.Select(metric => (metric.Metric, metric.Value)),
                Is.EqualTo(
                [
                    ("auroc", RankingMetrics.Auroc(ofKnown, scores)),
                    ("auprc", RankingMetrics.AveragePrecision(ofKnown, scores)),
                    ("sensitivity_at_specificity_0.9", new RankedScores(ofKnown, scores).SensitivityAtSpecificity(0.9)),
                    ("f1", confusion.F1),
                    ("accuracy", confusion.Accuracy),
                    ("balanced_accuracy", confusion.BalancedAccuracy),
                    ("mcc", confusion.MatthewsCorrelation),
                    ("sensitivity", confusion.Sensitivity),
                    ("specificity", confusion.Specificity),
                    ("brier", ProbabilityMetrics.Brier(ofKnown, scores)),
                    ("log_loss", ProbabilityMetrics.LogLoss(ofKnown, scores)),
                    ("ece", ProbabilityMetrics.ExpectedCalibrationError(ofKnown, scores)),
                ]).Within(1e-12));
            Assert.That(report.Metrics, Has.All.Matches<EvaluatedMetric>(metric =>
                metric.Low <= metric.High && metric is { Label: null, Cases: Cases - 2, Missing: 2 }
                && metric.Events == ofKnown.Count(isPositive => isPositive)));
        }
    }

    [Test]
    public void The_interval_is_that_of_people()
    {
        var (truth, probabilities) = RandomCases.Binary(Cases, seed: 1);
        var auroc = PredictionEvaluation.Of(new BinaryTarget(truth.ToDoubles(), probabilities), People, Options).Find("auroc")!;
        var expected = BootstrapInterval.Of(
            Cases / 2,
            drawn =>
            {
                var cases = new List<int>();
                foreach (var person in drawn) cases.AddRange([2 * person, 2 * person + 1]);
                return RankingMetrics.Auroc([.. cases.Select(i => truth[i])], [.. cases.Select(i => probabilities[i])]);
            },
            200, seed: 3);
        Assert.That((auroc.Low, auroc.High), Is.EqualTo((expected.Low, expected.High)).Within(1e-12));
    }

    [Test]
    public void Several_classes()
    {
        var (truth, probabilities) = RandomCases.Classes(Cases, 3, seed: 2);
        var report = PredictionEvaluation.Of(new ClassTarget(["a", "b", "c"], truth.ToDoubles(), probabilities), People, Options);
        var confusion = ClassConfusionMatrix.Of(truth, ProbabilityMetrics.LargestClasses(probabilities, 3), 3);
        Assert.That(
            report.Metrics.Select(metric => (metric.Metric, metric.Value)),
            Is.EqualTo(
            [
                ("auroc", RankingMetrics.OneVersusRest(RankingMetrics.Auroc, truth, probabilities, 3)),
                ("auprc", RankingMetrics.OneVersusRest(RankingMetrics.AveragePrecision, truth, probabilities, 3)),
                ("f1", confusion.MacroF1),
                ("accuracy", confusion.Accuracy),
                ("balanced_accuracy", confusion.BalancedAccuracy),
                ("mcc", confusion.MatthewsCorrelation),
                ("brier", ProbabilityMetrics.Brier(truth, probabilities, 3)),
                ("log_loss", ProbabilityMetrics.LogLoss(truth, probabilities, 3)),
                ("ece", ProbabilityMetrics.ExpectedCalibrationError(truth, probabilities, 3)),
            ]).Within(1e-12));
        Assert.That(report.Metrics, Has.All.Matches<EvaluatedMetric>(metric => metric.Low < metric.High && metric.Events is null));
    }

    [Test]
    public void Several_labels_and_their_mean()
    {
        var (first, ofFirst) = RandomCases.Binary(Cases, seed: 1);
        var (second, ofSecond) = RandomCases.Binary(Cases, seed: 2, signal: 0.1);
        double[] rare = [.. Enumerable.Range(0, Cases).Select(i => i < 2 ? 1.0 : 0)];
        double[] truth = [.. Enumerable.Range(0, Cases).SelectMany(i => new[] { first[i] ? 1 : 0, second[i] ? 1 : 0, rare[i] })];
        double[] probabilities = [.. Enumerable.Range(0, Cases).SelectMany(i => new[] { ofFirst[i], ofSecond[i], 0.5 })];
        var report = PredictionEvaluation.Of(new LabelsTarget(["af", "lbbb", "rare"], truth, probabilities), People, Options);
        var (a, b, mean) = (report.Find("auroc", "af")!, report.Find("auroc", "lbbb")!, report.Find("auroc")!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(a.Value, Is.EqualTo(RankingMetrics.Auroc(first, ofFirst)).Within(1e-12));
            Assert.That(mean.Value, Is.EqualTo((a.Value + b.Value) / 2).Within(1e-12));
            Assert.That(mean.High - mean.Low, Is.LessThan(Math.Max(a.High - a.Low, b.High - b.Low)));
            Assert.That(mean.Cases, Is.EqualTo(2 * Cases));
            Assert.That(
                report.Omitted,
                Is.EqualTo([new OmittedMetric("rare", null, "too few positive cases: 2, at least 5 are needed", Cases, 2, 0)]));
        }
    }

    [Test]
    public void Numbers_and_their_mean()
    {
        var (first, ofFirst) = RandomCases.Numbers(Cases, seed: 1);
        var (second, ofSecond) = RandomCases.Numbers(Cases, seed: 2);
        second[7] = double.NaN;
        var target = new NumbersTarget(
            ["lvef", "lvm", "constant"], [.. Enumerable.Range(0, Cases).SelectMany(i => new[] { first[i], second[i], 5 })],
            [.. Enumerable.Range(0, Cases).SelectMany(i => new[] { ofFirst[i], ofSecond[i], ofFirst[i] })]);
        var report = PredictionEvaluation.Of(target, People, Options);
        var expected = RegressionMetrics.Of(first, ofFirst);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                report.Metrics.Where(metric => metric.Label == "lvef").Select(metric => (metric.Metric, metric.Value)),
                Is.EqualTo([("rmse", expected.Rmse), ("mae", expected.Mae), ("pcc", expected.Pearson), ("r2", expected.RSquared)])
                    .Within(1e-10));
            Assert.That(report.Find("rmse", "lvm"), Has.Property("Missing").EqualTo(1).And.Property("Cases").EqualTo(Cases - 1));
            Assert.That(report.Find("mae")!.Value, Is.EqualTo(
                new[] { "lvef", "lvm", "constant" }.Average(name => report.Find("mae", name)!.Value)).Within(1e-10));
            Assert.That(
                report.Omitted.Select(omitted => (omitted.Label, omitted.Metric, omitted.Reason)),
                Is.EqualTo([("constant", "pcc", "the metric has no value for these cases")]));
            Assert.That(report.Find("pcc")!.Value, Is.EqualTo(
                new[] { "lvef", "lvm" }.Average(name => report.Find("pcc", name)!.Value)).Within(1e-10));
        }
    }

    [Test]
    public void Time_to_event()
    {
        var (times, hasEvent, risks) = RandomCases.Survival(Cases, seed: 1);
        var found = PredictionEvaluation.Of(new SurvivalTarget(times, hasEvent, risks), People, Options).Metrics.Single();
        Assert.That((found.Metric, found.Events), Is.EqualTo(("concordance", hasEvent.Count(happened => happened))));
        Assert.That(found.Value, Is.EqualTo(SurvivalConcordance.Of(times, hasEvent, risks)).Within(1e-12));
        Assert.That(found.Value, Is.InRange(found.Low, found.High));
    }

    [Test]
    public void Runs_are_averaged_and_widen_the_interval()
    {
        var (truth, predictions) = RandomCases.Numbers(Cases, seed: 1);
        var runs = new[] { 0.0, 15, 30 }.Select(PredictedTarget (shift) =>
            new NumbersTarget(["lvef"], truth, Array.ConvertAll(predictions, value => value + shift))).ToArray();
        var (one, all) = (PredictionEvaluation.Of(runs[1], People, Options).Find("mae", "lvef")!,
            PredictionEvaluation.OfRuns(runs, People, Options).Find("mae", "lvef")!);
        var alike = PredictionEvaluation.OfRuns([runs[1], runs[1]], People, Options).Find("mae", "lvef")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Value, Is.EqualTo(
                runs.Average(run => PredictionEvaluation.Of(run, People, Options).Find("mae", "lvef")!.Value)).Within(1e-12));
            Assert.That(all.High - all.Low, Is.GreaterThan(1.2 * (one.High - one.Low)));
            Assert.That((alike.Low, alike.High), Is.EqualTo((one.Low, one.High)).Within(1e-12));
        }
    }

    [Test]
    public void Differences_are_paired()
    {
        var (truth, predictions) = RandomCases.Numbers(Cases, seed: 1);
        var target = new NumbersTarget(["lvef"], truth, predictions);
        // Every error is 4 larger, in the direction that it has.
        var worse = new NumbersTarget(["lvef"], truth, [.. truth.Zip(predictions, (t, p) => p + 4 * Math.Sign(p - t))]);
        var difference = PredictionEvaluation.Difference([worse], [target], People, Options).Find("mae", "lvef")!;
        Assert.That((difference.Value, difference.Low, difference.High), Is.EqualTo((4.0, 4.0, 4.0)).Within(1e-9));
        var other = new NumbersTarget(["lvef"], predictions, predictions);
        Assert.That(
            () => PredictionEvaluation.Difference([other], [target], People, Options),
            Throws.ArgumentException.With.Message.Contains("same cases"));
    }

    [Test]
    public void Subgroups_have_their_own_metrics_or_a_reason()
    {
        var (truth, probabilities) = RandomCases.Binary(Cases, seed: 1);
        var target = new BinaryTarget(truth.ToDoubles(), probabilities);
        string?[] sex =
        [
            .. Enumerable.Range(0, Cases).Select(i => i / 2 == 0 ? null : i / 2 < 40 ? "female" : i / 2 < 55 ? "male" : "other"),
        ];
        var reports = PredictionEvaluation.Subgroups(target, People, PeopleGroup.ByText(sex), Options with { MinPeople = 10 });
        var cases = Enumerable.Range(2, 78).ToArray();
        var (female, male, other) = (reports[0], reports[1], reports[2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((female.Name, female.Cases, female.People), Is.EqualTo(("female", 78, 39)));
            Assert.That(female.Report.Find("auroc")!.Value, Is.EqualTo(RankingMetrics.Auroc(
                Array.ConvertAll(cases, i => truth[i]), Array.ConvertAll(cases, i => probabilities[i]))).Within(1e-12));
            Assert.That(male.Report.Metrics, Is.Not.Empty);
            Assert.That(other.Report.Metrics, Is.Empty);
            Assert.That(
                other.Report.Omitted.Single().Reason, Is.EqualTo("too few people: 5 with a known value, at least 10 are needed"));
        }
    }

    [Test]
    public void Groups_by_bounds()
    {
        var groups = PeopleGroup.ByBounds("age", [49.9, 50, 64, 65, double.NaN, 20], 50, 65);
        Assert.That(groups.Select(group => group.Name), Is.EqualTo(["age < 50", "50 ≤ age < 65", "age ≥ 65"]));
        Assert.That(groups.Select(group => group.Cases), Is.EqualTo(new int[][] { [0, 5], [1, 2], [3] }));
        Assert.That(() => PeopleGroup.ByBounds("age", [1], 65, 50), Throws.ArgumentException.With.Message.Contains("[65, 50]"));
    }

    [Test]
    public void Invalid_values_are_named()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new BinaryTarget([0, 2], [0, 0]), Throws.ArgumentException.With.Message.Contains("case 1: the true value 2"));
            Assert.That(() => new BinaryTarget([0, 1], [0, -3]), Throws.ArgumentException.With.Message.Contains("case 1: -3"));
            Assert.That(() => new ClassTarget(["a", "b"], [2], [0, 1]), Throws.ArgumentException.With.Message.Contains("true class 2"));
            Assert.That(
                () => new NumbersTarget(["a", "b"], [1, 2, 3, 4], [1, 2, 3, double.NaN]),
                Throws.ArgumentException.With.Message.Contains("b, case 1"));
            Assert.That(() => new LabelsTarget(["a"], [1, 0], [1]), Throws.ArgumentException);
            Assert.That(
                () => PredictionEvaluation.Of(new BinaryTarget([0], [0]), []), Throws.ArgumentException.With.Message.Contains("0 people"));
        }
    }

    [Test]
    public void Nothing_is_evaluated_without_cases()
    {
        var report = PredictionEvaluation.Of(new BinaryTarget([], []), [], Options);
        Assert.That(report.Metrics, Is.Empty);
        Assert.That(report.Omitted.Single().Reason, Does.StartWith("too few people: 0"));
        Assert.That(KnownCases.Of([1, double.NaN, 3]).Cases, Is.EqualTo([0, 2]));
    }
}
