using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Normalization;

/// <summary>Layer normalisation in float32, row by row.</summary>
internal sealed unsafe class CpuLayerNorm : ILayerNorm
{
    /// <inheritdoc/>
    public void Forward(
        int rows, int columns, BufferView x, BufferView gamma, BufferView beta, double epsilon,
        BufferView y, BufferView mean, BufferView reciprocalDeviation)
    {
        for (var row = 0; row < rows; row++)
        {
            var xRow = x.Floats + ((long)row * columns);
            var yRow = y.Floats + ((long)row * columns);
            var mu = 0f;
            for (var c = 0; c < columns; c++) mu += xRow[c] / columns;
            var variance = 0f;
            for (var c = 0; c < columns; c++) variance += (xRow[c] - mu) * (xRow[c] - mu) / columns;
            var r = (float)(1 / Math.Sqrt(variance + epsilon));
            for (var c = 0; c < columns; c++) yRow[c] = ((xRow[c] - mu) * r * Gain(gamma, c)) + (beta.IsAbsent ? 0 : beta.Floats[c]);

            if (!mean.IsAbsent) mean.Floats[row] = mu;
            if (!reciprocalDeviation.IsAbsent) reciprocalDeviation.Floats[row] = r;
        }
    }

    /// <inheritdoc/>
    public void BackwardInput(
        int rows, int columns, BufferView x, BufferView gamma, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dx, bool accumulate)
    {
        for (var row = 0; row < rows; row++)
        {
            var xRow = x.Floats + ((long)row * columns);
            var dyRow = dy.Floats + ((long)row * columns);
            var dxRow = dx.Floats + ((long)row * columns);
            var mu = mean.Floats[row];
            var r = reciprocalDeviation.Floats[row];
            float meanGradient = 0, meanProduct = 0;
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
            float gammaSum = 0, betaSum = 0;
            for (var row = 0; row < rows; row++)
            {
                var at = ((long)row * columns) + c;
                gammaSum += dy.Floats[at] * (x.Floats[at] - mean.Floats[row]) * reciprocalDeviation.Floats[row];
                betaSum += dy.Floats[at];
            }
            dGamma.Floats[c] = accumulate ? dGamma.Floats[c] + gammaSum : gammaSum;
            dBeta.Floats[c] = accumulate ? dBeta.Floats[c] + betaSum : betaSum;
        }
    }

    private static float Gain(BufferView gamma, int column) => gamma.IsAbsent ? 1 : gamma.Floats[column];
}
