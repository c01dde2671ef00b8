using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gemm.Gpu;

/// <summary>Matrix products on GPU devices: picks the rung of the ladder by the size of C.</summary>
internal sealed unsafe class GpuGemm(IGpuQueue queue) : IGemm
{
    // Below this side a tile would be mostly padding.
    private const int SmallestTiled = 17;

    /// <summary>The largest row step for tiles: 128 rows of it fit 32 bits.</summary>
    internal const int MaxStepOfTiles = (1 << 24) - 1;

    // Large tiles pay when there are enough of them to occupy the device: on an H100, 64 were slower than small ones and 114 faster.
    private const long LargeTilesWanted = 100;

    private readonly GpuKernel _naive = queue.Kernel("Gemm", "Naive");
    private readonly GpuKernel _tile64 = queue.Kernel("Gemm", "Tile64");
    private readonly GpuKernel _tile128 = queue.Kernel("Gemm", "Tile128");

    /// <inheritdoc/>
    public void Multiply(in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue = default) =>
        Multiply(Choose(problem), problem, a, b, c, epilogue);

    /// <summary>The product by a given step, for the benchmarks and tests.</summary>
    internal void Multiply(GemmRung rung, in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue)
    {
        var kernel = rung switch
        {
            GemmRung.Naive => _naive,
            GemmRung.Tile64 => _tile64,
            GemmRung.Tile128 => _tile128,
            _ => queue.Kernel("Gemm", "TensorCore"),
        };
        kernel.Require(problem.M, "rows of C");
        kernel.Require(problem.N, "columns of C");
        kernel.Require(problem.K, "numbers in a sum");
        var arguments = new GemmArguments
        {
            M = problem.M,
            N = problem.N,
            K = problem.K,
            StepA = problem.RowStepA,
            StepB = problem.RowStepB,
            StepC = problem.RowStepC,
            OuterA = problem.OuterStride.A,
            OuterB = problem.OuterStride.B,
            OuterC = problem.OuterStride.C,
            InnerA = problem.InnerStride.A,
            InnerB = problem.InnerStride.B,
            InnerC = problem.InnerStride.C,
            TransposeA = problem.TransposeA ? 1 : 0,
            TransposeB = problem.TransposeB ? 1 : 0,
            Accumulate = problem.Accumulate ? 1 : 0,
            Activation = (int)epilogue.Activation,
            Alpha = (float)problem.Alpha,
        };
        kernel.Launch(
            Tiles(problem, kernel.Description), problem.InnerBatch, problem.OuterBatch,
            a, b, c, epilogue.Bias, epilogue.PreActivation, epilogue.Residual, KernelArgument.Struct(&arguments));
    }

    private GemmRung Choose(in GemmProblem problem)
    {
        if (Math.Min(problem.M, problem.N) < SmallestTiled) return GemmRung.Naive;
        if (Math.Max(problem.RowStepA, problem.RowStepB) > MaxStepOfTiles) return GemmRung.Naive;
        if (!queue.KeepsTilesInRegisters) return GemmRung.Tile64;
        var largeTiles = Tiles(problem, _tile128.Description) * problem.InnerBatch * problem.OuterBatch;
        return Math.Min(problem.M, problem.N) > 64 && largeTiles >= LargeTilesWanted ? GemmRung.Tile128 : GemmRung.Tile64;
    }

    private static long Tiles(in GemmProblem problem, KernelDescription kernel) =>
        ((long)problem.M + kernel.TileRows - 1) / kernel.TileRows * (((long)problem.N + kernel.TileColumns - 1) / kernel.TileColumns);
}

/// <summary>The rungs of the ladder of GPU matrix products, the simplest first.</summary>
internal enum GemmRung
{
    /// <summary>One thread per element.</summary>
    Naive,

    /// <summary>Tiles of 64×64 in shared memory.</summary>
    Tile64,

    /// <summary>Tiles of 128×128 in shared memory, 8×8 elements per thread.</summary>
    Tile128,

    /// <summary>
    /// Tiles of 128×128 on tensor cores; CUDA from compute capability 8.0. <see cref="GpuGemm"/> does not choose it by itself: its speed
    /// has not been measured since it sums slices of K in float32.
    /// </summary>
    TensorCore,
}
