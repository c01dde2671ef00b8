using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Wfdb;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Files;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings.Formats;

/// <summary>Whatever the bytes are, a record is read or refused; nothing else comes out.</summary>
internal sealed class WfdbHostileTests
{
    private static readonly string[] Names = ["r.hea", "layout.hea", "a.hea", "a.mat", "b.hea", "b.dat"];

    private static MemoryFileSystem Record()
    {
        byte[] matrix = [30, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, .. "val\0"u8, .. WfdbFormatTests.Words(1, 2, 3, 4)];
        return new MemoryFileSystem
        {
            ["r.hea"] = "r/4 2 500 9 10:00:00 1/2/2003\nlayout 0\na 2\n~ 1\nb 6\n# Age: 40\n"u8.ToArray(),
            ["layout.hea"] = "layout 2 500 0\n~ 0 1000/mV 16 0 0 0 0 I\n~ 0x2 1000/mV 16 0 0 0 0 II\n"u8.ToArray(),
            ["a.hea"] = "a 2 500 2\na.mat 16+24 1000(0)/mV 16 0 1 4 0 I\na.mat 16x1+24 1000/mV 16 0 2 6 0 II\n"u8.ToArray(),
            ["a.mat"] = matrix,
            ["b.hea"] = "b 1 500 6\nb.dat 212x2:1+1 500/mV 12 0 0 0 0 II\n<age>: 3\n"u8.ToArray(),
            ["b.dat"] = new byte[19],
        };
    }

    [Test]
    public void TheUndamagedRecordReads() => Assert.That(new WfdbFormat(Record()).Read("r.hea").SampleCount, Is.EqualTo(18));

    [Test]
    public void FlippedBytesNeverCauseAnythingButDataFormatException() => Check((ushort[] positions, byte[] values) =>
    {
        var files = Record();
        foreach (var (position, value) in positions.Zip(values))
        {
            var file = files[Names[position % Names.Length]];
            file[position / Names.Length % file.Length] ^= value;
        }
        return files;
    });

    [Test]
    public void CutFilesNeverCauseAnythingButDataFormatException() => Check((ushort position, byte _) =>
    {
        var files = Record();
        var name = Names[position % Names.Length];
        files[name] = files[name][..(position / Names.Length % files[name].Length)];
        return files;
    });

    [Test]
    public void ReplacedFieldsNeverCauseAnythingButDataFormatException() => Check((ushort position, int number) =>
    {
        var files = Record();
        var name = Names[position % 3];
        var words = Encoding.UTF8.GetString(files[name]).Split(' ');
        words[position / 3 % words.Length] = position % 2 == 0 ? $"{number}" : $"{number}{Math.Abs((long)number)}000";
        files.Add(name, string.Join(' ', words));
        return files;
    });

    private static void Check<T1, T2>(Func<T1, T2, MemoryFileSystem> damage) =>
        Prop.ForAll((T1 first, T2 second) => ReadOrRefuse(damage(first, second))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static void ReadOrRefuse(MemoryFileSystem files)
    {
        try
        {
            _ = new WfdbFormat(files, new WfdbOptions { OnMismatch = WfdbMismatch.Warn }).Read("r.hea");
        }
        catch (DataFormatException)
        {
        }
    }
}
