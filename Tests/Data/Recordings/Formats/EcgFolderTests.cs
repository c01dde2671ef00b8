using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Wfdb;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings.Formats;

internal sealed class EcgFolderTests
{
    private static MemoryFileSystem Folder()
    {
        var files = new MemoryFileSystem();
        files.Add("/set/deep/er/z.hea", "z 1 500 1\nz.dat 16 1000 16 0 5 5 0 I\n");
        files["/set/deep/er/z.dat"] = [5, 0];
        files.Add("/set/b.hea", "b/2 1 500 2\nb_1 1\n~ 1\n");
        files.Add("/set/b_1.hea", "b_1 1 500 1\nb.dat 16\n");
        files.Add("/set/broken.hea", "no record line that makes sense");
        files.Add("/set/readme.txt", "");
        return files;
    }

    [Test]
    public void FindsRecordsAtAnyDepthInOrderAndNoSegments()
    {
        var files = Folder();

        var entries = EcgFolder.Enumerate("/set", EcgFormats.On(files), files);

        Assert.That(entries.Select(entry => entry.Path), Is.EqualTo(new[] { "/set/b.hea", "/set/broken.hea", "/set/deep/er/z.hea" }));
    }

    [Test]
    public void ReadsAFileInWhateverFormatItIs()
    {
        var formats = EcgFormats.On(Folder());

        Assert.That(formats.Read("/set/deep/er/z.hea").Signals[0].Samples, Is.EqualTo(new[] { 0.005f }));
        Assert.That(() => formats.Read("/set/deep/er/z.hea", 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => formats.Open("/set/readme.txt"), Throws.TypeOf<DataFormatException>().With.Message.Contains("supported: WFDB"));
    }

    [Test]
    public void AHeaderIsOpenedOnceForTheListAndOnceForTheRecording()
    {
        var files = new CountingFileSystem(Folder());

        var entry = EcgFolder.Enumerate("/set", EcgFormats.On(files), files)[2];
        Assert.That(files.Opened(entry.Path), Is.EqualTo(1));
        using (var file = entry.Format.Open(entry.Path)) file.Read(0);

        Assert.That(files.Opened(entry.Path), Is.EqualTo(2));
        Assert.That(files.Opened("/set/deep/er/z.dat"), Is.EqualTo(1));
    }

    [Test]
    public void TheListParsesOnlyTheRecordLineOfAnOrdinaryHeader()
    {
        var files = new MemoryFileSystem();
        files.Add("a.hea", "# comment\na 1 500 1\nno signal line\n");
        files.Add("b.hea", "b/1 1 500 1\nno segment line\n");

        Assert.That(WfdbHeader.ReadMultiSegment(files, "a.hea"), Is.Null);
        Assert.That(() => WfdbHeader.ReadMultiSegment(files, "b.hea"), Throws.TypeOf<DataFormatException>());
    }

    [Test]
    public void WalksTheDiskWithoutFollowingLinksInCircles()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory("sub").FullName, "a.hea"), "");
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "sub", "back"), folder.FullName);

            Assert.That(FileSystem.Disk.ListFiles(folder.FullName), Is.EqualTo(new[] { Path.Combine(folder.FullName, "sub", "a.hea") }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
