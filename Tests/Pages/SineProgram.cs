using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Tests.Pages;

/// <summary>The page's training loop.</summary>
public static class SineProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="Console">Stands in for the program's console.</param>
    public static void Run(PageConsole Console)
    {
        // The page's program begins.
        // Learns y = sin(3x) from 256 points.
        using var device = new CpuDevice();
        var random = new RandomSource(seed: 1);
        var model = new Sequential(
            new Linear(device, random, 1, 64), new Relu(), new Linear(device, random, 64, 64), new Relu(),
            new Linear(device, random, 64, 1));
        var optimizer = new AdamW(ParameterGroup.SplitByDecay(model.TrainableParameters(), weightDecay: 0.01));
        var schedule = new WarmupCosine(Peak: 1e-2, Minimum: 0, WarmupEpochs: 20, Epochs: 400);

        var inputs = Enumerable.Range(0, 256).Select(i => i / 128f - 1).ToArray();
        var x = Tensor.From(device, new Shape(256, 1), inputs);
        var y = Tensor.From(device, new Shape(256, 1), [.. inputs.Select(value => MathF.Sin(3 * value))]);

        for (var step = 0; step < 400; step++)
        {
            using var tape = new Tape();
            var error = model.Forward(x) - y;
            var loss = (error * error).Mean();
            tape.Backward(loss);
            optimizer.Step(schedule.At(step));
            optimizer.ClearGradients();
            if (step % 100 == 99) Console.WriteLine($"step {step + 1}: mean squared error {loss.Item():E1}");
        }

        model.Training = false;
        using var scope = TensorScope.Open();
        var half = Tensor.From(device, new Shape(1, 1), [0.5f]);
        Console.WriteLine($"sin(3 * 0.5) is {MathF.Sin(1.5f):F3}, the model says {model.Forward(half).Item():F3}");
        // The page's program ends.
    }
}
