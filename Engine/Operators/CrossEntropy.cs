using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Mean cross-entropy of logits with labels or with distributions, a scalar. With labels and class weights the mean is a weighted one,
    /// as PyTorch's.
    /// </summary>
    /// <param name="logits">[..., classes].</param>
    /// <param name="targets">Labels, [...] of indices (a negative one leaves its row out), or distributions, [..., classes]. They get no
    /// gradient.</param>
    /// <param name="classWeights">[classes], or null for 1.</param>
    /// <param name="smoothing">Share of the target that is spread evenly over the classes, 0 to 1.</param>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public static Tensor CrossEntropy(this Tensor logits, Tensor targets, Tensor? classWeights = null, double smoothing = 0) =>
        CrossEntropyOperator.Apply(logits, targets, classWeights, smoothing);
}

/// <summary>See <see cref="Kernels.CrossEntropy.ICrossEntropy"/>.</summary>
internal sealed class CrossEntropyOperator : Operator, IExemplified
{
    private readonly Tensor _logits;
    private readonly Tensor _targets;
    private readonly Tensor? _weights;
    private readonly Tensor _saved;
    private readonly double _smoothing;

    private CrossEntropyOperator(Tensor logits, Tensor targets, Tensor? weights, double smoothing, Tensor saved)
    {
        _logits = Save(logits);
        _targets = Save(targets);
        _weights = weights is null ? null : Save(weights);
        _smoothing = smoothing;
        _saved = Save(saved);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("labels", [Of(3, 5)], t => t[0].CrossEntropy(Labels(t[0], 4, 0, 2))),
        new("smoothing", [Of(3, 5)], t => t[0].CrossEntropy(Labels(t[0], 1, 1, 2), smoothing: 0.1)),
        new("class weights, a row left out", [Of(4, 3), Weights(3)], t => t[0].CrossEntropy(Labels(t[0], 2, -1, 0, 2), t[1], 0.2)),
        new("distributions", [Of(3, 5), Weights(3, 5)], t => t[0].CrossEntropy(t[1])),
        new("distributions, class weights", [Of(3, 5), Weights(3, 5), Weights(5)], t => t[0].CrossEntropy(t[1], t[2], 0.1)),
        new("one class", [Of(2, 1)], t => t[0].CrossEntropy(Labels(t[0], 0, 0))),
    ];

    public override string Name => "CrossEntropy";

    public static Tensor Apply(Tensor logits, Tensor targets, Tensor? weights, double smoothing)
    {
        ShapeException.Require(
            "cross-entropy", logits.Shape.Rank >= 1 && logits.Shape.Last > 0, $"the logits {logits.Shape} have no classes");
        var (rows, classes) = (logits.Shape.Rows, logits.Shape.Last);
        var isDistribution = targets.Data.Buffer.Kind == ElementKind.Real;
        if (isDistribution) ShapeException.Require("cross-entropy", "distributions", targets.Shape, logits.Shape);
        else ShapeException.Require(
            "cross-entropy", targets.Shape.Count == rows, $"labels have shape {targets.Shape}, but there are {rows} rows of logits");
        if (weights is not null) ShapeException.Require("cross-entropy", "class weights", weights.Shape, new Shape(classes));
        ArgumentOutOfRangeException.ThrowIfNegative(smoothing);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smoothing, 1);

        var loss = Tensor.Uninitialized(logits.Device, new Shape());
        var saved = Tensor.Uninitialized(logits.Device, new Shape(rows + 1));
        logits.Device.CrossEntropy.Forward(
            rows, classes, logits.Data, targets.Data, weights?.Data ?? default, smoothing, saved.Data, loss.Data);
        if (Tape.Records(logits)) Tape.Record(loss, new CrossEntropyOperator(logits, targets, weights, smoothing, saved));
        return loss;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dz = _logits.GradientSink(out var accumulate);
        device.CrossEntropy.Backward(
            _logits.Shape.Rows, _logits.Shape.Last, _logits.Data, _targets.Data, _weights?.Data ?? default, _smoothing, _saved.Data,
            dy, dz, accumulate);
    }

    private static Tensor Labels(Tensor logits, params ReadOnlySpan<int> labels) =>
        Tensor.FromIndices(logits.Device, new Shape(labels.Length), labels);

    private static ExampleInput Weights(params ReadOnlySpan<int> sizes) => Constant(sizes) with { Low = 0.1 };
}
