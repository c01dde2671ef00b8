using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>
/// Σ dy·x̂ and Σ dy over parts of the rows, which <see cref="Join"/> adds in order: the result does not depend on the threads.
/// </summary>
internal unsafe struct LayerNormParameterSums<TLanes> : IParallelBody
    where TLanes : unmanaged, ILanes<TLanes>
{
    public int Rows, Columns, RowsPerPart;

    // [parts, 2, columns]
    public float* X, Mean, ReciprocalDeviation, Dy, Sums;

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        var gammaSum = Sums + (2L * index * Columns);
        var betaSum = gammaSum + Columns;
        new Span<float>(gammaSum, 2 * Columns).Clear();
        var end = Math.Min(Rows, (index + 1L) * RowsPerPart);
        var row = index * (long)RowsPerPart;
        for (; row + 1 < end; row += 2) AddTwoRows(row, gammaSum, betaSum);
        if (row < end) AddRow(row, gammaSum, betaSum);
    }

    /// <summary>Adds up the parts.</summary>
    public readonly void Join(int parts, float* dGamma, float* dBeta, bool accumulate)
    {
        for (var c = 0; c < Columns; c += TLanes.Count)
        {
            var gamma = accumulate ? LaneRow.Load<TLanes>(dGamma, c, Columns) : 0;
            var beta = accumulate ? LaneRow.Load<TLanes>(dBeta, c, Columns) : 0;
            for (var part = 0; part < parts; part++)
            {
                var sums = Sums + (2L * part * Columns);
                gamma += LaneRow.Load<TLanes>(sums, c, Columns);
                beta += LaneRow.Load<TLanes>(sums + Columns, c, Columns);
            }
            LaneRow.Store(gamma, dGamma, c, Columns);
            LaneRow.Store(beta, dBeta, c, Columns);
        }
    }

    // Two rows at a time halve the traffic of the sums. Not inlined: with the caller's code there would be too much for the compiler to
    // inline what is in it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddTwoRows(long row, float* gammaSum, float* betaSum)
    {
        var columns = Columns;
        float* x0 = X + (row * columns), x1 = x0 + columns, dy0 = Dy + (row * columns), dy1 = dy0 + columns;
        TLanes mean0 = Mean[row], mean1 = Mean[row + 1];
        TLanes r0 = ReciprocalDeviation[row], r1 = ReciprocalDeviation[row + 1];
        for (var c = 0; c < columns; c += TLanes.Count)
        {
            var g0 = LaneRow.Load<TLanes>(dy0, c, columns);
            var g1 = LaneRow.Load<TLanes>(dy1, c, columns);
            var normalized0 = (LaneRow.Load<TLanes>(x0, c, columns) - mean0) * r0;
            var normalized1 = (LaneRow.Load<TLanes>(x1, c, columns) - mean1) * r1;
            var gamma = TLanes.MultiplyAdd(g0, normalized0, LaneRow.Load<TLanes>(gammaSum, c, columns));
            LaneRow.Store(TLanes.MultiplyAdd(g1, normalized1, gamma), gammaSum, c, columns);
            var beta = LaneRow.Load<TLanes>(betaSum, c, columns) + (g0 + g1);
            LaneRow.Store(beta, betaSum, c, columns);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddRow(long row, float* gammaSum, float* betaSum)
    {
        var columns = Columns;
        float* x = X + (row * columns), dy = Dy + (row * columns);
        TLanes mean = Mean[row], r = ReciprocalDeviation[row];
        for (var c = 0; c < columns; c += TLanes.Count)
        {
            var g = LaneRow.Load<TLanes>(dy, c, columns);
            var normalized = (LaneRow.Load<TLanes>(x, c, columns) - mean) * r;
            var gamma = TLanes.MultiplyAdd(g, normalized, LaneRow.Load<TLanes>(gammaSum, c, columns));
            LaneRow.Store(gamma, gammaSum, c, columns);
            LaneRow.Store(LaneRow.Load<TLanes>(betaSum, c, columns) + g, betaSum, c, columns);
        }
    }
}
