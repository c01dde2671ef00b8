using EcgCmrNative.Kernels.Vectors;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Vectors;

[TestFixture(typeof(Lanes1))]
[TestFixture(typeof(Lanes128))]
[TestFixture(typeof(Lanes256))]
[TestFixture(typeof(Lanes512))]
internal sealed unsafe class VectorMathTests<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    [OneTimeSetUp]
    public void SkipWithoutTheHardware()
    {
        if (TLanes.Count * 32 > VectorWidth.Bits) Assert.Ignore($"needs vectors of {TLanes.Count * 32} bits");
    }

    [Test]
    public void ExpIsWithinOneUlpOverAllFloats() => Assert.That(WorstUlp(Exp, Math.Exp), Is.LessThan(1.05));

    [Test]
    public void ErfIsWithinTwoAndAHalfUlpOverAllFloats() => Assert.That(WorstUlp(Erf, ErfByItsSeries), Is.LessThan(2.5));

    [TestCase(float.NaN, float.NaN)]
    [TestCase(float.PositiveInfinity, float.PositiveInfinity)]
    [TestCase(float.NegativeInfinity, 0f)]
    [TestCase(0f, 1f)]
    [TestCase(-104.5f, 0f)]
    [TestCase(-103f, 1e-45f)]
    [TestCase(88.8f, float.PositiveInfinity)]
    public void ExpAtItsEnds(float x, float expected) => Assert.That(Exp(x), Is.EqualTo(expected));

    [TestCase(float.NaN, float.NaN)]
    [TestCase(float.PositiveInfinity, 1f)]
    [TestCase(float.NegativeInfinity, -1f)]
    [TestCase(0f, 0f)]
    [TestCase(-5f, -1f)]
    public void ErfAtItsEnds(float x, float expected) => Assert.That(Erf(x), Is.EqualTo(expected));

    [TestCase(0f, 0.0)]
    [TestCase(1f, 0.84134474606854295)]
    [TestCase(-1f, -0.15865525393145705)]
    [TestCase(-3f, -0.0040496940948996)]
    [TestCase(10f, 10.0)]
    [TestCase(-40f, 0.0)]
    public void GeluFollowsItsDefinition(float x, double expected) =>
        Assert.That((double)FirstLane(VectorMath.Gelu<TLanes>(x)), Is.EqualTo(expected).Within(2e-7));

    private static float Exp(float x) => FirstLane(VectorMath.Exp<TLanes>(x));

    private static float Erf(float x) => FirstLane(VectorMath.Erf<TLanes>(x));

    private static float FirstLane(TLanes vector) => *(float*)&vector;

    private static double WorstUlp(Func<float, float> actual, Func<double, double> expected)
    {
        var worst = 0.0;
        for (var bits = 0u; bits < 0x7f800000; bits += 40009)
        {
            var x = BitConverter.UInt32BitsToSingle(bits);
            worst = Math.Max(worst, Math.Max(Ulp(actual(x), expected(x)), Ulp(actual(-x), expected(-x))));
        }
        return worst;
    }

    private static double Ulp(float actual, double expected)
    {
        var rounded = (float)expected;
        if (float.IsInfinity(rounded)) return actual == rounded ? 0 : double.PositiveInfinity;
        return Math.Abs(actual - expected) / (MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded));
    }

    // erf x = 2/√π e^(-x²) Σ 2^k x^(2k+1) / (1·3·…·(2k+1)), Abramowitz and Stegun 7.1.6.
    private static double ErfByItsSeries(double x)
    {
        if (Math.Abs(x) > 6) return Math.Sign(x);
        double sum = x, term = x;
        for (var k = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); k++) sum += term *= 2 * x * x / (2 * k + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
