using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

public sealed class VerifyTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void FailsWhereANumberDiffers(bool corrupted)
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(SharedData.Require("reference", "fixtures", "schedule.warmup-cosine.safetensors"));
        if (corrupted) bytes[^2] ^= 0x10; // in the exponent of the last number
        folder.Write("schedule.safetensors", bytes);
        var run = CommandRun.Of("verify", Path.GetDirectoryName(folder["x"])!, "--device", "reference");
        Assert.That(run.ExitCode, Is.EqualTo(corrupted ? 1 : 0), run.Output + run.Error);
        Assert.That(run.Output, Does.Contain(corrupted ? "FAILED" : "1 passed"));
    }

    [Test]
    public void AnEmptyFolderIsAnError()
    {
        using var folder = new TemporaryFolder();
        Assert.That(CommandRun.Of("verify", Path.GetDirectoryName(folder["x"])!).ExitCode, Is.EqualTo(1));
    }
}
