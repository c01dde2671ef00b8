using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// The product of a few rows or columns, which passes over the large operand once, along memory. Packing would cost more than it saves.
/// </summary>
internal static unsafe class ThinGemm<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int MaxThin = 4;
    private const int MaxLong = 256;

    /// <summary>True if this kernel should compute the product.</summary>
    public static bool Suits(in MatrixProduct product) =>
        product.M <= MaxThin ? IsDotProducts(product) || product.BColumn == 1 : product.N <= MaxThin && IsDotProducts(product);

    /// <summary>Computes the product.</summary>
    public static void Multiply(WorkerPool? workers, in MatrixProduct product)
    {
        var block = new MultiplyBlock { Product = product, IsWide = product.M <= MaxThin };
        ParallelLoop.For(workers, BlockSizes.Count(block.IsWide ? product.N : product.M, MaxLong), block);
    }

    private static bool IsDotProducts(in MatrixProduct product) => product.ADepth == 1 && product.BDepth == 1;

    private struct MultiplyBlock : IParallelBody
    {
        public MatrixProduct Product;
        public bool IsWide;

        public readonly void Run(int index)
        {
            var first = index * MaxLong;
            var values = stackalloc float[MaxThin * MaxLong + sizeof(TLanes) / sizeof(float)];
            var tile = new Tile { Values = values, Accumulate = Product.Accumulate, IsComplete = true };
            (tile.Row, tile.Column) = IsWide ? (0, first) : (first, 0);
            tile.Rows = IsWide ? Product.M : Math.Min(MaxLong, Product.M - first);
            tile.Columns = IsWide ? Math.Min(MaxLong, Product.N - first) : Product.N;
            tile.RowStep = IsWide ? MaxLong : MaxThin;
            if (IsDotProducts(Product)) SumAlongRows(tile);
            else SumRows(tile);
            TileEpilogue.Apply<TLanes>(Product, tile);
        }

        // Both operands are contiguous along k: one dot product per element.
        private readonly void SumAlongRows(in Tile tile)
        {
            for (var i = 0; i < tile.Rows; i++)
            {
                var a = new ReadOnlySpan<float>(Product.A + (tile.Row + i) * Product.ARow, Product.K);
                for (var j = 0; j < tile.Columns; j++)
                {
                    var b = new ReadOnlySpan<float>(Product.B + (tile.Column + j) * Product.BColumn, Product.K);
                    tile.Values[i * tile.RowStep + j] = Product.Alpha * TensorPrimitives.Dot(a, b);
                }
            }
        }

        // B is contiguous along n: add its scaled rows.
        private readonly void SumRows(in Tile tile)
        {
            for (var i = 0; i < tile.Rows; i++) Row(tile, i).Clear();
            for (var k = 0; k < Product.K; k++)
            {
                var b = new ReadOnlySpan<float>(Product.B + k * Product.BDepth + tile.Column, tile.Columns);
                for (var i = 0; i < tile.Rows; i++)
                {
                    var factor = Product.Alpha * Product.A[(tile.Row + i) * Product.ARow + k * Product.ADepth];
                    TensorPrimitives.MultiplyAdd(b, factor, Row(tile, i), Row(tile, i));
                }
            }
        }

        private static Span<float> Row(in Tile tile, int row) => new(tile.Values + row * tile.RowStep, tile.Columns);
    }
}
