using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Objectives.Multimodal;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>Multimodal contrastive learning of pairs with Adam; all of the paper's settings but the batch.</summary>
internal sealed class MultimodalStep : TrainingStep
{
    private readonly StepOptions _options;
    private readonly MultimodalModel _model;
    private readonly ClipLoss _loss;
    private readonly Shape _imageShape;
    private readonly Shape _ecgShape;
    private readonly float[] _images;
    private readonly float[] _ecg;

    public MultimodalStep(Device device, StepOptions options) : base(device)
    {
        _options = options;
        var paper = new MultimodalConfiguration();
        var ecg = EcgPresets.Encoder(options.Preset) with { LearnPositions = true, DropPath = paper.Ecg.DropPath };
        _model = new MultimodalModel(device, Random.Branch("model"), paper with { Cmr = options.Imaging, Ecg = ecg }) { Training = true };
        Optimizer = new Adam([new ParameterGroup("all", [.. _model.TrainableParameters()]) { WeightDecay = 1e-4 }]);
        _loss = new ClipLoss(device, temperature: 0.1, rowWeight: 0.75);
        _imageShape = new Shape(options.Batch, options.Size, options.Size, _model.Cmr.Channels);
        _images = Noise("images", _imageShape);
        _ecgShape = new Shape(options.Batch, ecg.Channels, ecg.Leads, ecg.Samples);
        _ecg = Noise("ecg", _ecgShape);
    }

    public override string Description =>
        $"pairs of image, '{_options.Imaging}', {_options.Size} × {_options.Size} pixels, and ECG, '{_options.Preset}', {_ecgShape}";

    public override string Unit => "pairs";

    protected override Optimizer Optimizer { get; }

    protected override Tensor Loss(OperatorProfile? profile) => _loss.Forward(
        Embed(_model.ProjectImages, _imageShape, _images, profile), Embed(_model.ProjectEcg, _ecgShape, _ecg, profile));

    private Tensor Embed(Func<Tensor, Tensor> project, Shape shape, float[] values, OperatorProfile? profile)
    {
        var sample = values.Length / _options.Batch;
        return GradientCache.Embed(_options.Batch, _options.ChunkSize, (first, count) =>
        {
            var x = Tensor.From(Device, new Shape([count, .. shape.ToArray()[1..]]), values.AsSpan(first * sample, count * sample));
            profile?.Restart();
            return project(x);
        });
    }
}
