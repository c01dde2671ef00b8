using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Prediction;

/// <summary>What calibration promises, on people of whom the truth is known by construction.</summary>
public sealed class PredictionCalibrationTests
{
    private static readonly string[] Labels = ["LVEDV_mL", "CAD", "NYHA", "death", "years"];

    /// <summary>
    /// A model that knows nothing but the classes' shares: balanced weights teach it even odds, and the shares come out again.
    /// </summary>
    [Test]
    public void ALossWithWeightsStillGivesTheShares()
    {
        using var device = new ReferenceDevice();
        double[] shares = [0.7, 0.2, 0.1];
        var target = SmallPredictor.Grade with { Prevalence = shares, ClassWeights = [.. shares.Select(share => 1 / (3 * share))] };
        var truth = new TargetBatch(10, 1);
        truth.Begin(10);
        for (var i = 0; i < 10; i++) truth.Values[i] = i < 7 ? 0 : i < 9 ? 1 : 2;
        var loss = new PredictionLoss(device, [target]);
        double[] logits = [0.9, -0.3, 0.2];
        for (var step = 0; step < 400; step++)
        {
            using var tape = new Tape();
            var x = Tensor.From(device, new Shape(10, 3), [.. Enumerable.Range(0, 10).SelectMany(_ => logits)]).TrackGradient();
            tape.Backward(loss.Of(x, truth));
            var gradient = new double[30];
            device.Download(x.Gradient, gradient);
            for (var i = 0; i < 30; i++) logits[i % 3] -= gradient[i];
        }
        Assert.That(logits[0] - logits[2], Is.Zero.Within(1e-6), "balanced");
        var probabilities = new double[3];
        TargetDecoder.Probabilities(target, 1, logits, probabilities);
        Assert.That(probabilities, Is.EqualTo(shares).Within(1e-6));
    }

    [TestCase(1, TestName = "ProbabilitiesOfAWeightedLossAreNearThePrevalence")]
    [TestCase(3, TestName = "LogitsThatAreThriceTooLargeAreDividedByThree")]
    [TestCase(0.5, TestName = "LogitsThatAreTooSmallAreEnlarged")]
    public void TheTemperatureIsFound(double scale)
    {
        var (validation, fresh) = (Simulate(4000, 1, scale), Simulate(4000, 2, scale));
        var calibrated = PredictionCalibration.Fit(validation)[1];
        // The standard error of the temperature from 4000 people is about 4 %.
        Assert.That(calibrated.Temperature, Is.EqualTo(scale).Within(15).Percent);
        double[] probabilities =
            [.. Enumerable.Range(0, fresh.Count).Select(i => TargetDecoder.Decode(calibrated, fresh.Outputs(i, 1)).Value)];
        Assert.That(probabilities.Average(), Is.EqualTo(fresh.Truth(1).Average()).Within(0.03));
        Assert.That(fresh.Truth(1).Average(), Is.LessThan(0.3), "rare, though the loss weights it like the other");
        var high = Enumerable.Range(0, fresh.Count).Where(i => probabilities[i] > 0.5).ToArray();
        Assert.That(high.Average(i => fresh.Truth(1)[i]), Is.EqualTo(high.Average(i => probabilities[i])).Within(0.08));
    }

    [Test]
    public void TheThresholdIsThatOfYoudensIndexAndDecides()
    {
        var validation = Simulate(1000, 3, 2);
        var calibrated = PredictionCalibration.Fit(validation)[1];
        Assert.That(calibrated.ThresholdRule, Does.EndWith("validation set"));
        var threshold = calibrated.Threshold!.Value;
        var decoded = Enumerable.Range(0, validation.Count)
            .Select(i => (Truth: validation.Truth(1)[i] == 1, TargetDecoder.Decode(calibrated, validation.Outputs(i, 1)))).ToArray();
        Assert.That(decoded.Select(one => one.Item2.IsPositive == (one.Item2.Value >= threshold)), Is.All.True);
        var best = decoded.Select(one => one.Item2.Value).Distinct().Max(at => Youden(at));
        Assert.That(Youden(threshold), Is.EqualTo(best).Within(1e-12));
        Assert.That(best, Is.GreaterThan(0.2));

        double Youden(double at) =>
            decoded.Where(one => one.Truth).Average(one => one.Item2.Value >= at ? 1.0 : 0)
            + decoded.Where(one => !one.Truth).Average(one => one.Item2.Value < at ? 1.0 : 0) - 1;
    }

