using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Operators;

/// <summary>A contrastive loss of ten pairs from an encoder with batch norm and drop path, at once and in chunks.</summary>
public sealed class GradientCacheTests
{
    private const int Samples = 10;
    private const int Inputs = 6;
    private const int Width = 4;

    [Test]
    public void GradientsAreThoseOfTheWholeBatchUnderTheSameStatistics([Values] bool inDouble, [Values(3, 4, 9)] int chunkSize)
    {
        using Device device = inDouble ? new ReferenceDevice() : new CpuDevice(threads: 2);
        var (whole, chunked) = (new Encoder(device), new Encoder(device));
        whole.StatisticsAreFrozen = chunked.StatisticsAreFrozen = true;
        var expected = Step(device, whole, embed => embed(0, Samples));
        var actual = Step(device, chunked, embed => GradientCache.Embed(Samples, chunkSize, embed));
        var tolerance = inDouble ? 1e-14 : 1e-6;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(actual.Loss, Is.EqualTo(expected.Loss).Within(tolerance));
            Assert.That(DeviceComparison.RelativeError(actual.Gradients, expected.Gradients), Is.LessThan(tolerance));
        }
    }

    [TestCase(2)]
    [TestCase(6)]
    public void ChunksTakeTheirOwnStatisticsAndMoveTheRunningOnesOnce(int chunkSize)
    {
        using var device = new ReferenceDevice();
        var (whole, chunked) = (new Encoder(device), new Encoder(device));
        var expected = Step(device, whole, embed => InPieces(embed, chunkSize));
        var actual = Step(device, chunked, embed => GradientCache.Embed(Samples, chunkSize, embed));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(actual.Gradients, Is.EqualTo(expected.Gradients).Within(1e-12));
            Assert.That(Numbers(chunked), Is.EqualTo(Numbers(whole)).Within(1e-12), "running statistics");
        }
    }

    [Test]
    public void BothPassesDrawTheSameAndTwoEmbeddingsDoNot()
    {
        using var device = new ReferenceDevice();
        var encoder = new Encoder(device, dropPath: 0.5) { Training = true };
        var seen = new List<double[]>();
        using var tape = new Tape { Random = new RandomSource(3) };
        var first = GradientCache.Embed(Samples, 4, Embed);
        var second = GradientCache.Embed(Samples, 4, Embed);
        tape.Backward(first.Multiply(second).Sum());
        // Passes: 0 to 2 and 3 to 5 forward; then, the last embedding first, backward.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen, Has.Count.EqualTo(12));
            Assert.That(seen[6..9], Is.EqualTo(seen[3..6]));
            Assert.That(seen[9..12], Is.EqualTo(seen[0..3]));
            Assert.That(seen[3], Is.Not.EqualTo(seen[0]));
        }

        Tensor Embed(int start, int count)
        {
            var z = encoder.Forward(Batch(device, start, count, seed: 1));
            seen.Add(z.ToDoubles());
            return z;
        }
    }

    [Test]
    public void WhatIsNotTrainedIsEmbeddedOnce()
    {
        using var device = new ReferenceDevice();
        var encoder = new Encoder(device);
        encoder.Freeze();
        var calls = 0;
        using var tape = new Tape();
        var z = GradientCache.Embed(Samples, 4, (first, count) =>
        {
            calls++;
            return encoder.Forward(Batch(device, first, count, seed: 1));
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(calls, Is.EqualTo(3));
            Assert.That(z.RequiresGradient, Is.False);
            Assert.That(tape.Count, Is.Zero);
        }
    }

    [Test]
    public void MemoryIsThatOfAChunk()
    {
        // What the whole batch needs beyond its chunks grows with the batch: 64 times 512 numbers for each of ten layers.
        using var device = new CpuDevice(threads: 2);
        var random = new RandomSource(1);
        var layers = Enumerable.Range(0, 10).Select(_ => new Linear(device, random, 512, 512)).ToArray();
        long whole = Peak(64), chunked = Peak(8);
        Assert.That(chunked, Is.LessThan(whole * 0.45));

        long Peak(int chunkSize)
        {
            foreach (var layer in layers)
                foreach (var (_, parameter) in layer.State()) parameter.ClearGradient();
            device.Memory.ResetPeak();
            var before = device.Memory.PeakBytesInUse;
            using var tape = new Tape();
            var z = GradientCache.Embed(64, chunkSize, (_, count) =>
            {
                var x = Tensor.Filled(device, new Shape(count, 512), 1);
                foreach (var layer in layers) x = layer.Forward(x).Gelu();
                return x;
            });
            tape.Backward(z.Mean());
            return device.Memory.PeakBytesInUse - before;
        }
    }

    [Test]
    public void AnEmbeddingOfAnotherNumberOfSamplesIsRefused()
    {
        using var device = new ReferenceDevice();
        Assert.That(
            () => GradientCache.Embed(4, 2, (_, _) => Tensor.Zeros(device, new Shape(3, 1))),
            Throws.InstanceOf<ShapeException>().With.Message.Contains("expected [2,"));
    }

    private static Tensor InPieces(Func<int, int, Tensor> embed, int size)
    {
        var all = embed(0, size);
        for (var first = size; first < Samples; first += size)
            all = Tensor.Concatenate(0, all, embed(first, Math.Min(size, Samples - first)));
        return all;
    }

    private static (double Loss, double[] Gradients) Step(Device device, Encoder encoder, Func<Func<int, int, Tensor>, Tensor> embedAll)
    {
        encoder.Training = true;
        using var tape = new Tape { Random = new RandomSource(5) };
        var sides = new[] { 1UL, 2UL }
            .Select(seed => embedAll((first, count) => encoder.Forward(Batch(device, first, count, seed))).L2Normalize()).ToArray();
        var loss = sides[0].InfoNce(sides[1], Tensor.Filled(device, new Shape(), Math.Log(0.2)), 0.75);
        var value = loss.Item();
        tape.Backward(loss);
        var gradients = new List<double>();
        foreach (var (_, parameter) in encoder.TrainableParameters())
        {
            var gradient = new double[parameter.Shape.Count];
            device.Download(parameter.Gradient, gradient);
            gradients.AddRange(gradient);
        }
        return (value, [.. gradients]);
    }

    private static double[] Numbers(Module module) => [.. module.State().SelectMany(entry => entry.Parameter.ToDoubles())];

    private static Tensor Batch(Device device, int first, int count, ulong seed)
    {
        var draws = new RandomSource(seed).Stream("inputs");
        var values = new float[Samples * Inputs];
        for (var i = 0; i < values.Length; i++) values[i] = (float)draws.NextNormal();
        return Tensor.From(device, new Shape(count, Inputs), values.AsSpan(first * Inputs, count * Inputs));
    }

    private sealed class Encoder : Layer
    {
        private readonly Linear _first;
        private readonly BatchNorm _norm;
        private readonly DropPath _drop;
        private readonly Linear _last;

        public Encoder(Device device, double dropPath = 0)
        {
            var random = new RandomSource(1);
            _first = Add("first", new Linear(device, random, Inputs, 8));
            _norm = Add("norm", new BatchNorm(device, 8));
            _drop = Add("drop", new DropPath(dropPath));
            _last = Add("last", new Linear(device, random, 8, Width));
        }

        protected override Tensor Compute(Tensor x) => _last.Forward(_drop.Forward(_norm.Forward(_first.Forward(x)).Gelu()));
    }
}
