using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

public sealed class InspectTests
{
    [Test]
    public void SaysWhatIsInARecord()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "two.hea",
            "two 2 250 4\ntwo.dat 16 1000/mV 16 0 1 10 0 I\ntwo.dat 16 1000/mV 16 0 -1 -4 0 aVF\n# Age: 61\n# Sex: F\n"u8.ToArray());
        folder.Write("two.dat", [1, 0, 255, 255, 2, 0, 255, 255, 3, 0, 255, 255, 4, 0, 255, 255]);
        var run = CommandRun.Of("inspect", folder["two"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Output,
            Does.Contain("250 Hz").And.Contain("female, 61 years").And.Contain("aVF").And.Contain("V6").And.Contain("missing"));
    }

    [Test]
    public void FindsOutThatARecordIsDamaged()
    {
        using var folder = new TemporaryFolder();
        var header = WriteSynthetic(folder);
        var bytes = File.ReadAllBytes(folder["synthetic-000000.dat"]);
        bytes[5000] ^= 1;
        File.WriteAllBytes(folder["synthetic-000000.dat"], bytes);
        var run = CommandRun.Of("inspect", header);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("checksum"));
    }

    [Test]
    public void DrawsThePicture()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("inspect", WriteSynthetic(folder), "--picture", folder["ecg.png"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.ReadAllBytes(folder["ecg.png"])[..4], Is.EqualTo(new byte[] { 137, 80, 78, 71 }));
    }

    [Test]
    public void GoesOnAfterAFileThatCannotBeRead()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("inspect", folder["none.hea"], WriteSynthetic(folder));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("synthetic-000000").And.Contain("500 Hz"));
    }

    private static string WriteSynthetic(TemporaryFolder folder) =>
        WfdbFormat.Write(Path.GetDirectoryName(folder["x"])!, SyntheticEcg.Record(EcgModel.Random(new CounterDraws(3)), 3));
}
