using EcgCmrNative.Engine;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine;

public sealed class ShapeTests
{
    [Test]
    public void CountsElementsAndRows()
    {
        var shape = new Shape(2, 3, 5);
        Assert.Multiple(() =>
        {
            Assert.That(shape.Count, Is.EqualTo(30));
            Assert.That(shape.Rows, Is.EqualTo(6));
            Assert.That(shape.Last, Is.EqualTo(5));
            Assert.That(shape[^2], Is.EqualTo(3));
            Assert.That(shape.ToString(), Is.EqualTo("[2, 3, 5]"));
            Assert.That(new Shape().Count, Is.EqualTo(1));
        });
    }

    [Test]
    public void EqualByValue()
    {
        Assert.Multiple(() =>
        {
            Assert.That(new Shape(2, 3).WithLast(4), Is.EqualTo(new Shape(2, 4)));
            Assert.That(new Shape(2, 4).GetHashCode(), Is.EqualTo(new Shape(2, 3).WithLast(4).GetHashCode()));
            Assert.That(new Shape(2, 3), Is.Not.EqualTo(new Shape(3, 2)));
            Assert.That(new Shape(2), Is.Not.EqualTo(new Shape(2, 0)));
        });
    }

    [Test]
    public void RefusesNegativeSizesAndTooManyAxes()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new Shape(2, -1), Throws.ArgumentException);
            Assert.That(() => new Shape(1, 1, 1, 1, 1, 1, 1), Throws.ArgumentException);
            Assert.That(() => new Shape(2)[1], Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }
}
