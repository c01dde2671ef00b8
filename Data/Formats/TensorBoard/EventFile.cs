using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.TensorBoard;

/// <summary>
/// Writes scalars in the format that TensorBoard reads: TFRecord frames (length, masked CRC-32C of the length, data, masked CRC-32C of the
/// data) around <c>Event</c> messages of protocol buffers.
/// </summary>
public sealed class EventFile : IDisposable
{
    private const int WallTimeField = 1;
    private const int StepField = 2;
    private const int FileVersionField = 3;
    private const int SummaryField = 5;
    private const int ValueField = 1;
    private const int TagField = 1;
    private const int SimpleValueField = 2;

    private readonly Stream _stream;

    /// <summary>Creates a new file <c>events.out.tfevents.…</c> in a folder.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="time">The time that is part of the name.</param>
    /// <param name="files">The file system; the machine's if null.</param>
    public EventFile(string folder, DateTimeOffset time, IFileSystem? files = null)
    {
        var name = $"events.out.tfevents.{time.ToUnixTimeMilliseconds()}.{Environment.MachineName}.{Environment.ProcessId}";
        _stream = (files ?? FileSystem.Disk).Create(Path.Combine(folder, name));
        WriteRecord(Message(writer =>
        {
            writer.Fixed64(WallTimeField, BitConverter.DoubleToUInt64Bits(Seconds(time)));
            writer.Bytes(FileVersionField, "brain.Event:2"u8);
        }));
    }

    /// <summary>Adds the scalars of one step, and flushes, so that they are seen while the run goes on.</summary>
    /// <param name="step">The step, or epoch.</param>
    /// <param name="time">When it was.</param>
    /// <param name="scalars">Tags and values.</param>
    public void Add(long step, DateTimeOffset time, IEnumerable<KeyValuePair<string, double>> scalars)
    {
        ArgumentNullException.ThrowIfNull(scalars);
        var summary = Message(writer =>
        {
            foreach (var (tag, value) in scalars)
            {
                writer.Bytes(ValueField, Message(inner =>
                {
                    inner.Bytes(TagField, Encoding.UTF8.GetBytes(tag));
                    inner.Fixed32(SimpleValueField, BitConverter.SingleToUInt32Bits((float)value));
                }));
            }
        });
        WriteRecord(Message(writer =>
        {
            writer.Fixed64(WallTimeField, BitConverter.DoubleToUInt64Bits(Seconds(time)));
            writer.Varint(StepField, (ulong)step);
            writer.Bytes(SummaryField, summary);
        }));
        _stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>CRC-32C with TensorFlow's mask: rotated right by 15 bits, plus a constant.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in data) crc = BitOperations.Crc32C(crc, b);
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8u;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private void WriteRecord(ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)data.Length);
        _stream.Write(number);
        WriteCrc(number);
        _stream.Write(data);
        WriteCrc(data);
    }

    private void WriteCrc(ReadOnlySpan<byte> data)
    {
        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, MaskedCrc(data));
        _stream.Write(crc);
    }

    private static byte[] Message(Action<ProtobufWriter> write)
    {
        var writer = new ProtobufWriter();
        write(writer);
        return writer.ToArray();
    }

    /// <summary>The four kinds of field that an event needs.</summary>
    private sealed class ProtobufWriter
    {
        private readonly MemoryStream _bytes = new();

        public byte[] ToArray() => _bytes.ToArray();

        public void Varint(int field, ulong value)
        {
            Number((ulong)field << 3);
            Number(value);
        }

        public void Fixed64(int field, ulong value)
        {
            Number(((ulong)field << 3) | 1);
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            _bytes.Write(bytes);
        }

        public void Bytes(int field, ReadOnlySpan<byte> value)
        {
            Number(((ulong)field << 3) | 2);
            Number((ulong)value.Length);
            _bytes.Write(value);
        }

        public void Fixed32(int field, uint value)
        {
            Number(((ulong)field << 3) | 5);
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            _bytes.Write(bytes);
        }

        private void Number(ulong value)
        {
            for (; value >= 0x80; value >>= 7) _bytes.WriteByte((byte)(value | 0x80));
            _bytes.WriteByte((byte)value);
        }
    }
}
