using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>A command that fails leaves no folder behind.</summary>
public sealed class FailureTests
{
    [TestCase("prepare --ecg HERE --out")]
    [TestCase("prepare --cmr HERE --out")]
    [TestCase("embed --weights HERE/none.pth --ecg HERE --out", "e.npy")]
    [TestCase("export --weights HERE/none.safetensors --out")]
    [TestCase("probe --weights a --ecg HERE --test 0.2 --report", "p.json")]
    [TestCase("retrieve --weights HERE --ecg HERE --cmr HERE --report", "r.json")]
    [TestCase("pretrain mdm --ecg HERE --out")]
    [TestCase("pretrain mdm --ecg HERE --resume --out")]
    [TestCase("pretrain simclr-ecg --ecg HERE --out")]
    [TestCase("pretrain mmcl --ecg HERE --cmr HERE --out")]
    [TestCase("demo --ecg HERE --out")]
    public void NoFolderIsLeft(string command, string file = "")
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(folder["data"]).FullName;
        string[] words = [.. command.Split(' ').Select(word => word.Replace("HERE", data, StringComparison.Ordinal))];
        var run = CommandRun.Of([.. words, Path.Combine(folder["new/out"], file)]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure), run.Error);
        Assert.That(run.Error, Does.Contain("error: "));
        Assert.That(Path.Exists(folder["new"]), Is.False);
    }

    /// <summary>Two processes find that a folder does not exist; the slower one must not delete what the other one writes there.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void TheFolderOfAnotherProcessStays(bool isInUse)
    {
        using var folder = new TemporaryFolder();
        var path = folder["new/store"];
        using (var made = new OutputFolder(path))
        {
            Directory.CreateDirectory(path);
            folder.Write("new/store/samples", [1]);
            using var other = isInUse ? FileSystem.Disk.Lock(path) : null;
            Assert.That(
                () => made.Fill(() => isInUse ? FileSystem.Disk.Lock(path) : throw new IOException("failed")),
                Throws.InstanceOf<IOException>());
        }
        Assert.That(File.Exists(Path.Combine(path, "samples")), Is.EqualTo(isInUse));
        Assert.That(Path.Exists(folder["new"]), Is.EqualTo(isInUse));
    }
}
