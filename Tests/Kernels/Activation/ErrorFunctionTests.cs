using EcgCmrNative.Kernels.Activation;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Activation;

// Values from an arbitrary-precision library, rounded to double.
[TestFixture]
internal sealed class ErrorFunctionTests
{
    [TestCase(1e-300, 1.0)]
    [TestCase(1e-08, 0.9999999887162083)]
    [TestCase(0.1, 0.887537083981715)]
    [TestCase(0.5, 0.4795001221869535)]
    [TestCase(1.0, 0.15729920705028513)]
    [TestCase(1.5, 0.033894853524689274)]
    [TestCase(1.9999, 0.004679802092970608)]
    [TestCase(2.0, 0.004677734981047266)]
    [TestCase(2.5, 0.0004069520174449589)]
    [TestCase(3.0, 2.209049699858544e-05)]
    [TestCase(4.0, 1.541725790028002e-08)]
    [TestCase(5.5, 7.357847917974398e-15)]
    [TestCase(6.0, 2.1519736712498913e-17)]
    [TestCase(9.5, 3.7692144856548797e-41)]
    [TestCase(20.0, 5.395865611607901e-176)]
    [TestCase(26.0, 5.663192408856143e-296)]
    public void ErfcAgrees(double x, double erfc)
    {
        Assert.That(ErrorFunction.Erfc(x), Is.EqualTo(erfc).Within(1e-15 + 2e-13 * erfc));
        Assert.That(ErrorFunction.Erf(x), Is.EqualTo(1 - erfc).Within(2e-15));
        Assert.That(ErrorFunction.Erf(-x), Is.EqualTo(erfc - 1).Within(2e-15));
    }

    [Test]
    public void LimitsAreReached()
    {
        Assert.That(ErrorFunction.Erf(0), Is.Zero);
        Assert.That(ErrorFunction.Erf(double.PositiveInfinity), Is.EqualTo(1));
        Assert.That(ErrorFunction.Erfc(double.NegativeInfinity), Is.EqualTo(2));
        Assert.That(ErrorFunction.Erf(double.NaN), Is.NaN);
    }
}
