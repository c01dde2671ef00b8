using EcgCmrNative.Kernels.Gemm.Packed;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>The tokens of one head, transposed to [width, tokens] in panels as wide as a tile: [panels, width, tile columns].</summary>
internal readonly unsafe struct TransposedHead<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly float* _start;
    private readonly int _tokens, _width;

    /// <summary>Creates a block at an address.</summary>
    public TransposedHead(float* start, int tokens, int width)
    {
        _start = start;
        _tokens = tokens;
        _width = width;
    }

    /// <summary>Where the block ends.</summary>
    public float* End => _start + ((_tokens + PanelTokens - 1) / PanelTokens * PanelStep);

    /// <summary>The block as right matrix.</summary>
    public RightMatrix Right => new(_start, PanelStep, PanelTokens);

    private static int PanelTokens => TileProduct<TLanes>.TileColumns;

    private nint PanelStep => (nint)_width * PanelTokens;

    /// <summary>block[i, t] = head[t, i]; the last panel is filled up with 0.</summary>
    public void Read(float* head, long token)
    {
        for (var first = 0; first < _tokens; first += PanelTokens)
        {
            for (var t = first + PanelTokens; t < Math.Min(first + (2 * PanelTokens), _tokens); t++)
                HeadBlock<TLanes>.Prefetch(head + (t * token), _width);
            var panel = _start + ((nint)first * _width);
            Packing.Strip(panel, PanelTokens, head + (first * token), Math.Min(PanelTokens, _tokens - first), (nint)token, _width, 1);
        }
    }
}
