using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Verification;

public sealed class DeterministicFillTests
{
    // From an independent implementation in arbitrary-precision integers.
    [TestCase("base", 1UL, new[] { 0.5766793489456177, 0.15396034717559814, -0.04858517646789551 })]
    [TestCase("größe", ulong.MaxValue, new[] { 0.48878395557403564, 0.3258439302444458, 0.36226606369018555 })]
    public void Matches_the_reference_integers(string name, ulong seed, double[] expected) =>
        Assert.That(DeterministicFill.Values(name, expected.Length, seed), Is.EqualTo(expected));

    [Test]
    public void Single_and_double_precision_are_equal()
    {
        var doubles = DeterministicFill.Values("weights", 1000, 7);
        var singles = DeterministicFill.Singles("weights", 1000, 7);
        Assert.That(Array.ConvertAll(singles, x => (double)x), Is.EqualTo(doubles));
    }

    [Test]
    public void Refuses_a_negative_count() =>
        Assert.That(() => DeterministicFill.Values("x", -1), Throws.TypeOf<ArgumentOutOfRangeException>());
}
