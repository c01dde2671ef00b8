namespace EcgCmrNative.Data.Files;

/// <summary>Big-endian elements seen as little-endian ones.</summary>
internal sealed class ByteSwappedRegion(ByteRegion stored, int unitBytes) : ByteRegion(stored.Path, stored.Length)
{
    public override void Read(long offset, long count, ByteSink sink)
    {
        var swapped = new byte[Math.Min(count, PieceBytes)];
        stored.Read(offset, count, (at, bytes) =>
        {
            var piece = swapped.AsSpan(0, bytes.Length);
            bytes.CopyTo(piece);
            for (var i = 0; i < piece.Length; i += unitBytes) piece.Slice(i, unitBytes).Reverse();
            sink(at, piece);
        });
    }

    public override DataFormatException Failure(long offset, string reason, Exception? inner = null) =>
        stored.Failure(offset, reason, inner);
}
