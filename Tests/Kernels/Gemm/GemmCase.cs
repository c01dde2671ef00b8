using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gemm;

/// <summary>
/// A product with random operands, computed by a kernel in float32 and by the reference in float64. What lies between the rows of a matrix
/// and what C holds before it is overwritten is NaN, so that touching it shows.
/// </summary>
internal sealed class GemmCase(GemmProblem problem)
{
    public bool WithBias { get; init; }

    public bool WithPreActivation { get; init; }

    public bool WithResidual { get; init; }

    public bool ResidualIsC { get; init; }

    public ActivationFunction Activation { get; init; }

    public GemmProblem Problem => problem;

    /// <summary>Runs the kernel; C, then the pre-activation.</summary>
    public float[] Run(Device device, IGemm gemm)
    {
        var random = new Random(problem.GetHashCode());
        var outer = problem.OuterBatch - 1;
        var inner = problem.InnerBatch - 1;
        var a = Fill(random, problem.TransposeA ? problem.K : problem.M, problem.TransposeA ? problem.M : problem.K, problem.RowStepA,
            outer * problem.OuterStride.A + inner * problem.InnerStride.A);
        var b = Fill(random, problem.TransposeB ? problem.N : problem.K, problem.TransposeB ? problem.K : problem.N, problem.RowStepB,
            outer * problem.OuterStride.B + inner * problem.InnerStride.B);
        var batchC = outer * problem.OuterStride.C + inner * problem.InnerStride.C;
        var c = Fill(random, problem.M, problem.N, problem.RowStepC, batchC);
        var bias = Fill(random, 1, problem.N, problem.N, 0);
        var residual = Fill(random, problem.M, problem.N, problem.RowStepC, batchC);
        if (!problem.Accumulate && !ResidualIsC) Array.Fill(c, float.NaN);

        var viewC = Upload(device, c);
        var preActivation = WithPreActivation ? Upload(device, new float[c.Length]) : default;
        var epilogue = new GemmEpilogue(
            WithBias ? Upload(device, bias) : default,
            Activation,
            preActivation,
            ResidualIsC ? viewC : WithResidual ? Upload(device, residual) : default);
        gemm.Multiply(problem, Upload(device, a), Upload(device, b), viewC, epilogue);

        var result = new float[c.Length + preActivation.Length];
        device.Download(viewC, result.AsSpan(0, c.Length));
        if (WithPreActivation) device.Download(preActivation, result.AsSpan(c.Length));
        return result;
    }

    /// <summary>Compares the kernel with the reference: finite values to rounding error, NaN in the same places.</summary>
    public void AssertEqualsReference(Device device, IGemm gemm)
    {
        using var reference = new ReferenceDevice();
        var expected = Run(reference, reference.Gemm);
        var actual = Run(device, gemm);

        // Partial sums of K random products grow as √K, and their K rounding errors add up as √K: in all K units of rounding, doubled for
        // the largest of many elements.
        var tolerance = (4 + Math.Abs(problem.Alpha) * problem.K) * Math.Pow(2, -23);
        for (var i = 0; i < expected.Length; i++)
        {
            var agrees = float.IsNaN(expected[i]) ? float.IsNaN(actual[i]) : Math.Abs(actual[i] - expected[i]) <= tolerance;
            if (!agrees) Assert.Fail($"{this}: element {i} of {expected.Length} is {actual[i]}, expected {expected[i]}");
        }
    }

    public override string ToString() =>
        $"{problem} bias {WithBias} pre {WithPreActivation} residual {(ResidualIsC ? "C" : WithResidual)} {Activation}";

    private static BufferView Upload(Device device, float[] values)
    {
        var view = device.Allocate(values.Length).View;
        device.Upload(values, view);
        return view;
    }

    private static float[] Fill(Random random, int rows, int columns, int step, long batchOffset)
    {
        if (rows == 0 || columns == 0) return [];
        var values = new float[batchOffset + (rows - 1L) * step + columns];
        for (var i = 0; i < values.Length; i++)
        {
            var isBetweenRows = batchOffset == 0 && i % step >= columns;
            values[i] = isBetweenRows ? float.NaN : (random.Next(1 << 24) / (float)(1 << 23)) - 1;
        }
        return values;
    }
}
