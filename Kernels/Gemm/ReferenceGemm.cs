using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gemm;

/// <summary>The matrix product as its formula, in double.</summary>
internal sealed unsafe class ReferenceGemm : IGemm
{
    /// <inheritdoc/>
    public void Multiply(in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue)
    {
        for (var outer = 0; outer < problem.OuterBatch; outer++)
            for (var inner = 0; inner < problem.InnerBatch; inner++)
            {
                var offsetA = outer * problem.OuterStride.A + inner * problem.InnerStride.A;
                var offsetB = outer * problem.OuterStride.B + inner * problem.InnerStride.B;
                var offsetC = outer * problem.OuterStride.C + inner * problem.InnerStride.C;
                MultiplyOne(problem, a.Doubles + offsetA, b.Doubles + offsetB, c.Doubles, offsetC, epilogue);
            }
    }

    private static void MultiplyOne(in GemmProblem problem, double* a, double* b, double* c, long offsetC, in GemmEpilogue epilogue)
    {
        var rows = RowsOfB(problem, b);
        var sums = new double[problem.N];
        for (var m = 0; m < problem.M; m++)
        {
            Array.Clear(sums);
            for (var k = 0; k < problem.K; k++)
            {
                var factor = a[problem.TransposeA ? (long)k * problem.RowStepA + m : (long)m * problem.RowStepA + k];
                TensorPrimitives.MultiplyAdd<double>(rows[k], factor, sums, sums);
            }
            for (var n = 0; n < sums.Length; n++)
            {
                var index = offsetC + (long)m * problem.RowStepC + n;
                var value = problem.Alpha * sums[n];
                if (problem.Accumulate) value += c[index];
                if (!epilogue.Bias.IsAbsent) value += epilogue.Bias.Doubles[n];
                if (!epilogue.PreActivation.IsAbsent) epilogue.PreActivation.Doubles[index] = value;
                value = ReferenceActivation.Value(epilogue.Activation, value);
                if (!epilogue.Residual.IsAbsent) value += epilogue.Residual.Doubles[index];
                c[index] = value;
            }
        }
    }

    /// <summary>The rows of op(B): in this order the innermost loop walks through memory, however B lies.</summary>
    private static double[][] RowsOfB(in GemmProblem problem, double* b)
    {
        var rows = new double[problem.K][];
        for (var k = 0; k < rows.Length; k++)
        {
            rows[k] = new double[problem.N];
            for (var n = 0; n < problem.N; n++)
                rows[k][n] = b[problem.TransposeB ? (long)n * problem.RowStepB + k : (long)k * problem.RowStepB + n];
        }
        return rows;
    }
}
