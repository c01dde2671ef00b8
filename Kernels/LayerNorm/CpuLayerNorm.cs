using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>
/// Layer normalisation in float32, some rows per task. The variance is summed from deviations, so that a large mean costs no accuracy;
/// the second and third pass over a row find it in the first cache.
/// </summary>
internal sealed unsafe class CpuLayerNorm<TLanes>(WorkerPool workers) : ILayerNorm
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Parts of the sums over rows: enough for the threads, few enough to join.
    private const int MaxParts = 64;
    private const int MinRowsPerPart = 32;

    /// <inheritdoc/>
    public void Forward(
        int rows, int columns, BufferView x, BufferView gamma, BufferView beta, double epsilon,
        BufferView y, BufferView mean, BufferView reciprocalDeviation)
    {
        workers.For(Rows.Tasks(rows, Rows.PerTask(columns)), new LayerNormForward<TLanes>
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
        workers.For(Rows.Tasks(rows, Rows.PerTask(columns)), new LayerNormBackward<TLanes>
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
        var rowsPerPart = Math.Max(MinRowsPerPart, (rows + MaxParts - 1) / MaxParts);
        var parts = Rows.Tasks(rows, rowsPerPart);
        var sums = new LayerNormParameterSums<TLanes>
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
