using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Normalization;

/// <summary>
/// Σ dy·x̂ and Σ dy over parts of the rows, which <see cref="Join"/> adds in order: the result does not depend on the threads.
/// </summary>
internal unsafe struct LayerNormParameterSums<TSimd, TVector> : IParallelBody
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
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
        for (var c = 0; c < Columns; c += TSimd.Lanes)
        {
            var gamma = accumulate ? SimdRow<TSimd, TVector>.Load(dGamma, c, Columns) : TSimd.Create(0);
            var beta = accumulate ? SimdRow<TSimd, TVector>.Load(dBeta, c, Columns) : TSimd.Create(0);
            for (var part = 0; part < parts; part++)
            {
                var sums = Sums + (2L * part * Columns);
                gamma = TSimd.Add(gamma, SimdRow<TSimd, TVector>.Load(sums, c, Columns));
                beta = TSimd.Add(beta, SimdRow<TSimd, TVector>.Load(sums + Columns, c, Columns));
            }
            SimdRow<TSimd, TVector>.Store(dGamma, c, Columns, gamma);
            SimdRow<TSimd, TVector>.Store(dBeta, c, Columns, beta);
        }
    }

    // Two rows at a time halve the traffic of the sums.
    private readonly void AddTwoRows(long row, float* gammaSum, float* betaSum)
    {
        var columns = Columns;
        float* x0 = X + (row * columns), x1 = x0 + columns, dy0 = Dy + (row * columns), dy1 = dy0 + columns;
        TVector mean0 = TSimd.Create(Mean[row]), mean1 = TSimd.Create(Mean[row + 1]);
        TVector r0 = TSimd.Create(ReciprocalDeviation[row]), r1 = TSimd.Create(ReciprocalDeviation[row + 1]);
        for (var c = 0; c < columns; c += TSimd.Lanes)
        {
            var g0 = SimdRow<TSimd, TVector>.Load(dy0, c, columns);
            var g1 = SimdRow<TSimd, TVector>.Load(dy1, c, columns);
            var normalized0 = TSimd.Multiply(TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x0, c, columns), mean0), r0);
            var normalized1 = TSimd.Multiply(TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x1, c, columns), mean1), r1);
            var gamma = TSimd.MultiplyAdd(g0, normalized0, SimdRow<TSimd, TVector>.Load(gammaSum, c, columns));
            SimdRow<TSimd, TVector>.Store(gammaSum, c, columns, TSimd.MultiplyAdd(g1, normalized1, gamma));
            var beta = TSimd.Add(SimdRow<TSimd, TVector>.Load(betaSum, c, columns), TSimd.Add(g0, g1));
            SimdRow<TSimd, TVector>.Store(betaSum, c, columns, beta);
        }
    }

    private readonly void AddRow(long row, float* gammaSum, float* betaSum)
    {
        var columns = Columns;
        float* x = X + (row * columns), dy = Dy + (row * columns);
        TVector mean = TSimd.Create(Mean[row]), r = TSimd.Create(ReciprocalDeviation[row]);
        for (var c = 0; c < columns; c += TSimd.Lanes)
        {
            var g = SimdRow<TSimd, TVector>.Load(dy, c, columns);
            var normalized = TSimd.Multiply(TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, columns), mean), r);
            var gamma = TSimd.MultiplyAdd(g, normalized, SimdRow<TSimd, TVector>.Load(gammaSum, c, columns));
            SimdRow<TSimd, TVector>.Store(gammaSum, c, columns, gamma);
            SimdRow<TSimd, TVector>.Store(betaSum, c, columns, TSimd.Add(SimdRow<TSimd, TVector>.Load(betaSum, c, columns), g));
        }
    }
}
