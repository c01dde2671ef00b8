using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Cmr;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>An image encoder with Adam; the loss is the sum of the features times noise, whose gradient reaches everything.</summary>
internal sealed class CmrStep : TrainingStep
{
    private readonly StepOptions _options;
    private readonly CmrEncoder _encoder;
    private readonly Shape _shape;
    private readonly Shape _featureShape;
    private readonly float[] _images;
    private readonly float[] _probe;

    public CmrStep(Device device, StepOptions options) : base(device)
    {
        _options = options;
        _encoder = CmrPresets.Create(options.Model, device, Random.Branch("model"));
        _encoder.Training = true;
        Optimizer = new Adam([new ParameterGroup("all", [.. _encoder.TrainableParameters()]) { WeightDecay = 1e-4 }]);
        _shape = new Shape(options.Batch, options.Size, options.Size, _encoder.Channels);
        _images = Noise("images", _shape);
        _featureShape = new Shape(options.Batch, _encoder.Width);
        _probe = Noise("probe", _featureShape);
    }

    public override string Description => $"image encoder '{_options.Model}', {_options.Size} × {_options.Size} pixels";

    public override string Unit => "images";

    protected override Optimizer Optimizer { get; }

    protected override Tensor Loss(OperatorProfile? profile)
    {
        var images = Tensor.From(Device, _shape, _images);
        var probe = Tensor.From(Device, _featureShape, _probe);
        profile?.Restart();
        return _encoder.Forward(images).Multiply(probe).Sum();
    }
}
