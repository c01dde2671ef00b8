using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine;

/// <summary>What the tape records, and what becomes of memory.</summary>
public sealed class TapeTests
{
    [Test]
    public void NothingIsRecordedWithoutATape()
    {
        using var device = new ReferenceDevice();
        var parameter = new Parameter(device, new Shape(3));
        var y = parameter.Gelu();
        Assert.Multiple(() =>
        {
            Assert.That(Tape.Current, Is.Null);
            Assert.That(y.RequiresGradient, Is.False);
        });
    }

    [Test]
    public void GradientsOfSeveralPassesAddUpUntilCleared()
    {
        using var device = new ReferenceDevice();
        var w = new Parameter(device, new Shape(2));
        w.Set([1.0, 2.0]);
        for (var pass = 0; pass < 2; pass++)
        {
            using var tape = new Tape();
            tape.Backward(w.Multiply(w).Sum(), scale: 0.5);
        }
        Assert.That(Gradient(w), Is.EqualTo(new[] { 2.0, 4.0 }));

        w.ClearGradient();
        Assert.That(w.HasGradient, Is.False);
        using (var tape = new Tape()) tape.Backward(w.Sum());
        Assert.That(Gradient(w), Is.EqualTo(new[] { 1.0, 1.0 }));
    }

    [Test]
    public void AStepGivesAllItsMemoryBack()
    {
        using var device = new CpuDevice(threads: 2);
        var block = new TransformerBlock(device, new RandomSource(1), width: 32, heads: 4) { Training = true };
        // The first step leaves the parameters' gradients behind, in blocks that the second has to replace.
        Step();
        Step();
        var (inUse, allocations) = (device.Memory.BytesInUse, device.Memory.SystemAllocations);
        for (var i = 0; i < 3; i++) Step();
        Assert.Multiple(() =>
        {
            Assert.That(device.Memory.BytesInUse, Is.EqualTo(inUse), "a later step leaves something behind");
            Assert.That(device.Memory.SystemAllocations, Is.EqualTo(allocations), "a later step takes new memory from the system");
        });

        void Step()
        {
            using var tape = new Tape();
            var x = Tensor.Filled(device, new Shape(2, 9, 32), 0.5);
            tape.Backward(block.Forward(x).Sum());
        }
    }

    [Test]
    public void AStepAllocatesLittleOnTheManagedHeapAndNoMoreForALargerBatch()
    {
        using var device = new CpuDevice(threads: 1);
        var random = new RandomSource(1);
        Layer[] layers = [.. Enumerable.Range(0, 20).SelectMany(_ => new Layer[]
        {
            new Convolution2d(device, random, 8, 8, kernel: 3, padding: 1, bias: false), new BatchNorm(device, 8),
        })];
        foreach (var layer in layers) layer.Training = true;
        var (small, large) = (new float[2 * 6 * 6 * 8], new float[16 * 6 * 6 * 8]);
        long few = Step(small), many = Step(large);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(many, Is.EqualTo(few), "a larger batch");
            // A convolution and a batch norm: two tensors, statistics, two operators, and their buffers.
            Assert.That(few / layers.Length, Is.LessThan(800));
        }

        long Step(float[] values)
        {
            var allocated = 0L;
            for (var i = 0; i < 3; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                using (var tape = new Tape())
                {
                    var x = Tensor.From(device, new Shape(values.Length / 288, 6, 6, 8), values);
                    foreach (var layer in layers) x = layer.Forward(x);
                    tape.Backward(x.Sum());
                }
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
            return allocated;
        }
    }