    [Test]
    public void IntervalsContain95OfAHundredFreshValues()
    {
        var calibrated = PredictionCalibration.Fit(Simulate(1000, 4, 1))[0];
        Assert.That(calibrated.Target.Kind, Is.EqualTo(TargetKind.Number));
        var fresh = Simulate(8000, 5, 1);
        var inside = Enumerable.Range(0, fresh.Count).Average(i =>
        {
            var prediction = TargetDecoder.Decode(calibrated, fresh.Outputs(i, 0));
            Assert.That(prediction.High - prediction.Low, Is.EqualTo(2 * calibrated.IntervalRadius!.Value).Within(1e-9));
            return fresh.Truth(0)[i] >= prediction.Low && fresh.Truth(0)[i] <= prediction.High ? 1.0 : 0;
        });
        // Given the validation set, coverage is Beta with a standard deviation of 0.7 %.
        Assert.That(inside, Is.EqualTo(0.95).Within(0.03));
        // Errors have a standard deviation of 0.5·30 mL.
        Assert.That(calibrated.IntervalRadius, Is.EqualTo(1.96 * 15).Within(12).Percent);
    }

    [Test]
    public void ProbabilitiesHaveAnIntervalThatHoldsTheTrueProbability()
    {
        var calibrated = PredictionCalibration.Fit(Simulate(1000, 10, 3))[1];
        Assert.That(calibrated.ProbabilityInterval, Has.Property("Coverage").EqualTo(0.95).And.Property("Cases").EqualTo(1000));
        // The logit of the simulation is 2·normal − 2, and the model's is three times it.
        foreach (var logit in (double[])[-4, -3, -2, -1, 0, 1])
        {
            var prediction = TargetDecoder.Decode(calibrated, [Math.Log(0.625), 3 * logit + Math.Log(2.5)]);
            var (low, high) = (prediction.Low!.Value, prediction.High!.Value);
            Assert.That(prediction.Value, Is.InRange(low, high));
            // One fixed sample; that each interval holds in 95 % of samples is ProbabilityIntervalTests'.
            Assert.That(1 / (1 + Math.Exp(-logit)), Is.InRange(low, high), $"logit {logit}");
        }
    }

    [Test]
    public void RecordingsOfOnePersonCountOnceForTheInterval()
    {
        var calibrated = PredictionCalibration.Fit(Simulate(120, 11, 1, recordings: 4))[1];
        Assert.That(calibrated.ProbabilityInterval!.Cases, Is.EqualTo(30));
    }

    [Test]
    public void AHazardIsRelativeToTheMeanOfTheValidationSet()
    {
        var validation = Simulate(200, 6, 1);
        var calibrated = PredictionCalibration.Fit(validation)[3];
        var mean = Enumerable.Range(0, 200).Average(i => validation.Outputs(i, 3)[0]);
        Assert.That(calibrated.LogHazardOffset, Is.EqualTo(mean).Within(1e-9));
        Assert.That(TargetDecoder.Decode(calibrated, [calibrated.LogHazardOffset]).Value, Is.EqualTo(1));
        Assert.That(TargetDecoder.Decode(calibrated, [calibrated.LogHazardOffset + 1]).Value, Is.EqualTo(Math.E).Within(1e-12));
    }

    /// <summary>20 people at least; more recordings of one person do not help, and missing values do not count.</summary>
    [TestCase(19, 1, 0, false)]
    [TestCase(20, 1, 0, true)]
    [TestCase(10, 4, 0, false)]
    [TestCase(20, 1, 1, false)]
    [TestCase(60, 1, 30, true)]
    public void TooFewPeopleAreNotCalibrated(int people, int recordings, int missing, bool isCalibrated)
    {
        var all = PredictionCalibration.Fit(Simulate(people * recordings, 7, 3, recordings, missing));
        Assert.That(all.Select(target => target.Target.Name), Is.EqualTo(new[] { "LVEDV_mL", "CAD", "NYHA", "death" }));
        Assert.That(
            (all[0].IntervalRadius is not null, all[1].Threshold is not null, all[1].Temperature != 1, all[3].LogHazardOffset != 0),
            Is.EqualTo((isCalibrated, isCalibrated, isCalibrated, isCalibrated)));
        if (isCalibrated) return;
        Assert.That(TargetDecoder.Decode(all[0], [0.5]), Has.Property("Low").Null.And.Property("High").Null);
        Assert.That(all.Select(target => target.Temperature), Is.All.EqualTo(1));
    }

