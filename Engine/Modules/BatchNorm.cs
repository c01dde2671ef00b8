using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Modules;

/// <summary>
/// Batch normalisation over all axes but the last (Ioffe and Szegedy 2015). In training it uses the batch's statistics and updates the
/// running ones. In inference, or if <see cref="Module.StatisticsAreFrozen"/>, it uses the running statistics.
/// </summary>
public sealed class BatchNorm : Layer
{
    private readonly double _epsilon;
    private readonly double _momentum;
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;
    private readonly Parameter _runningMean;
    private readonly Parameter _runningVariance;
    private readonly Parameter _batches;
    private readonly Parameter _one;

    /// <summary>Creates the layer with gain 1, shift 0, running mean 0 and running variance 1.</summary>
    /// <param name="device">Device of the parameters.</param>
    /// <param name="channels">Size of the last axis.</param>
    /// <param name="affine">With gain and shift.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">Weight of the batch in the running statistics.</param>
    public BatchNorm(Device device, int channels, bool affine = true, double epsilon = 1e-5, double momentum = 0.1)
    {
        ArgumentNullException.ThrowIfNull(device);
        _epsilon = epsilon;
        _momentum = momentum;
        var shape = new Shape(channels);
        if (affine)
        {
            _weight = Add("weight", new Parameter(device, shape));
            _bias = Add("bias", new Parameter(device, shape));
            device.Elementwise.Fill(_weight.Data, 1);
        }
        _runningMean = Add("running_mean", new Parameter(device, shape, trainable: false));
        _runningVariance = Add("running_var", new Parameter(device, shape, trainable: false));
        _batches = Add("num_batches_tracked", new Parameter(device, new Shape(), trainable: false));
        _one = new Parameter(device, new Shape(), trainable: false);
        device.Elementwise.Fill(_runningVariance.Data, 1);
        device.Elementwise.Fill(_one.Data, 1);
    }

    /// <summary>The layer plus a residual and a ReLU, in one kernel.</summary>
    public Tensor Forward(Tensor x, bool rectify, Tensor? residual = null)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(Compute(x, rectify, residual));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => Compute(x, rectify: false, residual: null);

    private Tensor Compute(Tensor x, bool rectify, Tensor? residual)
    {
        if (!Training || StatisticsAreFrozen)
            return x.FrozenBatchNorm(_weight, _bias, _epsilon, _runningMean, _runningVariance, residual, rectify);
        if (Tape.Current is { IsRecomputation: true }) return x.BatchNorm(_weight, _bias, _epsilon, residual: residual, rectify: rectify);
        x.Device.Elementwise.Add(_batches.Data, _one.Data, _batches.Data);
        return x.BatchNorm(_weight, _bias, _epsilon, _runningMean, _runningVariance, _momentum, residual, rectify);
    }
}
