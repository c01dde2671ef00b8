using System.Buffers;

namespace EcgCmrNative.Data.Files;

/// <summary>Takes one piece of the bytes that are read; <paramref name="at"/> counts from the first byte asked for.</summary>
internal delegate void ByteSink(long at, ReadOnlySpan<byte> bytes);

/// <summary>
/// Bytes that can be read when wanted: part of a file, of memory, or a rearrangement of another region.
/// They come in pieces of <see cref="PieceBytes"/>, so that no length in a file decides how much memory is taken,
/// and every piece starts and ends between elements.
/// </summary>
internal abstract class ByteRegion(string path, long length)
{
    protected const int PieceBytes = 1 << 16;

    /// <summary>The file the bytes are from, for error messages.</summary>
    public string Path { get; } = path;

    public long Length { get; } = length;

    /// <summary>Hands <paramref name="count"/> bytes from <paramref name="offset"/> on to the sink, in order.</summary>
    public abstract void Read(long offset, long count, ByteSink sink);

    /// <summary>An error at a byte of this region, in the file's own offsets if it has them.</summary>
    public virtual DataFormatException Failure(long offset, string reason, Exception? inner = null) => new(Path, null, reason, inner);

    /// <summary>Fills the whole span.</summary>
    public unsafe void Read(long offset, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            var (target, size) = ((nint)start, destination.Length);
            Read(offset, size, (at, bytes) => bytes.CopyTo(new Span<byte>((byte*)target + at, (int)(size - at))));
        }
    }

    protected void RequireInside(long offset, long count)
    {
        if (offset < 0 || count < 0 || count > Length - offset)
            throw Failure(Math.Max(offset, 0), $"{count} bytes were expected here, only {Math.Max(Length - offset, 0)} are left");
    }

    /// <summary>Calls <paramref name="fill"/> for each piece in turn, with one rented buffer.</summary>
    protected static void InPieces(long count, ByteSink sink, PieceFiller fill)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(count, PieceBytes));
        try
        {
            for (long at = 0; at < count; at += PieceBytes)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(count - at, PieceBytes));
                fill(at, piece);
                sink(at, piece);
            }
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
    }

    protected delegate void PieceFiller(long at, Span<byte> piece);
}

/// <summary>A stretch of a file.</summary>
internal sealed class FileRegion(InputFile file, long start, long length) : ByteRegion(file.Path, length)
{
    public override void Read(long offset, long count, ByteSink sink)
    {
        RequireInside(offset, count);
        InPieces(count, sink, (at, piece) => file.Read(start + offset + at, piece));
    }

    public override DataFormatException Failure(long offset, string reason, Exception? inner = null) =>
        file.Failure(start + offset, reason, inner);
}

/// <summary>A stretch of another region.</summary>
internal sealed class SubRegion(ByteRegion whole, long start, long length) : ByteRegion(whole.Path, length)
{
    public override void Read(long offset, long count, ByteSink sink)
    {
        RequireInside(offset, count);
        whole.Read(start + offset, count, sink);
    }

    public override DataFormatException Failure(long offset, string reason, Exception? inner = null) =>
        whole.Failure(start + offset, reason, inner);
}
