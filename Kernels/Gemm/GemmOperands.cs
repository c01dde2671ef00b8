using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gemm;

/// <summary>Says before a product is begun whether its operands hold what its sizes and strides claim.</summary>
internal static class GemmOperands
{
    /// <exception cref="ArgumentException">A size is negative, a stride is too small, or a view is too short, absent
    /// or of another kind.</exception>
    /// <exception cref="ObjectDisposedException">The memory of a view has gone back to its pool.</exception>
    public static void Require(in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue)
    {
        var (m, n, k) = (problem.M, problem.N, problem.K);
        if (m < 0 || n < 0 || k < 0 || problem.OuterBatch < 1 || problem.InnerBatch < 1)
            throw new ArgumentException($"a product of {m} x {n} x {k}, {problem.OuterBatch} x {problem.InnerBatch} times, is none");
        if ((long)problem.OuterBatch * problem.InnerBatch > int.MaxValue)
            throw new ArgumentException($"a batch of {problem.OuterBatch} x {problem.InnerBatch} matrices is too large");
        if ((problem.OuterBatch > 1 && problem.OuterStride.C == 0) || (problem.InnerBatch > 1 && problem.InnerStride.C == 0))
            throw new ArgumentException("the matrices of a batch may not write to the same C: give it a stride");
        if (epilogue.Activation is not (ActivationFunction.Identity or ActivationFunction.Gelu or ActivationFunction.Relu))
            throw new ArgumentException($"the activation {epilogue.Activation} cannot be part of a matrix product");

        var (outer, inner) = (problem.OuterStride, problem.InnerStride);
        var c0 = Extent("C", problem, m, n, problem.RowStepC, outer.C, inner.C);
        Require("A", a, Extent("A", problem, problem.TransposeA ? k : m, problem.TransposeA ? m : k, problem.RowStepA, outer.A, inner.A));
        Require("B", b, Extent("B", problem, problem.TransposeB ? n : k, problem.TransposeB ? k : n, problem.RowStepB, outer.B, inner.B));
        Require("C", c, c0);
        if (!epilogue.Bias.IsAbsent) Require("the bias", epilogue.Bias, n);
        if (!epilogue.PreActivation.IsAbsent) Require("the pre-activation", epilogue.PreActivation, c0);
        if (!epilogue.Residual.IsAbsent) Require("the residual", epilogue.Residual, c0);
    }

    private static long Extent(string name, in GemmProblem problem, int rows, int columns, int rowStep, long outerStride, long innerStride)
    {
        if (rowStep < columns || outerStride < 0 || innerStride < 0)
            throw new ArgumentException(
                $"{name} has rows of {columns} at a step of {rowStep}, batch strides {outerStride} and {innerStride}");
        if (rows == 0 || columns == 0) return 0;
        return checked((problem.OuterBatch - 1) * outerStride + (problem.InnerBatch - 1) * innerStride + (rows - 1L) * rowStep + columns);
    }

    private static void Require(string name, BufferView view, long extent)
    {
        if (extent == 0) return;
        if (view.IsAbsent || view.Length < extent)
            throw new ArgumentException($"{name} needs {extent} elements, the view has {(view.IsAbsent ? 0 : view.Length)}");
        if (view.Buffer.Kind != ElementKind.Real) throw new ArgumentException($"{name} holds {view.Buffer.Kind}, not real numbers");
        ObjectDisposedException.ThrowIf(view.Buffer.IsReleased, view.Buffer);
    }
}
