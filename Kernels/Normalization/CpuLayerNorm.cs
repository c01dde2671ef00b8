using System.Runtime.Intrinsics;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Normalization;

/// <summary>
/// Layer normalisation in float32, some rows per task. The variance is summed from deviations, so that a large mean costs no accuracy;
/// the second and third pass over a row find it in the first cache.
/// </summary>
internal static class CpuLayerNorm
{
    /// <summary>The kernels for the widest vectors of this machine.</summary>
    public static ILayerNorm Create(WorkerPool workers) =>
        Vector512.IsHardwareAccelerated ? new CpuLayerNorm<Simd512, Vector512<float>>(workers)
        : Vector256.IsHardwareAccelerated ? new CpuLayerNorm<Simd256, Vector256<float>>(workers)
        : new CpuLayerNorm<Simd128, Vector128<float>>(workers);
}

/// <inheritdoc cref="CpuLayerNorm"/>
internal sealed unsafe class CpuLayerNorm<TSimd, TVector>(WorkerPool workers) : ILayerNorm
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    // Parts of the sums over rows: enough for the threads, few enough to join.
    private const int MaxParts = 64;
    private const int MinRowsPerPart = 32;

    /// <inheritdoc/>
    public void Forward(
        int rows, int columns, BufferView x, BufferView gamma, BufferView beta, double epsilon,
        BufferView y, BufferView mean, BufferView reciprocalDeviation)
    {
        LayerNormOperands.RequireForward(rows, columns, x, gamma, beta, y, mean, reciprocalDeviation);
        workers.For(Rows.Tasks(rows, Rows.PerTask(columns)), new LayerNormForward<TSimd, TVector>
        {
            Rows = rows,
            Columns = columns,
            Epsilon = epsilon,
            X = x.Floats,
            Gamma = gamma.Floats,
            Beta = beta.Floats,
            Y = y.Floats,
            Mean = mean.Floats,
            ReciprocalDeviation = reciprocalDeviation.Floats,
        });
    }

    /// <inheritdoc/>
    public void BackwardInput(
        int rows, int columns, BufferView x, BufferView gamma, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dx, bool accumulate)
    {
        LayerNormOperands.RequireBackwardInput(rows, columns, x, gamma, mean, reciprocalDeviation, dy, dx);
        workers.For(Rows.Tasks(rows, Rows.PerTask(columns)), new LayerNormBackward<TSimd, TVector>
        {
            Rows = rows,
            Columns = columns,
            Accumulate = accumulate,
            X = x.Floats,
            Gamma = gamma.Floats,
            Mean = mean.Floats,
            ReciprocalDeviation = reciprocalDeviation.Floats,
            Dy = dy.Floats,
            Dx = dx.Floats,
        });
    }

    /// <inheritdoc/>
    public void BackwardParameters(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dGamma, BufferView dBeta, bool accumulate)
    {
        LayerNormOperands.RequireBackwardParameters(rows, columns, x, mean, reciprocalDeviation, dy, dGamma, dBeta);
        var rowsPerPart = Math.Max(MinRowsPerPart, (rows + MaxParts - 1) / MaxParts);
        var parts = Rows.Tasks(rows, rowsPerPart);
        var sums = new LayerNormParameterSums<TSimd, TVector>
        {
            Rows = rows,
            Columns = columns,
            RowsPerPart = rowsPerPart,
            X = x.Floats,
            Mean = mean.Floats,
            ReciprocalDeviation = reciprocalDeviation.Floats,
            Dy = dy.Floats,
            Sums = ThreadScratch.ForA.Require(2 * (nint)columns * parts),
        };
        workers.For(parts, sums);
        sums.Join(parts, dGamma.Floats, dBeta.Floats, accumulate);
    }
}
