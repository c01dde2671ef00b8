using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using EcgCmrNative.Kernels.Activation;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>The tokens of one head, transposed to [width, tokens] in panels as wide as a tile: [panels, width, tile columns].</summary>
internal readonly unsafe struct TransposedHead<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const int Square = 4;
    private readonly float* _start;
    private readonly int _tokens, _width;

    /// <summary>Lays a block at an address.</summary>
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

    private static int PanelTokens => TileProduct<TSimd, TVector>.TileColumns;

    private nint PanelStep => (nint)_width * PanelTokens;

    /// <summary>block[i, t] = head[t, i]; the last panel is filled up with 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Read(float* head, long token)
    {
        var panel = _start;
        for (var first = 0; first < _tokens; first += PanelTokens, panel += PanelStep)
        {
            var count = Math.Min(PanelTokens, _tokens - first);
            var squares = CanInterleave ? count / Square * Square : 0;
            for (var t = 0; t < squares; t += Square) ReadSquares(head + ((first + t) * token), token, panel + t);
            for (var t = squares; t < PanelTokens; t++)
            {
                var source = head + ((first + t) * token);
                for (var i = 0; i < _width; i++) panel[(i * PanelTokens) + t] = t < count ? source[i] : 0;
            }
        }
    }

    private static bool CanInterleave => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReadSquares(float* head, long token, float* panel)
    {
        float* head1 = head + token, head2 = head1 + token, head3 = head2 + token;
        var i = 0;
        for (; i <= _width - Square; i += Square, panel += Square * PanelTokens)
        {
            Vector128<float> r0 = Vector128.Load(head + i), r1 = Vector128.Load(head1 + i);
            Vector128<float> r2 = Vector128.Load(head2 + i), r3 = Vector128.Load(head3 + i);
            Vector128<float> low02 = Low(r0, r2), high02 = High(r0, r2), low13 = Low(r1, r3), high13 = High(r1, r3);
            Low(low02, low13).Store(panel);
            High(low02, low13).Store(panel + PanelTokens);
            Low(high02, high13).Store(panel + (2 * PanelTokens));
            High(high02, high13).Store(panel + (3 * PanelTokens));
        }
        for (; i < _width; i++, panel += PanelTokens)
        {
            panel[0] = head[i];
            panel[1] = head1[i];
            panel[2] = head2[i];
            panel[3] = head3[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
