using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Tests.Engine;

[TestFixture]
internal sealed class ComposedOperatorTests
{
    [Test]
    public void ItsGradientIsCheckedAsThatOfEveryOperator()
    {
        var example = new OperatorExample("silu", [Of(3, 7) with { Low = -4, High = 4 }], t => Silu.Apply(t[0]).Add(Silu.Apply(t[0])));
        var result = GradientCheck.Run(example);
        Assert.That(result.Passed, Is.True, $"{result.Where}: gradient {result.Gradient}, central difference {result.Numerical}");
    }

    [Test]
    public void NothingOfItIsRecordedButItself()
    {
        using var device = new ReferenceDevice();
        using var tape = new Tape();
        const int Length = 1000;
        var x = Tensor.Filled(device, new Shape(Length), -2).TrackGradient();
        var y = Silu.Apply(x);
        Assert.That(tape.Count, Is.EqualTo(1));
        var memory = device.Memory.BytesInUse;
        tape.Backward(y, Tensor.Filled(device, new Shape(Length), 1));
        Assert.That(tape.Count, Is.Zero);
        Assert.That(device.Memory.BytesInUse, Is.LessThan(memory + 3 * 8 * Length), "what the backward pass made is freed");
    }

    [Test]
    public void AGradientOfAnotherShapeIsRefused()
    {
        using var device = new ReferenceDevice();
        var x = Tensor.Zeros(device, new Shape(2, 3)).TrackGradient();
        Assert.That(() => x.ReceiveGradient(Tensor.Zeros(device, new Shape(3, 2))), Throws.TypeOf<ShapeException>());
        Assert.That(() => x.ReceiveGradient(Tensor.Zeros(device, new Shape(5)).Data), Throws.TypeOf<ShapeException>());
    }

    [Test]
    public void AnOutputThatIsNotNewIsRefused()
    {
        using var device = new ReferenceDevice();
        using var tape = new Tape();
        var x = Tensor.Zeros(device, new Shape(2)).TrackGradient();
        var y = x.Scale(2);
        Assert.That(() => Tape.Record(y, new Same(x)), Throws.InvalidOperationException.With.Message.Contains("new output tensor"));
        Assert.That(
            () => Tape.Record(new Parameter(device, new Shape(2)), new Same(x)), Throws.InvalidOperationException);
    }

    private sealed class Silu : ComposedOperator
    {
        private readonly Tensor _x;

        private Silu(Tensor x) => _x = Save(x);

        public override string Name => "Silu";

        public static Tensor Apply(Tensor x)
        {
            Tensor y;
            using (Tape.Pause()) y = x * x.Sigmoid();
            if (Tape.Records(x)) Tape.Record(y, new Silu(x));
            return y;
        }

        protected override void Backward(Tensor dy)
        {
            var s = _x.Sigmoid();
            _x.ReceiveGradient(dy * s * (1 + _x * (1 - s)));
        }
    }

    private sealed class Same(Tensor x) : ComposedOperator
    {
        public override string Name => "Same";

        protected override void Backward(Tensor dy) => x.ReceiveGradient(dy);
    }
}
