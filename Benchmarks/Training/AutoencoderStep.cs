using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Reconstruction;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>Masked data modelling with AdamW; draws a mask in every step.</summary>
internal sealed class AutoencoderStep : TrainingStep
{
    private readonly StepOptions _options;
    private readonly MaskedAutoencoder _model;
    private readonly PatchMask _mask;
    private readonly int[] _recordings;
    private readonly float[] _signals;
    private readonly Shape _shape;

    public AutoencoderStep(Device device, StepOptions options) : base(device)
    {
        _options = options;
        var configuration = MaskedAutoencoderConfiguration.OfPreset(options.Preset) with { MaskRatio = options.MaskRatio };
        var encoder = configuration.Encoder;
        _model = new MaskedAutoencoder(device, Random.Branch("model"), configuration) { Training = true };
        Optimizer = new AdamW(ParameterGroup.SplitByDecay(_model.TrainableParameters(), weightDecay: 0.05), beta2: 0.95);
        _mask = new PatchMask(options.Batch, encoder.Patches, configuration.KeptPatches);
        _recordings = [.. Enumerable.Range(0, options.Batch)];
        _shape = new Shape(options.Batch, encoder.Channels, encoder.Leads, encoder.Samples);
        _signals = Noise("signals", _shape);
    }

    public override string Description => $"masked autoencoder '{_options.Preset}', mask ratio {_options.MaskRatio}";

    public override string Unit => "ECG";

    protected override Optimizer Optimizer { get; }

    protected override void Prepare(RandomSource random) => _mask.Draw(random, _recordings);

    protected override Tensor Loss(OperatorProfile? profile)
    {
        var x = Tensor.From(Device, _shape, _signals);
        profile?.Restart();
        return _model.Forward(x, _mask).Total;
    }
}
