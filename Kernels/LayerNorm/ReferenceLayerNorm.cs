using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>Layer normalisation in double precision, as in the formulas of <see cref="ILayerNorm"/>.</summary>
internal sealed unsafe class ReferenceLayerNorm : ILayerNorm
{
    /// <inheritdoc/>
    public void Forward(
        int rows, int columns, BufferView x, BufferView gamma, BufferView beta, double epsilon,
        BufferView y, BufferView mean, BufferView reciprocalDeviation)
    {
        for (var row = 0; row < rows; row++)
        {
            var xRow = x.Doubles + ((long)row * columns);
            var yRow = y.Doubles + ((long)row * columns);
            var mu = 0.0;
            for (var c = 0; c < columns; c++) mu += xRow[c] / columns;
            var variance = 0.0;
            for (var c = 0; c < columns; c++) variance += (xRow[c] - mu) * (xRow[c] - mu) / columns;
            var r = 1 / Math.Sqrt(variance + epsilon);
            for (var c = 0; c < columns; c++) yRow[c] = ((xRow[c] - mu) * r * Gain(gamma, c)) + (beta.IsAbsent ? 0 : beta.Doubles[c]);

            if (!mean.IsAbsent) mean.Doubles[row] = mu;
            if (!reciprocalDeviation.IsAbsent) reciprocalDeviation.Doubles[row] = r;
        }
    }

    /// <inheritdoc/>
    public void BackwardInput(
        int rows, int columns, BufferView x, BufferView gamma, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dx, bool accumulate)
    {
        for (var row = 0; row < rows; row++)
        {
            var xRow = x.Doubles + ((long)row * columns);
            var dyRow = dy.Doubles + ((long)row * columns);
            var dxRow = dx.Doubles + ((long)row * columns);
            var mu = mean.Doubles[row];
            var r = reciprocalDeviation.Doubles[row];
            double meanGradient = 0, meanProduct = 0;
            for (var c = 0; c < columns; c++)
            {
                var dNormalized = dyRow[c] * Gain(gamma, c);
                meanGradient += dNormalized / columns;
                meanProduct += dNormalized * (xRow[c] - mu) * r / columns;
            }
            for (var c = 0; c < columns; c++)
            {
                var dNormalized = dyRow[c] * Gain(gamma, c);
                var value = r * (dNormalized - meanGradient - ((xRow[c] - mu) * r * meanProduct));
                dxRow[c] = accumulate ? dxRow[c] + value : value;
            }
        }
    }

    /// <inheritdoc/>
    public void BackwardParameters(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dGamma, BufferView dBeta, bool accumulate)
    {
        for (var c = 0; c < columns; c++)
        {
            double gammaSum = 0, betaSum = 0;
            for (var row = 0; row < rows; row++)
            {
                var at = ((long)row * columns) + c;
                gammaSum += dy.Doubles[at] * (x.Doubles[at] - mean.Doubles[row]) * reciprocalDeviation.Doubles[row];
                betaSum += dy.Doubles[at];
            }
            dGamma.Doubles[c] = accumulate ? dGamma.Doubles[c] + gammaSum : gammaSum;
            dBeta.Doubles[c] = accumulate ? dBeta.Doubles[c] + betaSum : betaSum;
        }
    }

    private static double Gain(BufferView gamma, int column) => gamma.IsAbsent ? 1 : gamma.Doubles[column];
}
