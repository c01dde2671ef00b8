using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Gemm;

/// <summary>The matrix product as its formula, in double.</summary>
internal sealed unsafe class ReferenceGemm : IGemm
{
    /// <inheritdoc/>
    public void Multiply(in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue)
    {
        GemmOperands.Require(problem, a, b, c, epilogue);
        for (var outer = 0; outer < problem.OuterBatch; outer++)
            for (var inner = 0; inner < problem.InnerBatch; inner++)
            {
                var offsetA = outer * problem.OuterStride.A + inner * problem.InnerStride.A;
                var offsetB = outer * problem.OuterStride.B + inner * problem.InnerStride.B;
                var offsetC = outer * problem.OuterStride.C + inner * problem.InnerStride.C;
                for (var m = 0; m < problem.M; m++)
                    for (var n = 0; n < problem.N; n++)
                    {
                        var sum = 0.0;
                        for (var k = 0; k < problem.K; k++)
                        {
                            var indexA = problem.TransposeA ? (long)k * problem.RowStepA + m : (long)m * problem.RowStepA + k;
                            var indexB = problem.TransposeB ? (long)n * problem.RowStepB + k : (long)k * problem.RowStepB + n;
                            sum += a.Doubles[offsetA + indexA] * b.Doubles[offsetB + indexB];
                        }

                        var index = offsetC + (long)m * problem.RowStepC + n;
                        var value = problem.Alpha * sum;
                        if (problem.Accumulate) value += c.Doubles[index];
                        if (!epilogue.Bias.IsAbsent) value += epilogue.Bias.Doubles[n];
                        if (!epilogue.PreActivation.IsAbsent) epilogue.PreActivation.Doubles[index] = value;
                        value = ReferenceActivation.Value(epilogue.Activation, value);
                        if (!epilogue.Residual.IsAbsent) value += epilogue.Residual.Doubles[index];
                        c.Doubles[index] = value;
                    }
            }
    }
}
