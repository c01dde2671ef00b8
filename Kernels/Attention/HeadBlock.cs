using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>
/// The tokens of one head, copied to contiguous memory: [tokens, width] in rows of whole vectors. As a score block it holds [queries,
/// keys].
/// </summary>
internal readonly unsafe struct HeadBlock<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Prefetch distance in tokens.</summary>
    public const int PrefetchDistance = 16;

    private const int CacheLine = 64 / sizeof(float);

    public readonly float* Start;
    public readonly int Width;

    /// <summary>Creates a block at an address.</summary>
    public HeadBlock(float* start, int width)
    {
        Start = start;
        Width = width;
    }

    /// <summary>Vectors in a row.</summary>
    public int Vectors => (Width + TLanes.Count - 1) / TLanes.Count;

    /// <summary>Step from row to row: an odd number of vectors, so that a column does not fall on a few sets of the cache.</summary>
    public nint RowStep => (Vectors | 1) * TLanes.Count;

    /// <summary>The block as left matrix.</summary>
    public LeftMatrix Left => new(Start, RowStep);

    /// <summary>The block as right matrix.</summary>
    public RightMatrix Right => new(Start, TileProduct<TLanes>.TileColumns, RowStep);

    /// <summary>Where the block's <paramref name="tokens"/> rows end.</summary>
    public float* End(int tokens) => Start + (tokens * RowStep);

    /// <summary>Row <paramref name="t"/>.</summary>
    public float* Row(int t) => Start + (t * RowStep);

    /// <summary>
    /// Prefetches a token. The tokens of a head lie so far apart that the hardware prefetcher does not load them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* token, int width)
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < width; i += CacheLine) Sse.Prefetch0(token + i);
    }

    /// <summary>block[t, i] = scale · head[t, i], and 0 up to whole vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Read(float* head, long token, int tokens, float scale = 1)
    {
        TLanes factor = scale;
        for (var t = 0; t < tokens; t++, head += token)
        {
            var row = Row(t);
            Prefetch(head + (PrefetchDistance * token), Width);
            for (var i = 0; i < Width; i += TLanes.Count)
                (LaneRow.Load<TLanes>(head, i, Width) * factor).Store(row + i);
        }
    }

    /// <summary>head[t, i] = scale · block[t, i].</summary>
    public void Write(float* head, long token, int tokens, float scale = 1)
    {
        for (var t = 0; t < tokens; t++) WriteRow(t, scale, head + (t * token));
    }

    /// <summary>token[i] = scale · block[t, i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRow(int t, float scale, float* token)
    {
        var row = Row(t);
        TLanes factor = scale;
        for (var i = 0; i < Width; i += TLanes.Count)
            LaneRow.Store(TLanes.Load(row + i) * factor, token, i, Width);
    }
}
