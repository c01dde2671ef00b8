using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Files;

/// <summary>Fetches elements of an array that is kept elsewhere, from <paramref name="first"/> on, as many as fit.</summary>
public delegate void ElementReader<T>(long first, Span<T> destination) where T : unmanaged;

/// <summary>The bytes of an array that is fetched piece by piece.</summary>
internal sealed unsafe class DeferredRegion<T>(long elements, ElementReader<T> fetch)
    : ByteRegion("in memory", checked(elements * sizeof(T)))
    where T : unmanaged
{
    public override void Read(long offset, long count, ByteSink sink)
    {
        RequireInside(offset, count);
        if (offset % sizeof(T) != 0 || count % sizeof(T) != 0) throw Failure(offset, "a read must start and end at element boundaries");
        InPieces(count, sink, (at, piece) => fetch((offset + at) / sizeof(T), MemoryMarshal.Cast<byte, T>(piece)));
    }
}
