namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// How a product is cut, decided by its size alone so that the result does not depend on the number of threads:
/// slabs that stay in the third cache, in them a grid of tasks, and in a task blocks of k whose part of A stays in the second.
/// </summary>
internal readonly struct BlockSizes
{
    private const int MaxRows = 168;
    private const int MaxColumns = 384;
    private const int MaxDepth = 512;
    private const int MaxSlabDepth = 3 * MaxDepth;
    private const int SlabElements = 1 << 20;
    private const int EnoughTasks = 32;
    private const double TaskOperations = 2e6;

    /// <summary>Rows, columns and depth (k) of a slab.</summary>
    public readonly int SlabRows, SlabColumns, SlabDepth;

    /// <summary>Rows and columns of a task, depth of a block.</summary>
    public readonly int Rows, Columns, Depth;

    /// <summary>Cuts a product for a micro-kernel of the given size.</summary>
    /// <param name="product">The product; M and N are not 0.</param>
    /// <param name="tileRows">Rows of the micro-kernel's tile.</param>
    /// <param name="tileColumns">Columns of the micro-kernel's tile.</param>
    /// <param name="aIsDirect">A is read in place and not packed into the slab.</param>
    /// <param name="tasksPackB">Every task packs its own part of B, which pays only if it is used for many rows.</param>
    public BlockSizes(in MatrixProduct product, int tileRows, int tileColumns, bool aIsDirect, bool tasksPackB = false)
    {
        // The residual is read when the sum is complete: where C is the residual itself, the sum must not pass through C before.
        var wholeDepth = product.ResidualIsC;
        var depth = Math.Max(1, product.K);
        SlabDepth = wholeDepth ? depth : Even(depth, MaxSlabDepth, 1);
        Depth = wholeDepth ? depth : Even(SlabDepth, MaxDepth, 1);
        SlabColumns = Even(product.N, Math.Max(tileColumns, SlabElements / SlabDepth), tileColumns);

        SlabRows = aIsDirect ? product.M : Even(product.M, Math.Max(tileRows, SlabElements / SlabDepth), tileRows);

        Rows = Even(SlabRows, MaxRows, tileRows);
        Columns = Even(SlabColumns, MaxColumns, tileColumns);
        var wanted = Math.Min(EnoughTasks, (double)SlabRows * SlabColumns * SlabDepth / TaskOperations);
        while ((long)Count(SlabRows, Rows) * Count(SlabColumns, Columns) < wanted)
        {
            if (Rows > 6 * tileRows && !tasksPackB) Rows = Half(Rows, tileRows);
            else if (Columns > (tasksPackB ? 2 : 4) * tileColumns) Columns = Half(Columns, tileColumns);
            else if (Rows > 3 * tileRows && !tasksPackB) Rows = Half(Rows, tileRows);
            else break;
        }
    }

    /// <summary>The number of parts of at most <paramref name="part"/> that make up <paramref name="whole"/>.</summary>
    public static int Count(int whole, int part) => (int)(((long)whole + part - 1) / part);

    // The size of equal parts, none larger than max (rounded up), each a multiple of unit.
    private static int Even(int whole, int max, int unit) => Count(Count(whole, Count(whole, max)), unit) * unit;

    private static int Half(int size, int unit) => Even(size, (size + 1) / 2, unit);
}
