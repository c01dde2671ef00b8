using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Tests.Pages;

/// <summary>The page's check of its operators, and a step with them.</summary>
public static class ChecksProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="Console">Stands in for the program's console.</param>
    public static void Run(PageConsole Console)
    {
        // The page's program begins.
        using var device = new CpuDevice();
        foreach (var (name, example) in OperatorCatalog.Of<Swish>().Concat(OperatorCatalog.Of<Gram>()))
        {
            var gradient = GradientCheck.Run(example).Passed;
            var agrees = DeviceComparison.Run(example, device) <= example.Tolerance;
            Console.WriteLine($"{name}: gradient {gradient}, agrees with the reference {agrees}");
        }

        var model = new GatedLinear(device, new RandomSource(seed: 1), inputs: 3, outputs: 4);
        var optimizer = new AdamW(ParameterGroup.SplitByDecay(model.TrainableParameters(), weightDecay: 0.01));
        var x = Tensor.From(device, new Shape(2, 3), [1f, 2, 3, 4, 5, 6]);
        using (var tape = new Tape())
        {
            tape.Backward(Gram.Apply(model.Forward(x)).Mean());
            optimizer.Step(learningRate: 1e-3);
        }
        Console.WriteLine($"trained {string.Join(", ", model.State().Select(entry => entry.Name))}");
        // The page's program ends.
    }
}
