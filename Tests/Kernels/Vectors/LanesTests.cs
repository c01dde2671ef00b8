using EcgCmrNative.Kernels.Vectors;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Vectors;

/// <summary>Every operation on vectors of every width, lane by lane against the same operation on one number.</summary>
[TestFixture(typeof(Lanes1))]
[TestFixture(typeof(Lanes128))]
[TestFixture(typeof(Lanes256))]
[TestFixture(typeof(Lanes512))]
internal sealed unsafe class LanesTests<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private static readonly float[] Numbers =
        [1, -2, 0.5f, 0, -0f, 3e38f, 1e-40f, -7.25f, 2.5f, float.PositiveInfinity, float.NegativeInfinity, 6, -1e-3f, 88, -0.75f, 9];

    [Test]
    public void Arithmetic()
    {
        Check((a, b) => a + b, (a, b) => a + b);
        Check((a, b) => a - b, (a, b) => a - b);
        Check((a, b) => a * b, (a, b) => a * b);
        Check((a, b) => a / b, (a, b) => a / b);
        Check((a, b) => 2f * a + b * 3f, (a, b) => 2f * a + b * 3f);
        Check((a, _) => TLanes.Sqrt(a), (a, _) => MathF.Sqrt(a));
        Check((a, _) => TLanes.Abs(a), (a, _) => MathF.Abs(a));
        Check((a, _) => TLanes.Round(a), (a, _) => MathF.Round(a));
        Check(TLanes.CopySign, MathF.CopySign);
        Check(TLanes.Max, (a, b) => a > b ? a : b);
        Check((a, _) => TLanes.Clamp(a, -2, 3), (a, _) => Math.Clamp(a, -2, 3));
        Check((a, _) => TLanes.Scale(a, -130), (a, _) => MathF.ScaleB(a, -130));
    }

    [Test]
    public void Masks()
    {
        Check((a, b) => TLanes.Where(a < b, a, 7), (a, b) => a < b ? a : 7);
        Check((a, b) => TLanes.Where(a > b, a, 7), (a, b) => a > b ? a : 7);
        Check((a, b) => TLanes.Where(a <= b, a, 7), (a, b) => a <= b ? a : 7);
        Check((a, b) => TLanes.Where(a >= b, a, 7), (a, b) => a >= b ? a : 7);
        Check((a, b) => TLanes.Where(~(a <= b) & (b < 1), a, 7), (a, b) => !(a <= b) && b < 1 ? a : 7);
        Check((a, b) => TLanes.Where(TLanes.SameBits(a, b), 1, 2), (a, b) =>
            BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) ? 1 : 2);
    }

    [Test]
    public void AComparisonWithNanIsFalse()
    {
        foreach (var mask in (TLanes[])[(TLanes)float.NaN < 1, (TLanes)float.NaN > 1, (TLanes)float.NaN <= 1, (TLanes)1f >= float.NaN])
            Assert.That(TLanes.Sum(TLanes.Where(mask, 1, 0)), Is.Zero);
    }

    [Test]
    public void SumAndMaximumAcross()
    {
        var numbers = Enumerable.Range(1, TLanes.Count).Select(i => (float)(i * 7 % 5)).ToArray();
        fixed (float* at = numbers)
        {
            Assert.That(TLanes.Sum(TLanes.Load(at)), Is.EqualTo(numbers.Sum()));
            Assert.That(TLanes.MaxAcross(TLanes.Load(at)), Is.EqualTo(numbers.Max()));
        }
    }

    [Test]
    public void APartOfARowTouchesNothingBeyondIt([Range(0, 20)] int columns)
    {
        var source = Enumerable.Range(1, columns + 32).Select(i => (float)i).ToArray();
        var target = new float[columns + 32];
        fixed (float* from = source, to = target)
        {
            for (var c = 0; c < columns; c += TLanes.Count)
            {
                var value = LaneRow.Load<TLanes>(from, c, columns, 1000);
                LaneRow.Store(value, to, c, columns);
                var beyond = Math.Max(0, c + TLanes.Count - columns);
                Assert.That(TLanes.Sum(TLanes.Where(value >= 1000, 1, 0)), Is.EqualTo(beyond), "fill");
            }
        }
        Assert.That(target, Is.EqualTo(source.Take(columns).Concat(new float[32])));
    }

    private static void Check(Func<TLanes, TLanes, TLanes> actual, Func<float, float, float> expected)
    {
        for (var shift = 0; shift < Numbers.Length; shift++)
        {
            var a = Enumerable.Range(0, TLanes.Count).Select(i => Numbers[i % Numbers.Length]).ToArray();
            var b = Enumerable.Range(0, TLanes.Count).Select(i => Numbers[(i + shift) % Numbers.Length]).ToArray();
            var result = new float[TLanes.Count];
            fixed (float* x = a, y = b, z = result) actual(TLanes.Load(x), TLanes.Load(y)).Store(z);
            Assert.That(result, Is.EqualTo(a.Zip(b, expected)));
        }
    }
}
