using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>Writes recordings as WFDB records in format 16: a header and one signal file, with checksums.</summary>
public static class WfdbWriter
{
    /// <summary>Counts per millivolt, or per whatever unit a signal has.</summary>
    private const int Gain = 1000;

    /// <summary>Writes a record into a folder, the header last; what is beyond ±32 units is cut off.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="recording">The recording; its name becomes that of the files.</param>
    /// <param name="files">The file system; the machine's when null.</param>
    /// <returns>The header's path.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public static string Write(string folder, EcgRecording recording, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var disk = files ?? FileSystem.Disk;
        var (signals, length) = (recording.Signals.Count, recording.SampleCount);
        var bytes = new byte[checked(2 * signals * length)];
        var header = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"{recording.Name} {signals} {recording.SamplingRateHz} {length}\n"));
        for (var i = 0; i < signals; i++)
        {
            short checksum = 0, first = 0;
            for (var t = 0; t < length; t++)
            {
                var count = ToCount(recording.Signals[i].Samples[t]);
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * (t * signals + i)), count);
                checksum = unchecked((short)(checksum + count));
                if (t == 0) first = count;
            }
            header.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{recording.Name}.dat 16 {Gain}/{recording.Signals[i].Units} 16 0 {first} {checksum} 0 {recording.Signals[i].Name}\n"));
        }
        foreach (var comment in recording.Comments) header.Append(CultureInfo.InvariantCulture, $"#{comment}\n");
        disk.WriteAtomically(Path.Combine(folder, recording.Name + ".dat"), stream => stream.Write(bytes));
        var path = Path.Combine(folder, recording.Name + WfdbFormat.Extension);
        disk.WriteAtomically(path, stream => stream.Write(Encoding.UTF8.GetBytes(header.ToString())));
        return path;
    }

    /// <summary>The smallest count means that a sample is missing.</summary>
    private static short ToCount(float sample) =>
        float.IsNaN(sample) ? short.MinValue : (short)Math.Clamp(Math.Round((double)sample * Gain), -short.MaxValue, short.MaxValue);
}
