using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Gemm.Packed;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm;

/// <summary>Matrix products in float32 on the processor.</summary>
/// <param name="workers">The threads of the device.</param>
internal sealed unsafe class CpuGemm<TLanes>(WorkerPool workers) : IGemm
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Matrices of a batch that are at least as large as this share the threads one after the other; smaller ones get one thread each.
    private const double SharedOperations = 3e7;

    /// <inheritdoc/>
    public void Multiply(in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue = default)
    {
        GemmOperands.Require(problem, a, b, c, epilogue);
        if (problem.M == 0 || problem.N == 0) return;
        var batch = new BatchItem
        {
            InnerBatch = problem.InnerBatch,
            OuterStride = problem.OuterStride,
            InnerStride = problem.InnerStride,
            First = Describe(problem, a, b, c, epilogue),
        };
        var count = problem.OuterBatch * problem.InnerBatch;
        if (count > 1 && 2.0 * problem.M * problem.N * problem.K < SharedOperations) workers.For(count, batch);
        else for (var index = 0; index < count; index++) Multiply(workers, batch.At(index));
    }

    private static MatrixProduct Describe(in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue)
    {
        var product = new MatrixProduct
        {
            M = problem.M,
            N = problem.N,
            K = problem.K,
            Alpha = (float)problem.Alpha,
            Accumulate = problem.Accumulate,
            A = a.Floats,
            B = b.Floats,
            C = c.Floats,
            CRow = problem.RowStepC,
            Bias = epilogue.Bias.Floats,
            PreActivation = epilogue.PreActivation.Floats,
            Residual = epilogue.Residual.Floats,
            Activation = epilogue.Activation,
        };
        (product.ARow, product.ADepth) = problem.TransposeA ? (1, problem.RowStepA) : (problem.RowStepA, 1);
        (product.BDepth, product.BColumn) = problem.TransposeB ? (1, problem.RowStepB) : (problem.RowStepB, 1);

        var residualIsPlainSum = product.ResidualIsC && product.PreActivation is null && product.Activation == ActivationFunction.Identity;
        if (residualIsPlainSum && !product.Accumulate)
        {
            product.Residual = null;
            product.Accumulate = true;
        }
        return product;
    }

    private static void Multiply(WorkerPool? workers, in MatrixProduct product)
    {
        if (ThinGemm<TLanes>.Suits(product)) ThinGemm<TLanes>.Multiply(workers, product);
        else PackedGemm<TLanes>.Multiply(workers, product);
    }

    private struct BatchItem : IParallelBody
    {
        public MatrixProduct First;
        public int InnerBatch;
        public (long A, long B, long C) OuterStride, InnerStride;

        public readonly void Run(int index) => Multiply(workers: null, At(index));

        public readonly MatrixProduct At(int index)
        {
            var (outer, inner) = Math.DivRem(index, InnerBatch);
            return First.Shifted(
                outer * OuterStride.A + inner * InnerStride.A,
                outer * OuterStride.B + inner * InnerStride.B,
                outer * OuterStride.C + inner * InnerStride.C);
        }
    }
}
