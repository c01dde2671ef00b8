using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Operators;

/// <summary>What the functions compute; their gradients are checked with those of all operators.</summary>
[TestFixture]
internal sealed class ArithmeticTests
{
    private readonly ReferenceDevice _device = new();
    private Tensor _a = null!;

    [SetUp]
    public void SetUp() => _a = Tensor.From(_device, new Shape(2, 3), [1.0, 2, 3, 4, 5, 6]);

    [OneTimeTearDown]
    public void TearDown() => _device.Dispose();

    [Test]
    public void SymbolsComputeWhatTheySay()
    {
        Expect(_a + _a, 2, 4, 6, 8, 10, 12);
        Expect(_a - _a, 0, 0, 0, 0, 0, 0);
        Expect(_a * _a, 1, 4, 9, 16, 25, 36);
        Expect(_a / _a, 1, 1, 1, 1, 1, 1);
        Expect(-_a, -1, -2, -3, -4, -5, -6);
        Expect(_a * 2, 2, 4, 6, 8, 10, 12);
        Expect(2 * _a, 2, 4, 6, 8, 10, 12);
        Expect(_a + 1, 2, 3, 4, 5, 6, 7);
        Expect(1 + _a, 2, 3, 4, 5, 6, 7);
        Expect(_a - 1, 0, 1, 2, 3, 4, 5);
        Expect(1 - _a, 0, -1, -2, -3, -4, -5);
        Expect(_a / 2, 0.5, 1, 1.5, 2, 2.5, 3);
        Expect(60 / _a, 60, 30, 20, 15, 12, 10);
    }

    [Test]
    public void AxesThatAreMissingOrOfSizeOneAreRepeated()
    {
        var row = Tensor.From(_device, new Shape(3), [10.0, 20, 30]);
        var column = Tensor.From(_device, new Shape(2, 1), [100.0, 200]);
        Expect(_a + row, 11, 22, 33, 14, 25, 36);
        Expect(row + _a, 11, 22, 33, 14, 25, 36);
        Expect(_a - row, -9, -18, -27, -6, -15, -24);
        Expect(row - _a, 9, 18, 27, 6, 15, 24);
        Expect(_a * column, 100, 200, 300, 800, 1000, 1200);
        Expect(row + column, 110, 120, 130, 210, 220, 230);
        Expect(_a + Tensor.Filled(_device, new Shape(), 7), 8, 9, 10, 11, 12, 13);
    }

    [TestCase(4)]
    [TestCase(2, 2)]
    [TestCase(3, 3)]
    public void OtherShapesAreRefusedWithBothShapes(params int[] sizes)
    {
        var other = Tensor.Zeros(_device, new Shape(sizes));
        foreach (var apply in (Func<Tensor>[])[() => _a + other, () => other - _a, () => _a * other, () => other / _a])
            Assert.That(apply, Throws.TypeOf<ShapeException>().With.Message.Contains("[2, 3]").And.Message.Contains(other.Shape.ToString()));
    }

    [Test]
    public void SumsAndMeansGoOverAnAxis()
    {
        Expect(_a.Sum(0), 5, 7, 9);
        Expect(_a.Sum(^1), 6, 15);
        Expect(_a.Mean(1), 2, 5);
        Assert.That(_a.Mean(1, keepAxis: true).Shape, Is.EqualTo(new Shape(2, 1)));
        Assert.That(() => _a.Sum(2), Throws.TypeOf<ShapeException>());
        Assert.That(() => _a.Sum(^3), Throws.TypeOf<ShapeException>());
        Assert.That(() => Tensor.Zeros(_device, new Shape(2, 0)).Mean(1), Throws.TypeOf<ShapeException>());
    }

    [Test]
    public void SlicesAndConcatenationUndoEachOther()
    {
        Expect(_a.Slice(1, 1..), 2, 3, 5, 6);
        Expect(_a.Slice(0, ^1..), 4, 5, 6);
        Expect(Tensor.Concatenate(1, _a.Slice(1, ..1), _a.Slice(1, 1..)), 1, 2, 3, 4, 5, 6);
        Expect(Tensor.Concatenate(^1, _a.Slice(1, 2..), _a), 3, 1, 2, 3, 6, 4, 5, 6);
        Assert.That(() => _a.Slice(1, 2..4), Throws.TypeOf<ShapeException>());
        Assert.That(() => _a.Slice(1, 2..1), Throws.TypeOf<ShapeException>());
        Assert.That(() => _a.Slice(2, ..), Throws.TypeOf<ShapeException>());
        Assert.That(() => Tensor.Concatenate(0), Throws.TypeOf<ShapeException>());
        Assert.That(() => Tensor.Concatenate(1, _a, Tensor.Zeros(_device, new Shape(3, 3))), Throws.TypeOf<ShapeException>());
    }

    [Test]
    public void DropoutKeepsTheMeanAndIsTheSameOnEveryDevice()
    {
        using var cpu = new CpuDevice(2);
        var ones = new Shape(100, 100);
        var stream = new RandomStream(Seed: 3, Number: 4);
        var kept = Tensor.Filled(_device, ones, 1).Dropout(0.25, stream).ToDoubles();
        Assert.That(kept.Distinct(), Is.EquivalentTo([0.0, 1 / 0.75]));
        Assert.That(kept.Average(), Is.EqualTo(1).Within(0.02));
        Assert.That(
            Tensor.Filled(cpu, ones, 1).Dropout(0.25, stream).ToDoubles(), Is.EqualTo(kept.Select(value => (double)(float)value)));
        Assert.That(() => _a.Dropout(1, stream), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static void Expect(Tensor tensor, params double[] numbers) => Assert.That(tensor.ToDoubles(), Is.EqualTo(numbers).Within(1e-12));
}
