using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gemm;

/// <summary>Checks the arguments, then calls the device's kernel.</summary>
internal sealed class CheckedGemm(MemoryPool memory, IGemm kernels) : IGemm
{
    /// <inheritdoc/>
    public void Multiply(in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue = default)
    {
        using var call = new KernelCall(memory, "matrix product");
        var (m, n, k) = (problem.M, problem.N, problem.K);
        var (outer, inner) = (problem.OuterStride, problem.InnerStride);
        if (m < 0 || n < 0 || k < 0 || problem.OuterBatch < 1 || problem.InnerBatch < 1)
            call.Refuse($"invalid sizes {m} x {n} x {k}, in a batch of {problem.OuterBatch} x {problem.InnerBatch}");
        if ((long)problem.OuterBatch * problem.InnerBatch > int.MaxValue)
            call.Refuse($"a batch of {problem.OuterBatch} x {problem.InnerBatch} matrices is too large");
        if ((problem.OuterBatch > 1 && outer.C == 0) || (problem.InnerBatch > 1 && inner.C == 0))
            call.Refuse("all matrices of the batch write to the same C; set a batch stride of C");
        if (epilogue.Activation is not (ActivationFunction.Identity or ActivationFunction.Gelu or ActivationFunction.Relu))
            call.Refuse($"a matrix product cannot apply the activation {epilogue.Activation}; use Identity, Gelu or Relu");

        var (rowsA, columnsA) = problem.TransposeA ? (k, m) : (m, k);
        var (rowsB, columnsB) = problem.TransposeB ? (n, k) : (k, n);
        call.ReadsStart(a, Reach(call, problem, rowsA, columnsA, problem.RowStepA, outer.A, inner.A, "A"), "A");
        call.ReadsStart(b, Reach(call, problem, rowsB, columnsB, problem.RowStepB, outer.B, inner.B, "B"), "B");
        var output = Reach(call, problem, m, n, problem.RowStepC, outer.C, inner.C, "C");
        if (!epilogue.Bias.IsAbsent) call.ReadsStart(epilogue.Bias, n, "the bias");
        if (!epilogue.Residual.IsAbsent) call.ReadsStart(epilogue.Residual, output, "the residual");
        call.WritesStart(c, output, epilogue.Residual, "C");
        if (!epilogue.PreActivation.IsAbsent) call.WritesStart(epilogue.PreActivation, output, name: "the pre-activation");
        kernels.Multiply(problem, a, b, c, epilogue);
    }

    // The last element that the matrices of a batch reach, and one more.
    private static long Reach(
        in KernelCall call, in GemmProblem problem, int rows, int columns, int rowStep, long outerStride, long innerStride, string name)
    {
        if (rowStep < columns || outerStride < 0 || innerStride < 0)
        {
            call.Refuse(
                $"{name} has rows of {columns} elements, row step {rowStep} and batch strides {outerStride} and {innerStride}; "
                + "the row step must be at least the row length, and batch strides must not be negative");
        }
        if (rows == 0 || columns == 0) return 0;
        var batch = Extent.Sum(Extent.Product(problem.OuterBatch - 1, outerStride), Extent.Product(problem.InnerBatch - 1, innerStride));
        return Extent.Sum(batch, Extent.Sum(Extent.Product(rows - 1, rowStep), columns));
    }
}
