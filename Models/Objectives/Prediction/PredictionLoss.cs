using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Prediction;

/// <summary>
/// The loss of some targets together, the mean over the targets that have a known value in the batch: of numbers the mean squared error of
/// all their known standardised values, which counts as much as there are numbers; of classes the cross-entropy with label smoothing and
/// class weights; of the time to an event the negative partial log-likelihood (Cox 1972) of the batch, with Breslow's treatment of ties. A
/// missing value has no part in any of them.
/// </summary>
public sealed class PredictionLoss
{
    /// <summary>Added to the log-hazard of a person who is not at risk any more, whose share of the sum is then 0.</summary>
    private const double NotAtRisk = -1e9;

    private readonly IReadOnlyList<PredictionTarget> _targets;
    private readonly double _smoothing;
    private readonly bool _quirks;
    private readonly int[] _firstOutput;
    private readonly int[] _numbers;
    private readonly Parameter?[] _classWeights;

    /// <summary>Prepares the loss.</summary>
    /// <param name="device">The device that computes.</param>
    /// <param name="targets">The targets, in the order of the outputs; numbers come first.</param>
    /// <param name="smoothing">Share of a class target that is spread evenly over the classes.</param>
    /// <param name="referenceQuirks">
    /// As published: a missing number counts as an error of 0 in the mean instead of having no part in it.
    /// </param>
    /// <exception cref="ArgumentException">Numbers are not the first targets.</exception>
    public PredictionLoss(Device device, IReadOnlyList<PredictionTarget> targets, double smoothing = 0, bool referenceQuirks = false)
    {
        ArgumentNullException.ThrowIfNull(targets);
        (_targets, _smoothing, _quirks) = (targets, smoothing, referenceQuirks);
        _numbers = [.. Enumerable.Range(0, targets.Count).Where(i => targets[i].Kind == TargetKind.Number)];
        if (_numbers.Length > 0 && _numbers[^1] != _numbers.Length - 1)
            throw new ArgumentException("the numbers must be the first targets");
        _firstOutput = new int[targets.Count];
        for (var i = 1; i < targets.Count; i++) _firstOutput[i] = _firstOutput[i - 1] + targets[i - 1].Outputs;
        Outputs = targets.Sum(target => target.Outputs);
        _classWeights = [.. targets.Select(target => Weights(device, target))];
    }

    /// <summary>Number of outputs of all targets together.</summary>
    public int Outputs { get; }

    /// <summary>The loss of a batch, a scalar; 0 without a gradient if nothing in the batch is known.</summary>
    /// <param name="outputs">[batch, <see cref="Outputs"/>].</param>
    /// <param name="truth">The true values.</param>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public Tensor Of(Tensor outputs, TargetBatch truth)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(truth);
        if (outputs.Shape.Rank != 2 || outputs.Shape[0] != truth.Count || outputs.Shape[1] != Outputs)
            throw new ShapeException("prediction loss", $"outputs have shape {outputs.Shape}, expected [{truth.Count}, {Outputs}]");
        using var scope = TensorScope.Open();
        Tensor? total = null;
        double weights = 0;
        Add(Numbers(outputs, truth));
        for (var i = _numbers.Length; i < _targets.Count; i++)
            Add(_targets[i].Kind == TargetKind.Classes ? Classes(outputs, truth, i) : TimeToEvent(outputs, truth, i));
        return scope.Keep(total?.Scale(1 / weights) ?? outputs.Sum().Scale(0));

