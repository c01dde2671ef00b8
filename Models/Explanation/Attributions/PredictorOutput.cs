using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>
/// What a predictor says of one target, before the step that is not linear: a number in its unit; the calibrated logit of the second of
/// two classes; the calibrated logit of a class less the mean of the others; the logarithm of a relative hazard.
/// </summary>
public sealed class PredictorOutput : EcgFunction
{
    private const int BatchSize = 32;

    private readonly EcgPredictor _predictor;
    private readonly double[] _weights;
    private readonly double _offset;

    /// <summary>Chooses an output.</summary>
    /// <param name="predictor">The predictor.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="classIndex">The class, for more than two; null for the first.</param>
    /// <exception cref="ArgumentException">The model does not predict the target, or has no transformer.</exception>
    public PredictorOutput(EcgPredictor predictor, string target, int? classIndex = null)
        : this(predictor, Find(predictor, target), classIndex ?? 0)
    {
    }

    private PredictorOutput(EcgPredictor predictor, int target, int classIndex)
        : base(GridOf(predictor), UnitOf(predictor.Card.Targets[target].Target), ScaleOf(predictor.Card.Targets[target].Target))
    {
        (_predictor, Calibrated) = (predictor, predictor.Card.Targets[target]);
        _weights = new double[predictor.Model.Outputs];
        var chosen = Calibrated.Target;
        var first = predictor.Card.Targets.Take(target).Sum(before => before.Target.Outputs);
        switch (chosen.Kind)
        {
            case TargetKind.Number:
                (_weights[first], _offset) = (chosen.Deviation, chosen.Mean);
                break;
            case TargetKind.Classes:
                var index = chosen.IsBinary ? 1 : classIndex;
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, chosen.Outputs, nameof(classIndex));
                ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(classIndex));
                for (var i = 0; i < chosen.Outputs; i++)
                {
                    var weight = (i == index ? 1 : -1.0 / (chosen.Outputs - 1)) / Calibrated.Temperature;
                    _weights[first + i] = weight;
                    _offset += weight * TargetDecoder.Logit(chosen, i, 0);
                }
                break;
            default:
                (_weights[first], _offset) = (1, -Calibrated.LogHazardOffset);
                break;
        }
    }

    /// <summary>The target, with its calibration.</summary>
    public CalibratedTarget Calibrated { get; }

    /// <inheritdoc/>
    public override double[] Values(double[] windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return _predictor.InTurn((device, model) =>
        {
            var values = new double[Grid.WindowsIn(windows.Length)];
            Batches(values.Length, (first, count) =>
            {
                using var scope = TensorScope.Open();
                var outputs = model.Forward(Input(device, windows, first, count)).ToDoubles();
                for (var i = 0; i < count; i++)
                    values[first + i] = _offset + TensorPrimitives.Dot(_weights, outputs.AsSpan(i * _weights.Length, _weights.Length));
            });
            return values;
        });
    }

    /// <inheritdoc/>
    public override double[] Gradients(double[] windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return _predictor.InTurn((device, model) =>
        {
            var gradients = new double[windows.Length];
            // Gradients of the weights are not needed.
            var trainable = model.TrainableParameters().Select(entry => entry.Parameter).ToArray();
            foreach (var parameter in trainable) parameter.Trainable = false;
            try
            {
                Batches(Grid.WindowsIn(windows.Length), (first, count) =>
                {
                    using var tape = new Tape();
                    var x = Input(device, windows, first, count).TrackGradient();
                    var outputs = model.Forward(x);
                    var chosen = Enumerable.Repeat(_weights, count).SelectMany(weights => weights).ToArray();
                    tape.Backward(outputs, Tensor.From(device, outputs.Shape, chosen));
                    device.Download(x.Gradient, gradients.AsSpan(first * Grid.WindowLength, count * Grid.WindowLength));
                });
            }
            finally
            {
                foreach (var parameter in trainable) parameter.Trainable = true;
            }
            return gradients;
        });
    }

    /// <summary>The attention of the model's encoder for each window.</summary>
    /// <param name="windows">[windows, leads, samples].</param>
    public EncoderAttention Attention(double[] windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return _predictor.InTurn((device, model) =>
        {
            using var scope = TensorScope.Open();
            return ((EcgEncoder)model.Encoder).Attention(Input(device, windows, 0, Grid.WindowsIn(windows.Length)));
        });
    }

    private static void Batches(int count, Action<int, int> compute)
    {
        for (var first = 0; first < count; first += BatchSize) compute(first, Math.Min(BatchSize, count - first));
    }

    private Tensor Input(Device device, double[] windows, int first, int count) => Tensor.From(
        device, new Shape(count, 1, Grid.Leads, Grid.Samples), windows.AsSpan(first * Grid.WindowLength, count * Grid.WindowLength));

    private static int Find(EcgPredictor predictor, string target)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        var names = predictor.Card.Targets.Select(calibrated => calibrated.Target.Name).ToList();
        return names.IndexOf(target) is >= 0 and var index
            ? index
            : throw new ArgumentException($"the model does not predict '{target}'; its targets are {string.Join(", ", names)}");
    }

    private static PatchGrid GridOf(EcgPredictor predictor)
    {
        if (predictor.Model.Encoder is not EcgEncoder { Configuration: var c })
            throw new ArgumentException("only models with a transformer of ECGs can be explained");
        return new PatchGrid(c.Leads, c.Samples, c.PatchLeads, c.PatchSamples);
    }

    private static string UnitOf(PredictionTarget target) => target.Kind switch
    {
        TargetKind.Number => target.Unit ?? $"units of {target.Name}",
        TargetKind.Classes => "logit",
        _ => "log hazard ratio",
    };

    private static double ScaleOf(PredictionTarget target) => target.Kind == TargetKind.Number ? target.Deviation : 1;
}
