using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Modules;

/// <summary>A transformer block learns the same on every device; nothing in the engine knows which one it is on.</summary>
[TestFixtureSource(typeof(GpuForTests), nameof(GpuForTests.Names))]
internal sealed class TransformerBlockOnDevicesTests(string gpu)
{
    private const int Batch = 3;
    private const int Tokens = 37;
    private const int Width = 48;
    private const int Heads = 4;
    private const int Steps = 10;

    [TestCase("cpu")]
    [TestCase("reference")]
    public void TenStepsAgree(string other)
    {
        var (losses, weights) = Train(GpuForTests.Require(gpu));
        using var device = DeviceCatalog.Open(other, threads: 2);
        var (expectedLosses, expectedWeights) = Train(device);
        Assert.That(expectedLosses[^1], Is.LessThan(0.9 * expectedLosses[0]), "it learns");
        Assert.That(DeviceComparison.RelativeError(losses, expectedLosses), Is.LessThan(1e-4));
        foreach (var (name, expected) in expectedWeights)
            Assert.That(DeviceComparison.RelativeError(weights[name], expected), Is.LessThan(1e-4), name);
    }

    [Test]
    public void TheSteadyStateTakesNothingNewFromTheSystem()
    {
        var device = GpuForTests.Require(gpu);
        var random = new RandomSource(5);
        var block = new TransformerBlock(device, random, Width, Heads);
        var optimizer = Optimizer(block);
        for (var step = 0; step < 3; step++) Step(device, block, optimizer, random);
        var before = device.Memory.SystemAllocations;
        for (var step = 3; step < Steps; step++) Step(device, block, optimizer, random);
        Assert.That(device.Memory.SystemAllocations, Is.EqualTo(before));
    }

    private static (double[] Losses, Dictionary<string, double[]> Weights) Train(Device device)
    {
        var random = new RandomSource(5);
        var block = new TransformerBlock(device, random, Width, Heads) { Training = true };
        var optimizer = Optimizer(block);
        var losses = new double[Steps];
        for (var step = 0; step < Steps; step++) losses[step] = Step(device, block, optimizer, random);
        return (losses, block.State().ToDictionary(entry => entry.Name, entry => entry.Parameter.ToDoubles()));
    }

    private static AdamW Optimizer(TransformerBlock block) =>
        new(ParameterGroup.SplitByDecay(block.TrainableParameters(), weightDecay: 0.05), beta2: 0.95, epsilon: 1e-5);

    private static double Step(Device device, TransformerBlock block, Adam optimizer, RandomSource random)
    {
        using var tape = new Tape { Random = random };
        var x = Tensor.From(device, new Shape(Batch, Tokens, Width), Numbers(random, "x"));
        var target = Tensor.From(device, new Shape(Batch, Tokens, Width), Numbers(random, "target"));
        var loss = block.Forward(x).SquaredError(target, Batch * Tokens * Width);
        optimizer.ClearGradients();
        tape.Backward(loss);
        optimizer.Step(learningRate: 5e-3);
        return loss.Item();
    }

    private static float[] Numbers(RandomSource random, string name)
    {
        var stream = random.Stream(name);
        var numbers = new float[Batch * Tokens * Width];
        foreach (ref var number in numbers.AsSpan()) number = (float)stream.NextUniform(-1, 1);
        return numbers;
    }
}
