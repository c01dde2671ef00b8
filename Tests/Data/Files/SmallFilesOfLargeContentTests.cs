using System.IO.Compression;
using System.Text;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Formats.Nifti;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Files;

/// <summary>Small files that describe much: refused, or read, within a second and 64 MiB.</summary>
public sealed class SmallFilesOfLargeContentTests
{
    [Test]
    public void A_compressed_constant_image_of_gigabytes_is_refused()
    {
        var header = new NiftiBytes(1, false, false, 2, 1000, 1000, 10, 3).Header;
        var files = new MemoryFileSystem { ["a.nii.gz"] = NiftiBytes.Compress([.. header, .. new byte[30_000_000]]) };
        Assert.That(Hostile.Refused(() => NiftiFile.Read("a.nii.gz", files)).Message, Does.Contain("too many for a compressed file"));
    }

    [TestCase("record,x\na", ",1", 3_000_000, "line 2: more than 16384 fields")]
    [TestCase("record", ",x", 3_000_000, "line 1: more than 16384 fields")]
    [TestCase("record,x\na,", "1", 3_000_000, "line")]
    [TestCase("record,x\na,\"", "1,\n", 1_500_000, "line")]
    public void A_table_of_one_endless_row_is_refused(string start, string repeated, int count, string reason)
    {
        var files = new MemoryFileSystem();
        files.Add("a.csv", start + new StringBuilder().Insert(0, repeated, count));
        Assert.That(Hostile.Refused(() => CsvTable.Read("a.csv", files)).Message, Does.Contain(reason));
    }

    [Test]
    public void A_segment_that_is_named_very_often_is_decoded_once()
    {
        const int segments = 20_000;
        var files = new MemoryFileSystem { ["s.dat"] = new byte[2] };
        files.Add("m.hea", $"m/{segments} 1 500 {segments}\n" + string.Concat(Enumerable.Repeat("s 1\n", segments)));
        files.Add("s.hea", "s 1 500 1\ns.dat 16 200 16 0 0 0 0 I\n");
        var counting = new CountingFileSystem(files);
        var recording = new WfdbFormat(counting).Read("m.hea");
        Assert.That(recording.SampleCount, Is.EqualTo(segments));
        Assert.That(counting.Opened("s.dat"), Is.LessThan(5));
    }

    [Test]
    public void Pickled_names_and_places_in_the_memo_are_counted()
    {
        Hostile.Refused(() => Open([.. "\u0080\u0002]"u8[^1..], .. Enumerable.Repeat((byte)0x94, 2_000_000), (byte)'.']));
        var names = Encoding.ASCII.GetBytes("(" + string.Concat(Enumerable.Repeat("ctorch\nfloat32\n0", 300_000)) + "l.");
        Hostile.ReadOrRefused(() => Open(names));

        static void Open(byte[] pickle)
        {
            using var stream = new MemoryStream();
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var member = zip.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open();
                member.Write(pickle);
            }
            using var file = TensorFormats.Open("a.pth", new MemoryFileSystem { ["a.pth"] = stream.ToArray() });
        }
    }
}
