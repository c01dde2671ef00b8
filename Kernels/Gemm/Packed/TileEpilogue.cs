using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>Writes a tile to C and applies the epilogue of <see cref="IGemm"/> while the tile is in the first-level cache.</summary>
internal static unsafe class TileEpilogue
{
    private const int MaxLanes = 16;

    /// <summary>Finishes one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TLanes>(in MatrixProduct product, in Tile tile)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var lanes = sizeof(TLanes) / sizeof(float);
        var whole = tile.Columns / lanes * lanes;
        for (var i = 0; i < tile.Rows; i++)
        {
            var values = tile.Values + i * tile.RowStep;
            var place = new Place(product, tile, i);
            for (var j = 0; j < whole; j += lanes) Finish<TLanes>(values, place, j);
            if (whole < tile.Columns) FinishPart<TLanes>(values + whole, place.From(whole), tile.Columns - whole);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLanes>(float* values, in Place place, int column)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var v = *(TLanes*)(values + column);
        if (place.Accumulate) v += *(TLanes*)(place.C + column);
        if (place.Bias is not null) v += *(TLanes*)(place.Bias + column);
        if (place.PreActivation is not null) *(TLanes*)(place.PreActivation + column) = v;
        if (place.Activation != ActivationFunction.Identity) v = Activate<TLanes>(v, place.Activation);
        if (place.Residual is not null) v += *(TLanes*)(place.Residual + column);
        *(TLanes*)(place.C + column) = v;
    }

    // The columns that do not fill a vector are staged in a full one, so that nothing beyond a row is touched.
    private static void FinishPart<TLanes>(float* values, in Place place, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var memory = stackalloc float[4 * MaxLanes];
        var staged = place;
        staged.C = memory;
        if (place.Accumulate) Copy(place.C, staged.C, columns);
        if (place.Bias is not null) Copy(place.Bias, staged.Bias = memory + MaxLanes, columns);
        if (place.PreActivation is not null) staged.PreActivation = memory + 2 * MaxLanes;
        if (place.Residual is not null) Copy(place.Residual, staged.Residual = memory + 3 * MaxLanes, columns);
        Finish<TLanes>(values, staged, 0);
        if (place.PreActivation is not null) Copy(staged.PreActivation, place.PreActivation, columns);
        Copy(staged.C, place.C, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Activate<TLanes>(TLanes v, ActivationFunction activation)
        where TLanes : unmanaged, ILanes<TLanes> =>
        activation == ActivationFunction.Gelu ? VectorMath.Gelu(v) : TLanes.Where(v < 0, 0, v);

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));

    /// <summary>
    /// What is due on one row of a tile, and the addresses of the row in everything laid out as C; null if there is nothing to do.
    /// </summary>
    private struct Place
    {
        public float* C, Bias, PreActivation, Residual;
        public readonly bool Accumulate;
        public readonly ActivationFunction Activation;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Place(in MatrixProduct product, in Tile tile, int row)
        {
            var offset = (tile.Row + row) * product.CRow + tile.Column;
            C = product.C + offset;
            Accumulate = tile.Accumulate;
            if (!tile.IsComplete) return;
            Activation = product.Activation;
            if (product.Bias is not null) Bias = product.Bias + tile.Column;
            if (product.PreActivation is not null) PreActivation = product.PreActivation + offset;
            if (product.Residual is not null) Residual = product.Residual + offset;
        }

        public readonly Place From(int column)
        {
            var rest = this;
            rest.C += column;
            if (Bias is not null) rest.Bias += column;
            if (PreActivation is not null) rest.PreActivation += column;
            if (Residual is not null) rest.Residual += column;
            return rest;
        }
    }
}
