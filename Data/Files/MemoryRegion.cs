using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Files;

/// <summary>The bytes of an array in memory.</summary>
internal sealed unsafe class MemoryRegion<T>(ReadOnlyMemory<T> values) : ByteRegion("in memory", (long)values.Length * sizeof(T))
    where T : unmanaged
{
    public override void Read(long offset, long count, ByteSink sink)
    {
        RequireInside(offset, count);
        for (long at = 0; at < count; at += PieceBytes)
        {
            var (first, size) = (offset + at, (int)Math.Min(count - at, PieceBytes));
            var skipped = (int)(first % sizeof(T));
            var elements = values.Span.Slice((int)(first / sizeof(T)), (skipped + size + sizeof(T) - 1) / sizeof(T));
            sink(at, MemoryMarshal.AsBytes(elements).Slice(skipped, size));
        }
    }
}
