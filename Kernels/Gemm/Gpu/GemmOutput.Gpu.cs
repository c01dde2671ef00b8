using EcgCmrNative.Kernels.Activation;
using ILGPU;

namespace EcgCmrNative.Kernels.Gemm.Gpu;

/// <summary>Where a kernel of the ladder puts its product, and what is done to it on the way; the order is that of <c>IGemm</c>.</summary>
internal struct GemmOutput
{
    public ArrayView<float> C, Bias, PreActivation, Residual;
    public GemmArguments Problem;

    /// <summary>
    /// Stores the 64×64 elements whose 4×4 blocks the 16×16 threads of a group hold. They pass through shared memory, a row of every block
    /// at a time, so that neighbouring threads write neighbouring elements and the epilogue's code is there once.
    /// </summary>
    public static void StoreBlocks(GemmOutput output, ArrayView<Float4> stage, int firstRow, int firstColumn, GemmBlock block)
    {
        var elements = stage.Cast<float>();
        for (var line = 0; line < 4; line++)
        {
            stage[Group.IdxX] = GemmBlock.Row(block, line);
            Group.Barrier();
            for (var e = Group.IdxX; e < 16 * 64; e += 256)
                Store(output, firstRow + (4 * (e / 64)) + line, firstColumn + (e % 64), elements[e]);
            Group.Barrier();
        }
    }

    public static void Store(GemmOutput output, int row, int column, float product)
    {
        if (row >= output.Problem.M || column >= output.Problem.N) return;
        var i = (Grid.IdxZ * output.Problem.OuterC) + (Grid.IdxY * output.Problem.InnerC) + ((long)row * output.Problem.StepC) + column;
        var value = output.Problem.Alpha * product;
        if (output.Problem.Accumulate != 0) value += output.C[i];
        if (output.Bias.Length > 0) value += output.Bias[column];
        if (output.PreActivation.Length > 0) output.PreActivation[i] = value;
        value = ActivationKernels.Apply(output.Problem.Activation, value, 0f);
        if (output.Residual.Length > 0) value += output.Residual[i];
        output.C[i] = value;
    }
}
