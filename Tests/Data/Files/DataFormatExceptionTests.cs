using EcgCmrNative.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Files;

internal sealed class DataFormatExceptionTests
{
    [Test]
    public void NamesFilePlaceAndReason() =>
        Assert.That(new DataFormatException("a.npy", 12, "damaged").Message, Is.EqualTo("a.npy, byte 12: damaged"));

    [Test]
    public void AReasonThatRepeatsALongNameKeepsItsBeginningAndItsEnd()
    {
        var error = new DataFormatException("a.npy", null, $"unsupported '{new string('x', 1_000_000)}'; save it again");

        Assert.That(error.Message, Does.StartWith("a.npy: unsupported 'xx").And.EndsWith("xx'; save it again"));
        Assert.That(error.Message, Has.Length.LessThan(3000));
        Assert.That(error.Reason, Has.Length.LessThan(3000));
    }
}
