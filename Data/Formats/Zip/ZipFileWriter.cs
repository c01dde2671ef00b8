using System.Text;

namespace EcgCmrNative.Data.Formats.Zip;

/// <summary>
/// Writes a zip file of stored members in one pass over a stream that need not seek: checksums follow the data.
/// Times are fixed, so that the same content gives the same file.
/// </summary>
internal sealed class ZipFileWriter(Stream stream)
{
    private const int Alignment = 64;
    // Names in UTF-8, checksum and sizes after the data.
    private const ushort Flags = 0x0808;
    private const ushort Version = 45, Date1980 = 0x21, PaddingField = 0x4246;

    private readonly List<(byte[] Name, long Offset, long Length, uint Crc)> _members = [];
    private long _position;

    /// <summary>Adds a member of known length, its data aligned so that a reader may map them.</summary>
    public void Add(string name, long length, Action<Stream> write)
    {
        var encoded = Encoding.UTF8.GetBytes(name);
        var offset = _position;
        var wide = length >= uint.MaxValue;
        var headerBytes = 30 + encoded.Length + (wide ? 20 : 0) + 4;
        var padding = (int)((Alignment - ((_position + headerBytes) % Alignment)) % Alignment);

        var header = new RecordBuilder().U32(0x04034B50).U16(Version).U16(Flags).U16(0).U16(0).U16(Date1980).U32(0);
        // In the 64-bit form the sizes are marked as being in the extra field.
        header.U32(wide ? uint.MaxValue : 0).U32(wide ? uint.MaxValue : 0);
        header.U16((ushort)encoded.Length).U16((ushort)((wide ? 20 : 0) + 4 + padding)).Bytes(encoded);
        if (wide) header.U16(1).U16(16).I64(0).I64(0);
        header.U16(PaddingField).U16((ushort)padding).Bytes(new byte[padding]);
        Emit(header);

        var counted = new ChecksumStream(stream);
        write(counted);
        if (counted.Length != length)
            throw new InvalidOperationException($"member '{name}' must have {length} bytes, got {counted.Length}");
        _position += length;
        var (crc, descriptor) = (counted.Crc, new RecordBuilder().U32(0x08074B50).U32(counted.Crc));
        Emit(wide ? descriptor.I64(length).I64(length) : descriptor.U32((uint)length).U32((uint)length));
        _members.Add((encoded, offset, length, crc));
    }

    /// <summary>Adds a small member.</summary>
    public void Add(string name, byte[] content) => Add(name, content.Length, target => target.Write(content));

    /// <summary>Writes the directory; nothing may be added after it.</summary>
    public void Finish()
    {
        var start = _position;
        foreach (var (name, offset, length, crc) in _members)
        {
            var extra = new RecordBuilder();
            if (length >= uint.MaxValue) extra.I64(length).I64(length);
            if (offset >= uint.MaxValue) extra.I64(offset);
            var extraBytes = extra.Length == 0 ? 0 : extra.Length + 4;
            var record = new RecordBuilder().U32(0x02014B50).U16(Version).U16(Version).U16(Flags).U16(0).U16(0).U16(Date1980).U32(crc);
            record.U32(Narrow(length)).U32(Narrow(length)).U16((ushort)name.Length).U16((ushort)extraBytes);
            record.U16(0).U16(0).U16(0).U32(0).U32(Narrow(offset)).Bytes(name);
            if (extraBytes > 0) record.U16(1).U16((ushort)extra.Length).Bytes(extra.ToArray());
            Emit(record);
        }
        var (size, end) = (_position - start, _position);
        var wide = new RecordBuilder().U32(0x06064B50).I64(44).U16(Version).U16(Version).U32(0).U32(0);
        Emit(wide.I64(_members.Count).I64(_members.Count).I64(size).I64(start));
        Emit(new RecordBuilder().U32(0x07064B50).U32(0).I64(end).U32(1));
        var count = (ushort)Math.Min(_members.Count, ushort.MaxValue);
        Emit(new RecordBuilder().U32(0x06054B50).U16(0).U16(0).U16(count).U16(count).U32(Narrow(size)).U32(Narrow(start)).U16(0));
    }

    private static uint Narrow(long value) => (uint)Math.Min(value, uint.MaxValue);

    private void Emit(RecordBuilder record)
    {
        stream.Write(record.ToArray());
        _position += record.Length;
    }

    /// <summary>Little-endian fields one after the other.</summary>
    private sealed class RecordBuilder
    {
        private readonly MemoryStream _bytes = new();

        public int Length => (int)_bytes.Length;

        public byte[] ToArray() => _bytes.ToArray();

        public RecordBuilder U16(ushort value) => Bytes(BitConverter.GetBytes(value));

        public RecordBuilder U32(uint value) => Bytes(BitConverter.GetBytes(value));

        public RecordBuilder I64(long value) => Bytes(BitConverter.GetBytes(value));

        public RecordBuilder Bytes(byte[] bytes)
        {
            _bytes.Write(bytes);
            return this;
        }
    }

    /// <summary>Passes bytes on, counting them and their checksum.</summary>
    private sealed class ChecksumStream(Stream target) : Stream
    {
        private Crc32 _crc = Crc32.Start();
        private long _length;

        public uint Crc => _crc.Value;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            target.Write(buffer);
            _crc.Append(buffer);
            _length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
