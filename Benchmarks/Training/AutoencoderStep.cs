using System.Diagnostics;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Ecg;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>A training step of masked data modelling, on normal noise: zeros run faster.</summary>
internal sealed class AutoencoderStep
{
    private readonly Device _device;
    private readonly MaskedAutoencoder _model;
    private readonly Adam _optimizer;
    private readonly RandomSource _random = new(seed: 0);
    private readonly PatchMask _mask;
    private readonly int[] _recordings;
    private readonly float[] _signals;
    private readonly Shape _shape;
    private ulong _steps;

    public AutoencoderStep(Device device, StepOptions options)
    {
        var configuration = EcgPresets.Autoencoder(options.Preset) with { MaskRatio = options.MaskRatio };
        var encoder = configuration.Encoder;
        _device = device;
        _model = new MaskedAutoencoder(device, _random.Branch("model"), configuration) { Training = true };
        _optimizer = new Adam(ParameterGroup.SplitByDecay(_model.TrainableParameters(), weightDecay: 0.05), decoupled: true, beta2: 0.95);
        _mask = new PatchMask(options.Batch, encoder.Patches, configuration.KeptPatches);
        _recordings = [.. Enumerable.Range(0, options.Batch)];
        _shape = new Shape(options.Batch, encoder.Channels, encoder.Leads, encoder.Samples);
        var noise = _random.Stream("signals");
        _signals = new float[_shape.Count];
        for (var i = 0; i < _signals.Length; i++) _signals[i] = (float)noise.NextNormal();
    }

    /// <summary>Draws a mask, uploads the batch, runs forward, backward and the optimiser.</summary>
    /// <param name="profile">Looks on; null for a measurement of the whole.</param>
    /// <returns>What the step and its last part, the optimiser, took.</returns>
    public (TimeSpan Whole, TimeSpan Optimizer) Run(OperatorProfile? profile = null)
    {
        var start = Stopwatch.GetTimestamp();
        _mask.Draw(_random.Branch("step", _steps++), _recordings);
        using (var tape = new Tape { Observer = profile })
        {
            var x = Tensor.From(_device, _shape, _signals);
            profile?.Restart();
            var loss = _model.Forward(x, _mask).Total;
            _ = loss.Item();
            profile?.Restart();
            tape.Backward(loss);
        }
        var backwardEnd = Stopwatch.GetTimestamp();
        _optimizer.Step(1e-4);
        _optimizer.ClearGradients();
        _device.Synchronize();
        var end = Stopwatch.GetTimestamp();
        return (Stopwatch.GetElapsedTime(start, end), Stopwatch.GetElapsedTime(backwardEnd, end));
    }
}
