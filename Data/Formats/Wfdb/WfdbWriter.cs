using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>Writes WFDB records in format 16: a header and one signal file, with checksums.</summary>
public static class WfdbWriter
{
    /// <summary>Counts per millivolt, or per whatever unit a signal has.</summary>
    private const int Gain = 1000;

    /// <summary>Writes a record into a folder, the header last; values beyond ±32 units are clipped.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="record">The record; its name becomes that of the files.</param>
    /// <param name="files">The file system; the machine's if null.</param>
    /// <returns>The header's path.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static string Write(string folder, WfdbRecord record, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        var disk = files ?? FileSystem.Disk;
        var signals = record.Signals.Count;
        var length = signals == 0 ? 0 : record.Signals[0].Samples.Length;
        var bytes = new byte[checked(2 * signals * length)];
        var header = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"{record.Name} {signals} {record.SamplingRateHz} {length}\n"));
        for (var i = 0; i < signals; i++)
        {
            short checksum = 0, first = 0;
            for (var t = 0; t < length; t++)
            {
                var count = ToCount(record.Signals[i].Samples[t]);
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * (t * signals + i)), count);
                checksum = unchecked((short)(checksum + count));
                if (t == 0) first = count;
            }
            header.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Name}.dat 16 {Gain}/{record.Signals[i].Units} 16 0 {first} {checksum} 0 {record.Signals[i].Name}\n"));
        }
        foreach (var comment in record.Comments) header.Append(CultureInfo.InvariantCulture, $"#{comment}\n");
        disk.WriteAtomically(Path.Combine(folder, record.Name + ".dat"), stream => stream.Write(bytes));
        var path = Path.Combine(folder, record.Name + WfdbHeader.Extension);
        disk.WriteAtomically(path, stream => stream.Write(Encoding.UTF8.GetBytes(header.ToString())));
        return path;
    }

    /// <summary>The smallest count means that a sample is missing.</summary>
    private static short ToCount(float sample) =>
        float.IsNaN(sample) ? short.MinValue : (short)Math.Clamp(Math.Round((double)sample * Gain), -short.MaxValue, short.MaxValue);
}
