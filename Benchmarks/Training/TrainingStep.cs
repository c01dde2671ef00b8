using System.Diagnostics;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>A training step to be measured: upload, forward, backward, optimiser, on normal noise. Zeros run faster.</summary>
internal abstract class TrainingStep(Device device)
{
    private ulong _steps;

    /// <summary>What is trained, in words.</summary>
    public abstract string Description { get; }

    /// <summary>What a batch consists of.</summary>
    public abstract string Unit { get; }

    protected Device Device { get; } = device;

    protected RandomSource Random { get; } = new(seed: 0);

    protected abstract Optimizer Optimizer { get; }

    /// <summary>Creates the step that the options name.</summary>
    public static TrainingStep Create(Device device, StepOptions options) => options.Model switch
    {
        StepOptions.Autoencoder => new AutoencoderStep(device, options),
        StepOptions.FineTuning => new FineTuningStep(device, options),
        StepOptions.Multimodal => new MultimodalStep(device, options),
        _ => new CmrStep(device, options),
    };

    /// <summary>Runs one step.</summary>
    /// <param name="profile">Looks on; null for a measurement of the whole.</param>
    /// <returns>What the step and its last part, the optimiser, took.</returns>
    public (TimeSpan Whole, TimeSpan Optimizer) Run(OperatorProfile? profile = null)
    {
        var start = Stopwatch.GetTimestamp();
        var random = Random.Branch("step", _steps++);
        Prepare(random);
        using (var tape = new Tape { Observer = profile, Random = random })
        {
            var loss = Loss(profile);
            _ = loss.Item();
            profile?.Restart();
            tape.Backward(loss);
        }
        var backwardEnd = Stopwatch.GetTimestamp();
        Optimizer.Step(1e-4);
        Optimizer.ClearGradients();
        Device.Synchronize();
        var end = Stopwatch.GetTimestamp();
        return (Stopwatch.GetElapsedTime(start, end), Stopwatch.GetElapsedTime(backwardEnd, end));
    }

    /// <summary>What is done on the host before the tape opens.</summary>
    protected virtual void Prepare(RandomSource random)
    {
    }

    /// <summary>Uploads the batch, restarts the profile, and runs the model.</summary>
    protected abstract Tensor Loss(OperatorProfile? profile);

    /// <summary>Normal noise.</summary>
    protected float[] Noise(string stream, Shape shape)
    {
        var noise = Random.Stream(stream);
        var values = new float[shape.Count];
        for (var i = 0; i < values.Length; i++) values[i] = (float)noise.NextNormal();
        return values;
    }
}