        void Add((Tensor Loss, double Weight)? part)
        {
            if (part is not { } known) return;
            total = total is null ? known.Loss.Scale(known.Weight) : total.AddScaled(known.Loss, 1, known.Weight);
            weights += known.Weight;
        }
    }

    private (Tensor, double)? Numbers(Tensor outputs, TargetBatch truth)
    {
        var count = _numbers.Length;
        if (count == 0) return null;
        var size = truth.Count * count;
        double[] values = new double[size], known = new double[size];
        var seen = new bool[count];
        var sum = 0;
        for (var b = 0; b < truth.Count; b++)
        {
            for (var t = 0; t < count; t++)
            {
                var value = Mixed(truth, b, t);
                if (double.IsNaN(value)) continue;
                (values[b * count + t], known[b * count + t], seen[t]) = (value, 1, true);
                sum++;
            }
        }
        if (sum == 0) return null;
        var shape = new Shape(truth.Count, count);
        var predicted = Columns(outputs, 0, count);
        var target = Tensor.From(outputs.Device, shape, values);
        if (sum < size) predicted *= Tensor.From(outputs.Device, shape, known);
        return (predicted.SquaredError(target, _quirks ? size : sum), _quirks ? count : seen.Count(true));
    }

    /// <summary>A number, or the weighted mean of a sample's and its partner's.</summary>
    private static double Mixed(TargetBatch truth, int sample, int target)
    {
        var own = truth.Values[sample * truth.Targets + target];
        if (!truth.IsMixed) return own;
        var share = truth.Shares[sample];
        return share == 1 ? own : share * own + (1 - share) * truth.Values[truth.Partners[sample] * truth.Targets + target];
    }

    private (Tensor, double)? Classes(Tensor outputs, TargetBatch truth, int target)
    {
        var classes = _targets[target].Outputs;
        var logits = Columns(outputs, _firstOutput[target], classes);
        var labels = new int[truth.Count];
        for (var b = 0; b < labels.Length; b++)
            labels[b] = truth.Values[b * truth.Targets + target] is var value && double.IsNaN(value) ? -1 : (int)value;
        if (Array.TrueForAll(labels, label => label < 0)) return null;
        var weights = _classWeights[target];
        if (!truth.IsMixed)
            return (logits.CrossEntropy(Tensor.FromIndices(logits.Device, new Shape(labels.Length), labels), weights, _smoothing), 1);
        // Rows without a known class in both parts stay out of the mean: they are gathered no further.
        List<int> rows = [.. Enumerable.Range(0, labels.Length).Where(b => labels[b] >= 0 && labels[truth.Partners[b]] >= 0)];
        if (rows.Count == 0) return null;
        var distributions = new double[rows.Count * classes];
        for (var i = 0; i < rows.Count; i++)
        {
            var (b, share) = (rows[i], truth.Shares[rows[i]]);
            distributions[i * classes + labels[b]] += share;
            distributions[i * classes + labels[truth.Partners[b]]] += 1 - share;
        }
        if (rows.Count < labels.Length)
            logits = logits.GatherRows(Tensor.FromIndices(logits.Device, new Shape(rows.Count), [.. rows]));
        return (
            logits.CrossEntropy(Tensor.From(logits.Device, new Shape(rows.Count, classes), distributions), weights, _smoothing), 1);
    }

    /// <summary>
    /// For each event, the cross-entropy of "it was this person" among all who were observed as long: the log-hazards are the logits.
    /// </summary>
    private (Tensor, double)? TimeToEvent(Tensor outputs, TargetBatch truth, int target)
    {
        var count = truth.Count;
        var labels = new int[count];
        var risk = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            var (occurred, time) = (truth.Values[i * truth.Targets + target], truth.Times[i * truth.Targets + target]);
            labels[i] = occurred == 1 && !double.IsNaN(time) ? i : -1;
            for (var j = 0; j < count; j++)
            {
                var (event2, time2) = (truth.Values[j * truth.Targets + target], truth.Times[j * truth.Targets + target]);
                if (double.IsNaN(event2) || !(time2 >= time)) risk[i * count + j] = NotAtRisk;
            }
        }
        if (Array.TrueForAll(labels, label => label < 0)) return null;
        var hazards = Columns(outputs, _firstOutput[target], 1).Reshape(1, count).BroadcastTo(new Shape(count, count));
        var atRisk = Tensor.From(outputs.Device, new Shape(count, count), risk);
        return ((hazards + atRisk).CrossEntropy(Tensor.FromIndices(outputs.Device, new Shape(count), labels)), 1);
    }

    private Tensor Columns(Tensor outputs, int first, int count) =>
        count == Outputs ? outputs : outputs.Slice(1, first..(first + count));

    private static Parameter? Weights(Device device, PredictionTarget target)
    {
        if (target.ClassWeights.Count == 0) return null;
        var weights = new Parameter(device, new Shape(target.Outputs), trainable: false);
        weights.Set([.. target.ClassWeights]);
        return weights;
    }
}
