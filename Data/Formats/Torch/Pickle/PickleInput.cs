using System.Buffers.Binary;
using System.Text;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Torch.Pickle;

/// <summary>
/// Reads bytes one after the other. No length is believed before that many bytes are known to be there.
/// </summary>
internal sealed class PickleInput(ByteRegion region, FileBudget budget)
{
    /// <summary>Far above the pickle of the largest checkpoints, whose tensors lie outside of it.</summary>
    private const int MaxBytes = 16 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer = new byte[Math.Clamp(region.Length, 1, 1 << 14)];
    private int _next, _filled;
    private long _filledTo, _end = Math.Min(region.Length, MaxBytes);

    /// <summary>Where in the region the next byte is.</summary>
    public long Position => _filledTo - _filled + _next;

    /// <summary>Counts what is about to be built from the pickle (<see cref="FileBudget.Take"/>).</summary>
    public void Take(int bytes) => budget.Take(bytes, "pickled values");

    public DataFormatException Failure(string reason, Exception? inner = null) => region.Failure(Position, reason, inner);

    /// <summary>What follows is a pickle of its own, with a limit of its own.</summary>
    public void BeginPickle() => _end = Math.Min(region.Length, Position + MaxBytes);

    /// <summary>Leaves out bytes that are not to be looked at now.</summary>
    public void Skip(long count)
    {
        if (count < 0 || count > region.Length - Position)
            throw Failure($"a value has {count} bytes, but only {region.Length - Position} are left");
        (_filledTo, _next, _filled) = (Position + count, 0, 0);
        BeginPickle();
    }

    public byte ReadByte()
    {
        if (_next == _filled) Refill();
        return _buffer[_next++];
    }

    public byte[] ReadBytes(ulong count)
    {
        var left = _end - Position;
        if (count > (ulong)Math.Max(left, 0)) throw Failure($"a value has {count} bytes, but at most {left} are left");
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    public ushort ReadUInt16()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int ReadInt32() => (int)ReadUInt32();

    public uint ReadUInt32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public long ReadInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public string ReadText(ulong count) => Decode(ReadBytes(count));

    /// <summary>Text up to the next line feed, which is read and dropped.</summary>
    public string ReadLine()
    {
        const int longest = 4096;
        Span<byte> line = stackalloc byte[longest];
        for (var length = 0; ; length++)
        {
            var b = ReadByte();
            if (b == '\n') return Decode(line[..length]);
            if (length == longest) throw Failure($"a line is longer than {longest} bytes");
            line[length] = b;
        }
    }

    private void Fill(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_next == _filled) Refill();
            var size = Math.Min(bytes.Length, _filled - _next);
            _buffer.AsSpan(_next, size).CopyTo(bytes);
            _next += size;
            bytes = bytes[size..];
        }
    }

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (ArgumentException e)
        {
            throw Failure("a string is not valid UTF-8", e);
        }
    }

    private void Refill()
    {
        var left = _end - _filledTo;
        if (left <= 0)
        {
            throw Failure(_filledTo >= region.Length
                ? "the pickle ends without STOP"
                : $"the pickle is longer than {MaxBytes} bytes, the limit");
        }
        (_next, _filled) = (0, (int)Math.Min(left, _buffer.Length));
        region.Read(_filledTo, _buffer.AsSpan(0, _filled));
        _filledTo += _filled;
    }
}
