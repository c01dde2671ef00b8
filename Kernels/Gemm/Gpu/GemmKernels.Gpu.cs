using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Gemm.Gpu;

/// <summary>
/// The ladder of matrix products in float32. Grid x counts the tiles of C, along its rows first; y counts the inner batch and z the outer.
/// </summary>
internal static class GemmKernels
{
    private const int Threads = 256;

    /// <summary>Rung 1: one thread makes one element and reads its row and its column from global memory.</summary>
    [GpuKernel(Threads, TileRows = 16, TileColumns = 16)]
    public static void Naive(
        ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, ArrayView<float> bias, ArrayView<float> preActivation,
        ArrayView<float> residual,
        GemmArguments problem)
    {
        var tiles = (problem.N + 15) / 16;
        var row = (Grid.IdxX / tiles * 16) + (Group.IdxX / 16);
        var column = (Grid.IdxX % tiles * 16) + (Group.IdxX % 16);
        if (row >= problem.M || column >= problem.N) return;
        var i = BatchA(problem) + (problem.TransposeA != 0 ? row : (long)row * problem.StepA);
        var j = BatchB(problem) + (problem.TransposeB != 0 ? (long)column * problem.StepB : column);
        var stepA = problem.TransposeA != 0 ? problem.StepA : 1;
        var stepB = problem.TransposeB != 0 ? 1 : problem.StepB;
        var sum = 0f;
        for (var k = 0; k < problem.K; k++)
        {
            sum += a[i] * b[j];
            i += stepA;
            j += stepB;
        }
        GemmOutput.Store(Output(c, bias, preActivation, residual, problem), row, column, sum);
    }

    /// <summary>Rung 2: tiles in shared memory, a block of 4×4 elements in each thread's registers.</summary>
    [GpuKernel(Threads, TileRows = 64, TileColumns = 64)]
    public static void Tile64(
        ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, ArrayView<float> bias, ArrayView<float> preActivation,
        ArrayView<float> residual,
        GemmArguments problem)
    {
        const int Tile = 64;
        const int Depth = 16;
        const int Pitch = Tile + 4;
        var panelA = SharedMemory.Allocate<Float4>(Depth * Pitch / 4);
        var panelB = SharedMemory.Allocate<Float4>(Depth * Pitch / 4);
        var tiles = (problem.N + Tile - 1) / Tile;
        var firstRow = Grid.IdxX / tiles * Tile;
        var firstColumn = Grid.IdxX % tiles * Tile;
        var row = Group.IdxX / 16;
        var column = Group.IdxX % 16;
        var matrixA = a.SubView(BatchA(problem), a.Length - BatchA(problem));
        var matrixB = b.SubView(BatchB(problem), b.Length - BatchB(problem));
        var sum = new GemmBlock();
        for (var k = 0; k < problem.K; k += Depth)
        {
            GemmPanel.Load(
                panelA.Cast<float>(), matrixA, problem.StepA, problem.TransposeA == 0, firstRow, problem.M, k, problem.K, Tile, Depth,
                Pitch, Threads);
            GemmPanel.Load(
                panelB.Cast<float>(), matrixB, problem.StepB, problem.TransposeB != 0, firstColumn, problem.N, k, problem.K, Tile, Depth,
                Pitch, Threads);
            Group.Barrier();
            for (var d = 0; d < Depth; d++)
            {
                var line = d * Pitch / 4;
                sum = GemmBlock.AddOuterProduct(sum, panelA[line + row], panelB[line + column]);
            }
            Group.Barrier();
        }
        var output = Output(c, bias, preActivation, residual, problem);
        GemmOutput.StoreBlocks(output, panelA, firstRow, firstColumn, sum);
    }

    /// <summary>
    /// Rung 3: four blocks of 4×4 in each thread's registers, so that a number read from shared memory is used eight times.
    /// </summary>
    [GpuKernel(Threads, TileRows = 128, TileColumns = 128)]
    public static void Tile128(
        ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, ArrayView<float> bias, ArrayView<float> preActivation,
        ArrayView<float> residual,
        GemmArguments problem)
    {
        const int Tile = 128;
        const int Depth = 16;
        const int Pitch = Tile + 4;
        const int Half = Tile / 2;
        var panelA = SharedMemory.Allocate<Float4>(Depth * Pitch / 4);
        var panelB = SharedMemory.Allocate<Float4>(Depth * Pitch / 4);
        var tiles = (problem.N + Tile - 1) / Tile;
        var firstRow = Grid.IdxX / tiles * Tile;
        var firstColumn = Grid.IdxX % tiles * Tile;
        var row = Group.IdxX / 16;
        var column = Group.IdxX % 16;
        var matrixA = a.SubView(BatchA(problem), a.Length - BatchA(problem));
        var matrixB = b.SubView(BatchB(problem), b.Length - BatchB(problem));
        var sum00 = new GemmBlock();
        var sum01 = new GemmBlock();
        var sum10 = new GemmBlock();
        var sum11 = new GemmBlock();
        for (var k = 0; k < problem.K; k += Depth)
        {
            GemmPanel.Load(
                panelA.Cast<float>(), matrixA, problem.StepA, problem.TransposeA == 0, firstRow, problem.M, k, problem.K, Tile, Depth,
                Pitch, Threads);
            GemmPanel.Load(
                panelB.Cast<float>(), matrixB, problem.StepB, problem.TransposeB != 0, firstColumn, problem.N, k, problem.K, Tile, Depth,
                Pitch, Threads);
            Group.Barrier();
            for (var d = 0; d < Depth; d++)
            {
                var line = d * Pitch / 4;
                var a0 = panelA[line + row];
                var a1 = panelA[line + row + (Half / 4)];
                var b0 = panelB[line + column];
                var b1 = panelB[line + column + (Half / 4)];
                sum00 = GemmBlock.AddOuterProduct(sum00, a0, b0);
                sum01 = GemmBlock.AddOuterProduct(sum01, a0, b1);
                sum10 = GemmBlock.AddOuterProduct(sum10, a1, b0);
                sum11 = GemmBlock.AddOuterProduct(sum11, a1, b1);
            }
            Group.Barrier();
        }
        var output = Output(c, bias, preActivation, residual, problem);
        GemmOutput.StoreBlocks(output, panelA, firstRow, firstColumn, sum00);
        GemmOutput.StoreBlocks(output, panelA, firstRow, firstColumn + Half, sum01);
        GemmOutput.StoreBlocks(output, panelA, firstRow + Half, firstColumn, sum10);
        GemmOutput.StoreBlocks(output, panelA, firstRow + Half, firstColumn + Half, sum11);
    }

    internal static long BatchA(GemmArguments problem) => (Grid.IdxZ * problem.OuterA) + (Grid.IdxY * problem.InnerA);

    internal static long BatchB(GemmArguments problem) => (Grid.IdxZ * problem.OuterB) + (Grid.IdxY * problem.InnerB);

    internal static GemmOutput Output(
        ArrayView<float> c, ArrayView<float> bias, ArrayView<float> preActivation, ArrayView<float> residual, GemmArguments problem) =>
        new() { C = c, Bias = bias, PreActivation = preActivation, Residual = residual, Problem = problem };
}
