using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Batch normalisation over all axes but the last, with the batch's own statistics; then, in the same kernel, a residual and a ReLU.
    /// </summary>
    /// <param name="x">[..., channels].</param>
    /// <param name="gamma">Gain, [channels], or null for 1.</param>
    /// <param name="beta">Shift, [channels], or null for 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="runningMean">[channels], updated towards the batch's mean; null to skip it.</param>
    /// <param name="runningVariance">[channels], updated towards the batch's unbiased variance; null to skip it.</param>
    /// <param name="momentum">Weight of the batch in the running statistics.</param>
    /// <param name="residual">Added to the normalised x; of x's shape, or null.</param>
    /// <param name="rectify">Apply the ReLU last.</param>
    /// <exception cref="ShapeException">The sizes do not match, or a channel has fewer than two values.</exception>
    public static Tensor BatchNorm(
        this Tensor x, Tensor? gamma, Tensor? beta, double epsilon, Tensor? runningMean = null, Tensor? runningVariance = null,
        double momentum = 0.1, Tensor? residual = null, bool rectify = false)
    {
        BatchNormOperator.RequireChannels(x, gamma, beta, runningMean, runningVariance);
        ShapeException.Require(
            "batch norm", x.Shape.Rows > 1, $"input {x.Shape} has fewer than two values per channel; statistics need two or more");
        var (device, channels) = (x.Device, x.Shape.Last);
        // Rows: means, sums of squares, reciprocal deviations.
        var statistics = Tensor.Uninitialized(device, new Shape(3, channels));
        var moments = statistics.Data.Slice(0, 2 * channels);
        device.BatchNorm.Moments(x.Shape.Rows, channels, x.Data, moments);
        device.BatchNorm.Normalizer(
            channels, x.Shape.Rows, moments, epsilon, statistics.Data.Slice(2 * channels, channels), momentum, runningMean?.Data ?? default,
            runningVariance?.Data ?? default);
        return BatchNormOperator.Apply(x, gamma, beta, statistics, statistics, epsilon, frozen: false, residual, rectify);
    }

    /// <summary>Batch normalisation with given statistics, which are constants for the gradient.</summary>
    /// <param name="x">[..., channels].</param>
    /// <param name="gamma">Gain, [channels], or null for 1.</param>
    /// <param name="beta">Shift, [channels], or null for 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels].</param>
    /// <param name="residual">Added to the normalised x; of x's shape, or null.</param>
    /// <param name="rectify">Apply the ReLU last.</param>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public static Tensor FrozenBatchNorm(
        this Tensor x, Tensor? gamma, Tensor? beta, double epsilon, Tensor mean, Tensor variance, Tensor? residual = null,
        bool rectify = false)
    {
        BatchNormOperator.RequireChannels(x, gamma, beta, mean, variance);
        var deviation = Tensor.Uninitialized(x.Device, new Shape(x.Shape.Last));
        x.Device.BatchNorm.FrozenNormalizer(x.Shape.Last, variance.Data, epsilon, deviation.Data);
        return BatchNormOperator.Apply(x, gamma, beta, mean, deviation, epsilon, frozen: true, residual, rectify);
    }
}

/// <summary>See <see cref="Kernels.BatchNorm.IBatchNorm"/>.</summary>
internal sealed class BatchNormOperator : Operator, IExemplified
{
    private readonly Tensor _x;
    private readonly Tensor? _gamma;
    private readonly Tensor? _beta;
    private readonly Tensor _mean;
    private readonly Tensor _deviation;
    private readonly double _epsilon;
    private readonly bool _frozen;
    private readonly Tensor? _residual;
    private readonly Tensor? _rectified;