    [Test]
    public void ACheckThatPassesPutsNothingIntoWords()
    {
        var shape = new Shape(2, 3);
        Require(true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Require(true);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(
            () => Require(false), Throws.InstanceOf<ShapeException>().With.Message.EqualTo("here: [2, 3] is not what 0.5 asks for"));

        void Require(bool holds) => ShapeException.Require("here", holds, $"{shape} is not what {0.5} asks for");
    }

    [Test]
    public void BackwardFreesAsItGoes()
    {
        using var device = new CpuDevice(threads: 1);
        var w = new Parameter(device, new Shape(1000));
        using var tape = new Tape();
        Tensor x = w;
        for (var i = 0; i < 10; i++) x = x.Gelu();
        var loss = x.Sum();
        tape.Backward(loss);
        var left = device.Memory.BytesInUse;
        // The parameter, its gradient, and what the scope holds until it ends: the chain itself has let go of its gradients.
        Assert.That(left, Is.LessThan(14 * 1000 * sizeof(float) * 1.25 + 4096));
    }

    [Test]
    public void UseAfterTheScopeEndedIsAnErrorThatSaysSo()
    {
        using var device = new ReferenceDevice();
        Tensor y;
        using (TensorScope.Open()) y = Tensor.Zeros(device, new Shape(2)).Gelu();
        Assert.That(() => y.ToDoubles(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void AKeptTensorOutlivesItsScope()
    {
        using var device = new ReferenceDevice();
        Tensor y;
        using (var scope = TensorScope.Open()) y = scope.Keep(Tensor.Filled(device, new Shape(2), 3));
        Assert.That(y.ToDoubles(), Is.EqualTo(new[] { 3.0, 3.0 }));
    }

    [Test]
    public void DetachStopsTheGradient()
    {
        using var device = new ReferenceDevice();
        var w = new Parameter(device, new Shape(1));
        w.Set([3.0]);
        using var tape = new Tape();
        tape.Backward(w.Multiply(w.Detach()).Sum());
        Assert.That(Gradient(w), Is.EqualTo(new[] { 3.0 }));
    }

    [Test]
    public void BackwardNeedsAScalarThatWasRecorded()
    {
        using var device = new ReferenceDevice();
        using var tape = new Tape();
        var w = new Parameter(device, new Shape(2));
        var constant = Tensor.Zeros(device, new Shape());
        Assert.Multiple(() =>
        {
            Assert.That(() => tape.Backward(w.Gelu()), Throws.InstanceOf<ShapeException>());
            Assert.That(() => tape.Backward(constant), Throws.InvalidOperationException);
        });
    }

    [Test]
    public void DropPathNeedsARandomSourceAndDrawsTheSameAgain()
    {
        using var device = new ReferenceDevice();
        var drop = new DropPath(0.5) { Training = true };
        var x = Tensor.Filled(device, new Shape(64, 2), 1).TrackGradient();
        Assert.That(() => { using var tape = new Tape(); drop.Forward(x); }, Throws.InvalidOperationException);
        var (first, second) = (Draw(), Draw());
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EqualTo(second));
            Assert.That(first.Distinct().Order(), Is.EqualTo(new[] { 0.0, 2.0 }));
        });

        double[] Draw()
        {
            using var tape = new Tape { Random = new RandomSource(5).Branch("step", 3) };
            return drop.Forward(x).ToDoubles();
        }
    }

    [Test]
    public void AnOperatorThatSavesAndIsNotRecordedKeepsNothing()
    {
        using var device = new ReferenceDevice();
        var w = new Parameter(device, new Shape(3));
        w.Set([1.0, 2.0, 3.0]);
        Tensor forgotten;
        using (var tape = new Tape())
        {
            var first = w.Multiply(w);
            using (TensorScope.Open())
            {
                forgotten = Tensor.Filled(device, new Shape(3), 5);
                _ = new Saver(forgotten);
            }
            Assert.That(() => forgotten.Data, Throws.InstanceOf<ObjectDisposedException>());
            var second = first.Multiply(first);
            tape.Backward(second.Sum());
        }
        Assert.That(Gradient(w), Is.EqualTo(new[] { 4.0, 32.0, 108.0 }).Within(1e-12));
    }

    [Test]
    public void WhatAnOperatorSavedIsHeldUntilItsBackwardPassAndNoLonger()
    {
        using var device = new ReferenceDevice();
        using var tape = new Tape();
        Tensor saved, y;
        using (var scope = TensorScope.Open())
        {
            saved = Tensor.Filled(device, new Shape(3), 5);
            y = scope.Keep(Tensor.Filled(device, new Shape(), 1));
            Tape.Record(y, new Saver(saved));
        }
        Assert.That(saved.ToDoubles(), Is.All.EqualTo(5));
        tape.Backward(y);
        Assert.That(() => saved.Data, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void SaveIsRefusedAfterRecord()
    {
        using var device = new ReferenceDevice();
        using var tape = new Tape();
        var (x, y) = (Tensor.Filled(device, new Shape(), 1), Tensor.Filled(device, new Shape(), 1));
        var application = new Saver(x);
        Tape.Record(y, application);
        Assert.That(() => application.SaveMore(x), Throws.InvalidOperationException.With.Message.Contains("Saver"));
    }

    private static double[] Gradient(Tensor tensor)
    {
        var values = new double[tensor.Shape.Count];
        tensor.Device.Download(tensor.Gradient, values);
        return values;
    }

    private sealed class Saver : Operator
    {
        public Saver(Tensor tensor) => Save(tensor);

        public override string Name => "Saver";

        public void SaveMore(Tensor tensor) => Save(tensor);

        protected internal override void Backward(Device device, BufferView dy)
        {
        }
    }
}
