using EcgCmrNative.Models.Objectives.Prediction;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Prediction;

/// <summary>Turns the outputs of a model into predictions.</summary>
public static class TargetDecoder
{
    /// <summary>
    /// Calibrated probabilities of classes. A loss with class weights w teaches p(c)·w(c); the weights are taken out again before the
    /// temperature is applied.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="temperature">The temperature.</param>
    /// <param name="logits">A logit for each class.</param>
    /// <param name="probabilities">Receives a probability for each class.</param>
    public static void Probabilities(PredictionTarget target, double temperature, ReadOnlySpan<double> logits, Span<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(target);
        for (var i = 0; i < logits.Length; i++) probabilities[i] = Logit(target, i, logits[i]) / temperature;
        TensorPrimitives.SoftMax<double>(probabilities, probabilities);
    }

    /// <summary>A logit without the weight of its class in the loss.</summary>
    internal static double Logit(PredictionTarget target, int index, double output) =>
        target.ClassWeights.Count > 0 ? output - Math.Log(target.ClassWeights[index]) : output;

    /// <summary>The prediction of a target.</summary>
    /// <param name="calibrated">The target with its calibration.</param>
    /// <param name="outputs">Its outputs, the mean over the windows of a recording.</param>
    public static TargetPrediction Decode(CalibratedTarget calibrated, ReadOnlySpan<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(calibrated);
        var target = calibrated.Target;
        switch (target.Kind)
        {
            case TargetKind.Number:
                var value = target.Mean + target.Deviation * outputs[0];
                return new TargetPrediction(
                    target, value, value - calibrated.IntervalRadius, value + calibrated.IntervalRadius, Probabilities: [],
                    IsPositive: null);
            case TargetKind.Classes:
                var probabilities = new double[target.Outputs];
                Probabilities(target, calibrated.Temperature, outputs, probabilities);
                return target.IsBinary
                    ? Binary(calibrated, probabilities)
                    : new TargetPrediction(
                        target, target.ClassValues[TensorPrimitives.IndexOfMax<double>(probabilities)], Low: null, High: null,
                        probabilities, IsPositive: null);
            default:
                return new TargetPrediction(
                    target, Math.Exp(outputs[0] - calibrated.LogHazardOffset), Low: null, High: null, Probabilities: [], IsPositive: null);
        }
    }

    /// <summary>The interval is widened to the probability, which the temperature may have put outside.</summary>
    private static TargetPrediction Binary(CalibratedTarget calibrated, double[] probabilities)
    {
        var probability = probabilities[1];
        var interval = calibrated.ProbabilityInterval?.Of(probability);
        return new TargetPrediction(
            calibrated.Target, probability, interval is { Low: var low } ? Math.Min(low, probability) : null,
            interval is { High: var high } ? Math.Max(high, probability) : null, probabilities,
            probability >= (calibrated.Threshold ?? CalibratedTarget.DefaultThreshold));
    }
}