    [Test]
    public void WithoutAClassTheProbabilitiesStayAsTheyAre()
    {
        var records = Enumerable.Range(0, 40).Select(i => new CohortRecord($"r{i}", $"p{i}", [0])).ToArray();
        var outputs = new LabelledOutputs(
            [SmallPredictor.Disease], [.. Enumerable.Range(0, 80).Select(i => Math.Sin(i))], ["CAD"], records);
        var calibrated = PredictionCalibration.Fit(outputs).Single();
        Assert.That((calibrated.Temperature, calibrated.Threshold), Is.EqualTo((1.0, (double?)null)));
    }

    [Test]
    public void EveryKindIsEvaluatedOfThoseWhoseTruthIsKnown()
    {
        var fresh = Simulate(300, 8, 1, missing: 40);
        var report = fresh.Evaluate(
            PredictionCalibration.Fit(Simulate(300, 9, 1)), new EvaluationOptions { Bootstrap = new BootstrapOptions(50) });
        Assert.That(report.Omitted, Is.Empty);
        Assert.That(report.Metrics.Select(metric => metric.Metric), Is.SupersetOf(new[] { "auroc", "r2", "concordance" }));
        var concordance = report.Metrics.Single(metric => metric.Metric == "concordance");
        Assert.That((concordance.Cases, concordance.Missing, concordance.Label), Is.EqualTo((260, 40, "death")));
        Assert.That(concordance.Value, Is.GreaterThan(0.6));
        Assert.That(report.Metrics.Where(metric => metric.Label == "LVEDV_mL").Select(metric => metric.Cases), Is.All.EqualTo(260));
    }

    [Test]
    public void OutputsThatDoNotFitTheRecordsAreRefused()
    {
        CohortRecord[] records = [new("r", "p", [1])];
        Assert.That(
            () => new LabelledOutputs([SmallPredictor.Disease], [1, 2, 3], ["CAD"], records),
            Throws.ArgumentException.With.Message.Contains("3 outputs for 1 recordings and 2 outputs of each"));
        Assert.That(
            () => new LabelledOutputs([SmallPredictor.Disease], [1, 2], ["AF"], records),
            Throws.ArgumentException.With.Message.Contains("no label 'CAD'; their labels are AF"));
    }

    /// <summary>
    /// People with outputs and truths that follow from them: a number with an error of half a deviation; classes by their probabilities,
    /// with logits that are scaled and weighted as a loss with class weights leaves them; a time to an event, exponential.
    /// </summary>
    /// <param name="count">Recordings.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="scale">Factor on the logits.</param>
    /// <param name="recordings">Recordings of a person.</param>
    /// <param name="missing">The last recordings, without labels.</param>
    private static LabelledOutputs Simulate(int count, ulong seed, double scale, int recordings = 1, int missing = 0)
    {
        var draws = new RandomSource(seed).Stream("people");
        var outputs = new List<double>();
        var records = new CohortRecord[count];
        for (var i = 0; i < count; i++)
        {
            var (predicted, logit) = (draws.NextNormal(), 2 * draws.NextNormal() - 2);
            var (grade, hazard) = (draws.NextNormal(), draws.NextNormal() + 0.7);
            var isIll = draws.NextBernoulli(1 / (1 + Math.Exp(-logit)));
            var volume = 150 + 30 * (predicted + 0.5 * draws.NextNormal());
            var (time, end) = (-Math.Log(1 - draws.NextUniform()) / Math.Exp(hazard), 2 * draws.NextUniform());
            outputs.AddRange([
                predicted, Math.Log(0.625), scale * logit + Math.Log(2.5), grade, 0, -grade, hazard,
            ]);
            records[i] = new CohortRecord($"r{i}", $"p{i / recordings}", i >= count - missing
                ? [.. Enumerable.Repeat(float.NaN, Labels.Length)]
                : [
                    (float)volume, isIll ? 1 : 0, grade > 0.5 ? 1 : grade < -0.5 ? 4 : 2, time <= end ? 1 : 0, (float)Math.Min(time, end),
                ]);
        }
        return new LabelledOutputs(
            [SmallPredictor.Volume, SmallPredictor.Disease, SmallPredictor.Grade, SmallPredictor.Death], [.. outputs], Labels, records);
    }
}
