using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Gemm.Gpu;

/// <summary>
/// Rung 4: tiles of 128×128 on tensor cores, for NVIDIA processors from Ampere on. Each of the eight warps makes 64×32 elements as 4×4
/// blocks of 16×8. Every factor is split into two TF32 numbers, and the three larger of the four products are added.
/// </summary>
/// <remarks>
/// Tensor cores truncate when they add, where float32 rounds: summing all of K in them gave a relative error of 7e-9·K. So they sum eight
/// steps of K only, starting from zero; the slices are added in float32. An element is then off by at most (2⁻¹⁹ + K/8·2⁻²⁴)·Σ|a·b|.
/// </remarks>
internal static class TensorCoreGemmKernels
{
    private const int Threads = 256;
    private const int Tile = 128;

    [GpuKernel(Threads, TileRows = Tile, TileColumns = Tile, Architecture = 80, OpenCl = false)]
    public static void TensorCore(
        ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, ArrayView<float> bias, ArrayView<float> preActivation,
        ArrayView<float> residual,
        GemmArguments problem)
    {
        const int Depth = 16;
        const int Pitch = Tile + 8;
        var panelA = SharedMemory.Allocate<float>(Depth * Pitch);
        var panelB = SharedMemory.Allocate<float>(Depth * Pitch);
        var tiles = (problem.N + Tile - 1) / Tile;
        var firstRow = Grid.IdxX / tiles * Tile;
        var firstColumn = Grid.IdxX % tiles * Tile;
        var matrixA = a.SubView(GemmKernels.BatchA(problem), a.Length - GemmKernels.BatchA(problem));
        var matrixB = b.SubView(GemmKernels.BatchB(problem), b.Length - GemmKernels.BatchB(problem));

        // Where this thread's share of its warp's blocks starts: the fragment layout of mma.m16n8k8 (PTX ISA, 9.7.14).
        var warp = Group.IdxX / 32;
        var quad = Group.IdxX % 32 / 4;
        var inQuad = Group.IdxX % 4;
        var row = (warp / 4 * 64) + quad;
        var column = (warp % 4 * 32) + quad;
        var sum0 = new TensorRow();
        var sum1 = new TensorRow();
        var sum2 = new TensorRow();
        var sum3 = new TensorRow();
        for (var k = 0; k < problem.K; k += Depth)
        {
            GemmPanel.Load(
                panelA, matrixA, problem.StepA, problem.TransposeA == 0, firstRow, problem.M, k, problem.K, Tile, Depth, Pitch, Threads);
            GemmPanel.Load(
                panelB, matrixB, problem.StepB, problem.TransposeB != 0, firstColumn, problem.N, k, problem.K, Tile, Depth, Pitch, Threads);
            Group.Barrier();
            for (var d = 0; d < Depth; d += 8)
            {
                var lineA = ((d + inQuad) * Pitch) + row;
                var lineB = ((d + inQuad) * Pitch) + column;
                var b0 = TensorColumns.Load(panelB, lineB, 4 * Pitch);
                var b1 = TensorColumns.Load(panelB, lineB + 8, 4 * Pitch);
                var b2 = TensorColumns.Load(panelB, lineB + 16, 4 * Pitch);
                var b3 = TensorColumns.Load(panelB, lineB + 24, 4 * Pitch);
                sum0 = TensorRow.AddProducts(sum0, TensorRows.Load(panelA, lineA, 4 * Pitch), b0, b1, b2, b3);
                sum1 = TensorRow.AddProducts(sum1, TensorRows.Load(panelA, lineA + 16, 4 * Pitch), b0, b1, b2, b3);
                sum2 = TensorRow.AddProducts(sum2, TensorRows.Load(panelA, lineA + 32, 4 * Pitch), b0, b1, b2, b3);
                sum3 = TensorRow.AddProducts(sum3, TensorRows.Load(panelA, lineA + 48, 4 * Pitch), b0, b1, b2, b3);
            }
            Group.Barrier();
        }

        var output = GemmKernels.Output(c, bias, preActivation, residual, problem);

        // Eight rows of every warp at a time through shared memory, as the other rungs do.
        for (var pass = 0; pass < 8; pass++)
        {
            var sum = pass < 2 ? sum0 : pass < 4 ? sum1 : pass < 6 ? sum2 : sum3;
            TensorRow.Stage(sum, pass % 2 == 1, panelA, (warp * 256) + (quad * 32) + (2 * inQuad));
            Group.Barrier();
            for (var e = Group.IdxX; e < 8 * 256; e += Threads)
            {
                var r = firstRow + (e / 1024 * 64) + (8 * pass) + (e / 32 % 8);
                GemmOutput.Store(output, r, firstColumn + (e / 256 % 4 * 32) + (e % 32), panelA[e]);
            }
            Group.Barrier();
        }
    }
}
