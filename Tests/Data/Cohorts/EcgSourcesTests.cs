using System.IO.Compression;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

internal sealed class EcgSourcesTests
{
    private const int Recordings = 64, Samples = 200;

    private static float[] Values => [.. Enumerable.Range(0, Recordings * 12 * Samples).Select(i => (float)(i * 7919 % 1000003))];

    [Test]
    public void AnArrayFileIsOpenedOnceForTheListAndAllRecordings()
    {
        using var folder = new TemporaryFolder();
        WriteNpy(folder["ecgs.npy"]);

        var files = ReadAll(folder, "ecgs.npy");

        Assert.That(files.Opened(folder["ecgs.npy"]), Is.EqualTo(1));
        Assert.That(files.Open, Is.Zero, "every file is closed after the last recording");
    }

    [Test]
    public void ACompressedArrayIsInflatedAboutOnceAndNotOncePerRecording()
    {
        using var folder = new TemporaryFolder();
        WriteNpy(folder["ecgs.array"]);
        using (var zip = ZipFile.Open(folder["ecgs.npz"], ZipArchiveMode.Create))
            zip.CreateEntryFromFile(folder["ecgs.array"], "ecgs.npy", CompressionLevel.Fastest);

        var files = ReadAll(folder, "ecgs.npz");

        Assert.That(files.Opened(folder["ecgs.npz"]), Is.EqualTo(1));
        // The checksum takes one pass, the values another.
        Assert.That(files.BytesRead, Is.LessThan(4 * new FileInfo(folder["ecgs.npz"]).Length + (1 << 18)));
    }

    [Test]
    public void AColumnMajorArrayIsNotReadOncePerRecording()
    {
        using var folder = new TemporaryFolder();
        var bytes = new List<byte>();
        var header = $"{{'descr': '<f4', 'fortran_order': True, 'shape': ({Recordings}, 12, {Samples}), }}".PadRight(117) + "\n";
        bytes.AddRange([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
        bytes.AddRange(System.Text.Encoding.ASCII.GetBytes(header));
        var values = Values;
        for (var at = 0; at < values.Length; at++)
        {
            var (recording, lead, t) = (at % Recordings, at / Recordings % 12, at / Recordings / 12);
            bytes.AddRange(BitConverter.GetBytes(values[(recording * 12 + lead) * Samples + t]));
        }
        File.WriteAllBytes(folder["ecgs.npy"], [.. bytes]);

        var files = ReadAll(folder, "ecgs.npy");

        Assert.That(files.BytesRead, Is.LessThan(Recordings / 4 * new FileInfo(folder["ecgs.npy"]).Length));
    }

    [Test]
    public void RecordingsThatTheTableLeavesOutDoNotKeepTheFileOpen()
    {
        using var folder = new TemporaryFolder();
        WriteNpy(folder["ecgs.npy"]);
        var files = new CountingFileSystem(FileSystem.Disk);
        var table = new LabelTable([], [new CohortRecord("ecgs#3", "a", []), new CohortRecord("ecgs#9", "b", [])]);

        var sources = EcgSources.InFolder(folder[""], table, EcgFormats.On(files));
        foreach (var source in sources) source.Read();

        Assert.That(sources, Has.Count.EqualTo(2));
        Assert.That(files.Open, Is.Zero);
        Assert.That(sources[1].Read().Signals[0].Samples[0], Is.EqualTo(Values[8 * 12 * Samples]), "a source can be read again");
    }

    /// <summary>Of a folder of many files only some stay open after the list; the others open again when they are read.</summary>
    [Test]
    public void ManyFilesAreNotKeptOpen()
    {
        const int Files = 100;
        using var folder = new TemporaryFolder();
        for (var i = 0; i < Files; i++)
            NumpyFile.WriteNpy(folder[$"{i:D3}.npy"], FileTensor.Of<float>("ecg", Values[i..(i + 24)], 2, 12));
        var files = new CountingFileSystem(FileSystem.Disk);

        var sources = EcgSources.InFolder(folder[""], formats: EcgFormats.On(files));
        Assert.That(files.Open, Is.InRange(1, 64));
        for (var i = 0; i < Files; i++) Assert.That(sources[i].Read().Signals[0].Samples[0], Is.EqualTo(Values[i]));

        Assert.That(files.Open, Is.Zero);
        Assert.That((files.Opened(folder["000.npy"]), files.Opened(folder["099.npy"])), Is.EqualTo((1, 2)));
    }

    [Test]
    public void AFileThatChangesAfterTheListIsRefused()
    {
        using var folder = new TemporaryFolder();
        WriteNpy(folder["ecgs.npy"]);
        using var file = EcgFormats.Default.Open(folder["ecgs.npy"]);
        file.Suspend();
        File.AppendAllText(folder["ecgs.npy"], "more");
        Assert.That(() => file.Read(0), Throws.TypeOf<DataFormatException>().With.Message.Contains("has changed"));
        file.Dispose();
        Assert.That(() => file.Read(0), Throws.TypeOf<ObjectDisposedException>());
    }

    /// <summary>The header that names the segments is parsed for the list and kept for the recording.</summary>
    [Test]
    public void AMultiSegmentHeaderIsReadOnce()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["long.hea"], "long/2 1 500 2\npart 1\n~ 1\n");
        File.WriteAllText(folder["part.hea"], "part 1 500 1\npart.dat 16 1000 16 0 5 5 0 I\n");
        File.WriteAllBytes(folder["part.dat"], [5, 0]);
        var files = new CountingFileSystem(FileSystem.Disk);

        var sources = EcgSources.InFolder(folder[""], formats: EcgFormats.On(files));
        Assert.That(sources.Select(source => source.About.Record), Is.EqualTo(new[] { "long" }));
        Assert.That(sources[0].Read().Signals[0].Samples, Is.EqualTo(new[] { 0.005f, float.NaN }));

        Assert.That(files.Opened(folder["long.hea"]), Is.EqualTo(1));
    }

    private static CountingFileSystem ReadAll(TemporaryFolder folder, string name)
    {
        var files = new CountingFileSystem(FileSystem.Disk);
        var values = Values;
        var sources = EcgSources.InFolder(folder[""], formats: EcgFormats.On(files));
        Assert.That(files.Opened(folder[name]), Is.EqualTo(1));
        Assert.That(sources, Has.Count.EqualTo(Recordings));
        // Neighbours change places, as with several threads.
        for (var i = 0; i < Recordings; i++)
        {
            var read = i ^ 1;
            var recording = sources[read].Read();
            Assert.That(recording.Signals[11].Samples, Is.EqualTo(values[((read * 12 + 11) * Samples)..((read * 12 + 12) * Samples)]));
        }
        return files;
    }

    private static void WriteNpy(string path) =>
        NumpyFile.WriteNpy(path, FileTensor.Of<float>("ecgs", Values, Recordings, 12, Samples));
}
