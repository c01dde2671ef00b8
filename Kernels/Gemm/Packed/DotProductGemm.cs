using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// The product of a thin matrix when both run along k in memory: one dot product for each element. Packing would cost more than it saves.
/// </summary>
internal static unsafe class DotProductGemm<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    private const int MaxThin = 4;
    private const int MaxLong = 64;

    /// <summary>True for the products that this is meant for.</summary>
    public static bool Suits(in MatrixProduct product) =>
        product.ADepth == 1 && product.BDepth == 1 && Math.Min(product.M, product.N) <= MaxThin;

    /// <summary>Computes the product.</summary>
    public static void Multiply(WorkerPool? workers, in MatrixProduct product)
    {
        var block = new MultiplyBlock { Product = product, IsWide = product.M <= MaxThin };
        var count = BlockSizes.Count(block.IsWide ? product.N : product.M, MaxLong);
        ParallelLoop.For(workers, count, block);
    }

    private struct MultiplyBlock : IParallelBody
    {
        public MatrixProduct Product;
        public bool IsWide;

        public readonly void Run(int index)
        {
            var first = index * MaxLong;
            var values = stackalloc float[MaxThin * MaxLong + sizeof(TVector) / sizeof(float)];
            var tile = new Tile { Values = values, Accumulate = Product.Accumulate, IsComplete = true };
            (tile.Row, tile.Column) = IsWide ? (0, first) : (first, 0);
            tile.Rows = IsWide ? Product.M : Math.Min(MaxLong, Product.M - first);
            tile.Columns = IsWide ? Math.Min(MaxLong, Product.N - first) : Product.N;
            tile.RowStep = IsWide ? MaxLong : MaxThin;
            for (var i = 0; i < tile.Rows; i++)
            {
                var a = new ReadOnlySpan<float>(Product.A + (tile.Row + i) * Product.ARow, Product.K);
                for (var j = 0; j < tile.Columns; j++)
                {
                    var b = new ReadOnlySpan<float>(Product.B + (tile.Column + j) * Product.BColumn, Product.K);
                    values[i * tile.RowStep + j] = Product.Alpha * TensorPrimitives.Dot(a, b);
                }
            }
            TileEpilogue.Apply<TSimd, TVector>(Product, tile);
        }
    }
}
