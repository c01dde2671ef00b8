using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>Fine-tuning of an ECG encoder with attention pooling for one target of two classes, with AdamW.</summary>
internal sealed class FineTuningStep : TrainingStep
{
    private const double DropPath = 0.1, Smoothing = 0.1, WeightDecay = 0.05;

    private readonly StepOptions _options;
    private readonly PredictionModel _model;
    private readonly PredictionLoss _loss;
    private readonly TargetBatch _truth;
    private readonly Shape _shape;
    private readonly float[] _signals;

    public FineTuningStep(Device device, StepOptions options) : base(device)
    {
        _options = options;
        var encoder = EcgPresets.Encoder(options.Preset) with
        {
            Samples = options.Samples,
            LearnPositions = true,
            DropPath = DropPath,
        };
        _model = Create(device, Random, encoder);
        _model.Training = true;
        _loss = new PredictionLoss(device, [Target], Smoothing);
        Optimizer = new AdamW(ParameterGroup.SplitByDecay(_model.TrainableParameters(), WeightDecay));
        _truth = new TargetBatch(options.Batch, targets: 1);
        _truth.Begin(options.Batch);
        for (var i = 0; i < options.Batch; i++) _truth.Values[i] = i % 2;
        _shape = new Shape(options.Batch, encoder.Channels, encoder.Leads, encoder.Samples);
        _signals = Noise("signals", _shape);
    }

    /// <summary>A target of two classes.</summary>
    public static PredictionTarget Target { get; } =
        new() { Name = "target", Kind = TargetKind.Classes, ClassValues = [0, 1], Prevalence = [0.5, 0.5] };

    public override string Description => $"fine-tuning of '{_options.Preset}' with attention pooling, {_shape}";

    public override string Unit => "ECG";

    protected override Optimizer Optimizer { get; }

    /// <summary>A model of the target with random weights.</summary>
    public static PredictionModel Create(Device device, RandomSource random, VisionTransformerConfiguration encoder) =>
        new(device, random, new EcgEncoder(device, random, encoder, TokenPooling.Attention), Target.Outputs);

    protected override Tensor Loss(OperatorProfile? profile)
    {
        var x = Tensor.From(Device, _shape, _signals);
        profile?.Restart();
        return _loss.Of(_model.Forward(x), _truth);
    }
}
