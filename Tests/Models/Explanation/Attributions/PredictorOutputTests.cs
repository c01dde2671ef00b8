using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Tests.Models.Prediction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Explanation.Attributions;

/// <summary>Attributions of a small model with random weights, for every kind of target.</summary>
public sealed class PredictorOutputTests
{
    private static readonly string[] Targets = ["LVEDV_mL", "CAD", "NYHA", "death"];

    private readonly ReferenceDevice _reference = new();

    [OneTimeTearDown]
    public void CleanUp() => _reference.Dispose();

    [Test]
    public void The_value_is_that_of_the_prediction()
    {
        var predictor = Predictor(_reference);
        var (windows, prediction) = (Windows(predictor), predictor.Predict(Recording));
        Assert.That(Value("LVEDV_mL"), Is.EqualTo(prediction.Targets[0].Value).Within(1e-9));
        var probability = prediction.Targets[1].Value;
        Assert.That(Value("CAD"), Is.EqualTo(Math.Log(probability / (1 - probability))).Within(1e-9));
        // The logarithms of the probabilities have the differences of the logits.
        double[] logs = [.. prediction.Targets[2].Probabilities.Select(share => Math.Log(share))];
        for (var index = 0; index < 3; index++)
            Assert.That(
                new PredictorOutput(predictor, "NYHA", index).Mean(windows), Is.EqualTo(1.5 * (logs[index] - logs.Average())).Within(1e-9));
        Assert.That(Value("death"), Is.EqualTo(Math.Log(prediction.Targets[3].Value)).Within(1e-9));
        Assert.That(new PredictorOutput(predictor, "LVEDV_mL").Unit, Is.EqualTo("mL"));

        double Value(string target) => new PredictorOutput(predictor, target).Mean(windows);
    }

    [TestCase(TokenPooling.Mean, PredictionHead.Linear)]
    [TestCase(TokenPooling.Attention, PredictionHead.NormalizedLinear)]
    [TestCase(TokenPooling.ClassToken, PredictionHead.Linear)]
    public void The_gradient_is_that_of_the_value(TokenPooling pooling, PredictionHead head)
    {
        var predictor = Predictor(_reference, pooling, head);
        var windows = Windows(predictor);
        foreach (var target in Targets)
        {
            var output = new PredictorOutput(predictor, target);
            var gradient = output.Gradients(windows);
            foreach (var i in (int[])[0, 137, 2399, 2400, 4000])
            {
                const double Step = 1e-5;
                var (up, down) = ((double[])windows.Clone(), (double[])windows.Clone());
                up[i] += Step;
                down[i] -= Step;
                var window = i / 2400;
                var slope = (output.Values(up)[window] - output.Values(down)[window]) / (2 * Step);
                // Central differences in double: the error is of the order of Step² and of rounding over Step.
                Assert.That(gradient[i], Is.EqualTo(slope).Within(1e-6 * output.Scale), $"{target}, sample {i}");
            }
        }
    }

    [Test]
    public void Integrated_gradients_are_complete_for_every_target_and_leave_the_weights_trainable()
    {
        using var device = new CpuDevice(1);
        var predictor = Predictor(device);
        foreach (var target in Targets)
        {
            var result = IntegratedGradients.Of(new PredictorOutput(predictor, target), Windows(predictor));
            Assert.That(result.IsComplete, Is.True, $"{target}: residual {result.Residual} after {result.Steps} steps");
            Assert.That(result.Map.Values, Has.Some.Not.Zero);
        }
        Assert.That(predictor.Model.TrainableParameters().Count(), Is.EqualTo(SmallPredictor.Create(device).TrainableParameters().Count()));
        Assert.That(predictor.Model.TrainableParameters().All(entry => entry.Parameter.Gradient.IsAbsent), Is.True);
    }

    [TestCase(AttributionMethod.IntegratedGradients)]
    [TestCase(AttributionMethod.Occlusion)]
    [TestCase(AttributionMethod.Rollout)]
    public void Maps_do_not_depend_on_threads_and_little_on_the_device(AttributionMethod method)
    {
        using var one = new CpuDevice(1);
        using var three = new CpuDevice(3);
        var alone = Map(one);
        Assert.That(Map(three), Is.EqualTo(alone));
        Assert.That(Map(one), Is.EqualTo(alone), "again");
        var exact = Map(_reference);
        // Single precision has 24 bits; gradients through two blocks lose some of them. The scale is that of the largest value.
        Assert.That(alone, Is.EqualTo(exact).Within(2e-4 * exact.Max(Math.Abs)));

        double[] Map(Device device)
        {
            var predictor = Predictor(device);
            return Attribution.Of(new PredictorOutput(predictor, "CAD"), Windows(predictor), method).Map.Values;
        }
    }

    [Test]
    public void An_unknown_target_is_refused_with_those_that_there_are() => Assert.That(
        () => new PredictorOutput(Predictor(_reference), "CDA"),
        Throws.ArgumentException.With.Message.EqualTo(
            "the model does not predict 'CDA'; its targets are LVEDV_mL, CAD, NYHA, death"));

    [Test]
    public void Windows_follow_each_other_in_the_prepared_recording()
    {
        var predictor = Predictor(_reference);
        var prepared = predictor.Prepare(Recording);
        var windows = predictor.Windows(prepared);
        Assert.That(windows, Has.Length.EqualTo(2 * 12 * 200));
        Assert.That(windows[(2400 + 3 * 200)..(2400 + 4 * 200)], Is.EqualTo(prepared[(3 * 500 + 200)..(3 * 500 + 400)]));
        Assert.That((predictor.WindowStartSeconds(0), predictor.WindowStartSeconds(1), predictor.WindowStartSeconds(2)),
            Is.EqualTo((0.0, 0.4, 1.0)));
    }

    private static EcgCmrNative.Data.Recordings.EcgRecording Recording => SyntheticEcg.Record(new EcgModel(), seed: 3, seconds: 1);

    private static EcgPredictor Predictor(
        Device device, TokenPooling pooling = TokenPooling.Mean, PredictionHead head = PredictionHead.Linear) =>
        new(device, SmallPredictor.Create(device, head, pooling), SmallPredictor.Card with { Head = head });

    private static double[] Windows(EcgPredictor predictor) =>
        Array.ConvertAll(predictor.Windows(predictor.Prepare(Recording)), sample => (double)sample);
}
