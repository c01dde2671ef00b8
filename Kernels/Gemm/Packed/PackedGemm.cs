using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// Blocked, packed matrix product (Goto and van de Geijn 2008; Van Zee and van de Geijn 2015). For each slab, all threads pack the operands
/// together; then a grid of tasks, each a block of C, runs on the pool.
/// </summary>
internal static unsafe class PackedGemm<TLanes, TPanels, TStrips>
    where TLanes : unmanaged, ILanes<TLanes>
    where TPanels : unmanaged, IPanels<TPanels>
    where TStrips : unmanaged, IStrips<TStrips>
{
    /// <summary>Computes the product.</summary>
    /// <param name="workers">The worker threads; null to run on the calling thread.</param>
    /// <param name="product">The product; M and N are not 0.</param>
    /// <param name="a">How the rows of A become panels.</param>
    /// <param name="b">How the columns of B become strips.</param>
    public static void Multiply(WorkerPool? workers, in MatrixProduct product, in TPanels a, in TStrips b)
    {
        var sizes = new BlockSizes(product, MicroKernel<TLanes>.Rows, MicroKernel<TLanes>.Columns, a.NeedNoSlab(product), b.BelongToTasks);
        var slab = new Slab { Product = product, Sizes = sizes };
        for (var column = 0; column < product.N; column += sizes.SlabColumns)
        {
            // At least once: without terms, C still gets its zeros and its epilogue.
            for (var depth = 0; depth < Math.Max(1, product.K); depth += sizes.SlabDepth)
            {
                slab.FirstColumn = column;
                slab.Columns = Math.Min(sizes.SlabColumns, product.N - column);
                slab.FirstDepth = depth;
                slab.Depth = Math.Min(sizes.SlabDepth, product.K - depth);
                slab.B = b.Part(product, column, slab.Columns, depth, slab.Depth);
                slab.B.TakeScratch();
                for (var row = 0; row < product.M; row += sizes.SlabRows)
                {
                    slab.FirstRow = row;
                    slab.Rows = Math.Min(sizes.SlabRows, product.M - row);
                    slab.A = a.Part(product, row, slab.Rows, depth, slab.Depth);
                    slab.A.TakeScratch();
                    Multiply(workers, slab);
                }
            }
        }
    }

    private static void Multiply(WorkerPool? workers, in Slab slab)
    {
        var tasks = slab.RowTasks * slab.ColumnTasks;
        if (tasks == 1) workers = null;
        var stripsToPack = slab.FirstRow == 0 ? slab.B.ToPack : 0;
        ParallelLoop.For(workers, slab.A.ToPack + stripsToPack, new Pack { Slab = slab });
        ParallelLoop.For(workers, tasks, new MultiplyBlock { Slab = slab });
    }

    /// <summary>The part of the product between two meetings of the threads.</summary>
    private struct Slab
    {
        public MatrixProduct Product;
        public BlockSizes Sizes;
        public TPanels A;
        public TStrips B;
        public int FirstRow, FirstColumn, FirstDepth, Rows, Columns, Depth;

        public readonly int RowTasks => BlockSizes.Count(Rows, Sizes.Rows);

        public readonly int ColumnTasks => BlockSizes.Count(Columns, Sizes.Columns);
    }

    private struct Pack : IParallelBody
    {
        public Slab Slab;

        public readonly void Run(int index)
        {
            if (index < Slab.A.ToPack) Slab.A.Pack(index);
            else Slab.B.Pack(index - Slab.A.ToPack);
        }
    }

    private struct MultiplyBlock : IParallelBody
    {
        private const int LineFloats = 16;

        public Slab Slab;

        public readonly void Run(int index)
        {
            // Rows first: a thread's next task finds the strips of B in its cache and has to fetch fewer panels of A.
            var (columnTask, rowTask) = Math.DivRem(index, Slab.RowTasks);
            var row = rowTask * Slab.Sizes.Rows;
            var rows = Math.Min(Slab.Sizes.Rows, Slab.Rows - row);
            var column = columnTask * Slab.Sizes.Columns;
            var columns = Math.Min(Slab.Sizes.Columns, Slab.Columns - column);
            for (var depth = 0; depth < Math.Max(1, Slab.Depth); depth += Slab.Sizes.Depth)
            {
                Multiply(row, rows, column, columns, depth, Math.Min(Slab.Sizes.Depth, Slab.Depth - depth));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Multiply(int firstRow, int rows, int firstColumn, int columns, int firstDepth, int depth)
        {
            ref readonly var product = ref Slab.Product;
            var panels = Slab.A;
            var strips = Slab.B;
            panels.Enter(firstRow, rows, firstDepth, depth);
            strips.Enter(firstColumn, columns, firstDepth, depth);
            var values = stackalloc float[MicroKernel<TLanes>.Rows * MicroKernel<TLanes>.Columns];
            var tile = new Tile
            {
                Values = values,
                RowStep = MicroKernel<TLanes>.Columns,
                Accumulate = product.Accumulate || Slab.FirstDepth + firstDepth > 0,
                IsComplete = Slab.FirstDepth + firstDepth + depth == product.K,
            };
            var isPlain = !(tile.IsComplete && product.HasEpilogue);

            for (var j = 0; j < columns; j += MicroKernel<TLanes>.Columns)
            {
                var b = strips.Strip(firstColumn + j, firstDepth, out var bDepth);
                tile.Column = Slab.FirstColumn + firstColumn + j;
                tile.Columns = Math.Min(MicroKernel<TLanes>.Columns, columns - j);
                for (var i = 0; i < rows; i += MicroKernel<TLanes>.Rows)
                {
                    var a = panels.Panel(firstRow + i, firstDepth, out var aRow, out var aDepth);
                    tile.Row = Slab.FirstRow + firstRow + i;
                    tile.Rows = Math.Min(MicroKernel<TLanes>.Rows, rows - i);
                    if (isPlain && tile.Rows == MicroKernel<TLanes>.Rows && tile.Columns == MicroKernel<TLanes>.Columns)
                    {
                        var c = product.C + tile.Row * product.CRow + tile.Column;
                        Prefetch(c, product.CRow);
                        MicroKernel<TLanes>.Multiply(depth, product.Alpha, a, aRow, aDepth, b, bDepth, c, product.CRow, tile.Accumulate);
                    }
                    else
                    {
                        MicroKernel<TLanes>.Multiply(depth, product.Alpha, a, aRow, aDepth, b, bDepth, values, tile.RowStep, false);
                        TileEpilogue.Apply<TLanes>(product, tile);
                    }
                }
            }
        }

        /// <summary>Prefetches a tile of C while its sums are being computed.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Prefetch(float* c, nint cRow)
        {
            if (!Sse.IsSupported) return;
            for (var i = 0; i < MicroKernel<TLanes>.Rows; i++, c += cRow)
            {
                for (var j = 0; j < MicroKernel<TLanes>.Columns; j += LineFloats) Sse.Prefetch0(c + j);
            }
        }
    }
}

/// <summary>The product of two matrices as they lie in memory.</summary>
internal static class PackedGemm<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Computes the product.</summary>
    /// <param name="workers">The worker threads; null to run on the calling thread.</param>
    /// <param name="product">The product; M and N are not 0.</param>
    public static void Multiply(WorkerPool? workers, in MatrixProduct product) =>
        PackedGemm<TLanes, PanelsOfA<TLanes>, StripsOfB<TLanes>>.Multiply(workers, product, default, default);
}
