using System.Buffers.Binary;
using System.IO.Compression;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Zip;

/// <summary>
/// One member of a zip file, as bytes that have passed their checksum: the first read checks the whole member
/// and compares its CRC-32; only then is any of it handed on. A compressed member keeps a few positions of inflation, so that reading it
/// part by part in order, also by several threads, inflates it about once and not once per part.
/// </summary>
internal sealed class ZipMember(InputFile file, ZipRecord record, long directoryStart) : ByteRegion(file.Path, record.Length)
{
    /// <summary>Positions kept: enough for threads that read neighbouring parts in changing order.</summary>
    private const int MostInflations = 4;

    private readonly List<Inflation> _inflations = [];
    private long _dataStart = -1;
    private bool _intact;

    public string Name => record.Name;

    /// <summary>False if the bytes lie in the file as they are.</summary>
    public bool IsCompressed => record.Method != ZipRecord.Stored;

    public override DataFormatException Failure(long offset, string reason, Exception? inner = null) =>
        file.Failure(IsCompressed || _dataStart < 0 ? record.HeaderOffset : _dataStart + offset, $"member '{Name}': {reason}", inner);

    public override void Read(long offset, long count, ByteSink sink)
    {
        RequireInside(offset, count);
        RequireIntact();
        ReadUnverified(offset, count, sink);
    }

    /// <summary>The same bytes before the checksum is known to be right, to look at a header without reading everything.</summary>
    public ByteRegion Unverified() => new UnverifiedMember(this);

    /// <summary>Reads the whole member once and compares its checksum.</summary>
    public void RequireIntact()
    {
        if (_intact) return;
        var crc = Crc32.Start();
        ReadUnverified(0, Length, (_, bytes) => crc.Append(bytes));
        if (crc.Value != record.Crc)
            throw Failure(0, $"checksum {crc.Value:x8}, expected {record.Crc:x8}; the file is damaged; download or copy it again");
        _intact = true;
    }

    /// <summary>The local header repeats the name and has an extra field of its own length; the data follow it.</summary>
    private void LocateData()
    {
        Span<byte> header = stackalloc byte[30];
        file.Read(record.HeaderOffset, header);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x04034B50) throw Failure(0, "its local header is missing");
        var start = record.HeaderOffset + 30
            + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (record.StoredLength > directoryStart - start) throw Failure(0, "its data overlap the directory of the zip file");
        _dataStart = start;
    }

    private void ReadUnverified(long offset, long count, ByteSink sink)
    {
        if (_dataStart < 0) LocateData();
        if (!IsCompressed)
        {
            InPieces(count, sink, (at, piece) => file.Read(_dataStart + offset + at, piece));
            return;
        }
        lock (_inflations) Inflate(offset, count, sink);
    }

    private void Inflate(long offset, long count, ByteSink sink)
    {
        var inflation = _inflations.Where(one => one.Position <= offset).MaxBy(one => one.Position)
            ?? new Inflation(new FileStretch(file, _dataStart, record.StoredLength));
        // Out of the list while it is in use: one that fails is not used again.
        _inflations.Remove(inflation);
        try
        {
            InPieces(offset - inflation.Position, (_, _) => { }, (_, piece) => inflation.Read(piece));
            InPieces(count, sink, (_, piece) => inflation.Read(piece));
            if (inflation.Position == Length)
            {
                if (!inflation.IsAtEnd())
                    throw Failure(0, $"it inflates to more than {Length} bytes, the length in the directory");
                return;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Failure(0, "its compressed data are damaged", e);
        }
        if (_inflations.Count == MostInflations) _inflations.Remove(_inflations.MinBy(one => one.Position)!);
        _inflations.Add(inflation);
    }

    /// <summary>An inflater and the number of bytes that have come out of it. It holds no operating system resource.</summary>
    private sealed class Inflation(FileStretch compressed)
    {
        private readonly DeflateStream _stream = new(compressed, CompressionMode.Decompress);

        public long Position { get; private set; }

        public void Read(Span<byte> piece)
        {
            _stream.ReadExactly(piece);
            Position += piece.Length;
        }

        public bool IsAtEnd() => _stream.ReadByte() < 0;
    }

    private sealed class UnverifiedMember(ZipMember member) : ByteRegion(member.Path, member.Length)
    {
        public override void Read(long offset, long count, ByteSink sink)
        {
            RequireInside(offset, count);
            member.ReadUnverified(offset, count, sink);
        }

        public override DataFormatException Failure(long offset, string reason, Exception? inner = null) =>
            member.Failure(offset, reason, inner);
    }
}
