using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Formats.Units;
using EcgCmrNative.Data.Formats.Wfdb;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Units;

internal sealed class MillivoltsTests
{
    [TestCase("mV", 1)]
    [TestCase("mv", 1)]
    [TestCase("", 1)]
    [TestCase(null, 1)]
    [TestCase("V", 1000)]
    [TestCase("uV", 1e-3)]
    [TestCase("\u00B5V", 1e-3)]
    [TestCase("\u03BCV", 1e-3)]
    [TestCase("nV", 1e-6)]
    [TestCase("mmHg", null)]
    [TestCase("NU", null)]
    public void KnowsTheUnitsOfVoltage(string? unit, double? millivolts) => Assert.That(Millivolts.Per(unit), Is.EqualTo(millivolts));

    [Test]
    public void ReadsAMicroSignInLatin1AsInUtf8([Values] bool latin1)
    {
        var bytes = (latin1 ? Encoding.Latin1 : Encoding.UTF8).GetBytes("r 1\nr.dat 16 5/\u00B5V\n");

        Assert.That(Millivolts.Per(HeaderParser.Parse("r.hea", bytes).Signals[0].Units), Is.EqualTo(1e-3));
    }
}