    private BatchNormOperator(
        Tensor x, Tensor? gamma, Tensor? beta, Tensor mean, Tensor deviation, double epsilon, bool frozen, Tensor? residual,
        Tensor? rectified)
    {
        _x = Save(x);
        _gamma = gamma is null ? null : Save(gamma);
        _beta = beta;
        _mean = Save(mean);
        _deviation = Save(deviation);
        _epsilon = epsilon;
        _frozen = frozen;
        _residual = residual;
        _rectified = rectified is null ? null : Save(rectified);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("images", [Of(3, 4, 5, 6), Of(6), Of(6)], t => t[0].BatchNorm(t[1], t[2], 1e-5)),
        new("vectors, plain", [Of(9, 6)], t => t[0].BatchNorm(null, null, 1e-5)),
        new("frozen", [Of(4, 5), Of(5), Of(5), Constant(5), Constant(5) with { Low = 0.5, High = 1.5 }],
            t => t[0].FrozenBatchNorm(t[1], t[2], 1e-5, t[3], t[4])),
        new("ReLU", [Of(7, 5), Of(5), Of(5)], t => t[0].BatchNorm(t[1], t[2], 1e-5, rectify: true)),
        new("residual", [Of(2, 3, 5), Of(5), Of(5), Of(2, 3, 5)], t => t[0].BatchNorm(t[1], t[2], 1e-5, residual: t[3])),
        new("residual and ReLU", [Of(2, 3, 19), Of(19), Of(19), Of(2, 3, 19)],
            t => t[0].BatchNorm(t[1], t[2], 1e-5, residual: t[3], rectify: true)),
        new("input is the residual", [Of(7, 5)], t => t[0].BatchNorm(null, null, 1e-5, residual: t[0], rectify: true)),
        new("frozen, residual and ReLU", [Of(4, 5), Constant(5), Constant(5) with { Low = 0.5, High = 1.5 }, Of(4, 5)],
            t => t[0].FrozenBatchNorm(null, null, 1e-5, t[1], t[2], t[3], rectify: true)),
        new("two rows", [Of(2, 33)], t => t[0].BatchNorm(null, null, 1e-2)),
    ];

    public override string Name => "BatchNorm";

    /// <param name="x">[..., channels].</param>
    /// <param name="gamma">[channels] or null.</param>
    /// <param name="beta">[channels] or null.</param>
    /// <param name="mean">Starts with the channels' means.</param>
    /// <param name="deviation">Ends with the channels' reciprocal deviations.</param>
    /// <param name="epsilon">Was added to the variance.</param>
    /// <param name="frozen">Mean and deviation are constants.</param>
    /// <param name="residual">As x, or null.</param>
    /// <param name="rectify">Apply the ReLU last.</param>
    public static Tensor Apply(
        Tensor x, Tensor? gamma, Tensor? beta, Tensor mean, Tensor deviation, double epsilon, bool frozen, Tensor? residual, bool rectify)
    {
        if (residual is not null) ShapeException.Require("batch norm", "residual", residual.Shape, x.Shape);
        var channels = x.Shape.Last;
        var y = Tensor.Uninitialized(x.Device, x.Shape);
        x.Device.BatchNorm.Apply(
            x.Shape.Rows, channels, x.Data, Means(mean, channels), Deviations(deviation, channels), gamma?.Data ?? default,
            beta?.Data ?? default, residual?.Data ?? default, rectify, y.Data);
        if (Tape.Records(x, gamma, beta, residual))
            Tape.Record(y, new BatchNormOperator(x, gamma, beta, mean, deviation, epsilon, frozen, residual, rectify ? y : null));
        return y;
    }

    public static void RequireChannels(Tensor x, params ReadOnlySpan<Tensor?> perChannel)
    {
        ShapeException.Require("batch norm", x.Shape.Rank >= 2, $"input has shape {x.Shape}, expected [..., channels]");
        foreach (var tensor in perChannel)
        {
            if (tensor is not null) ShapeException.Require("batch norm", "gain, shift or statistic", tensor.Shape, new Shape(x.Shape.Last));
        }
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var (rows, channels) = (_x.Shape.Rows, _x.Shape.Last);
        var (mean, deviation) = (Means(_mean, channels), Deviations(_deviation, channels));
        var rectified = _rectified?.Data ?? default;
        var sums = device.Allocate(2 * channels);
        device.BatchNorm.BackwardSums(rows, channels, _x.Data, mean, deviation, rectified, dy, sums.View);
        _beta?.ReceiveGradient(sums.View.Slice(0, channels));
        _gamma?.ReceiveGradient(sums.View.Slice(channels, channels));
        if (_x.RequiresGradient)
        {
            var dx = _x.GradientSink(out var accumulate);
            device.BatchNorm.BackwardInput(
                rows, channels, rows, _x.Data, mean, deviation, _gamma?.Data ?? default, _epsilon, rectified, dy,
                _frozen ? default : sums.View, dx, accumulate);
        }
        sums.Release();
        if (_residual is not { RequiresGradient: true }) return;
        if (rectified.IsAbsent)
        {
            _residual.ReceiveGradient(dy);
            return;
        }

        // The output is positive exactly where the ReLU passes the gradient.
        var sink = _residual.GradientSink(out var add);
        device.Activation.Backward(ActivationFunction.Relu, rectified, dy, sink, add);
    }

    private static BufferView Means(Tensor statistics, int channels) => statistics.Data.Slice(0, channels);

    private static BufferView Deviations(Tensor statistics, int channels) =>
        statistics.Data.Slice(statistics.Shape.Count - channels, channels);
}
