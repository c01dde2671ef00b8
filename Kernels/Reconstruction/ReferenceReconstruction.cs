using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>The losses of a reconstruction as formulas, in double.</summary>
internal sealed unsafe class ReferenceReconstruction : IReconstruction
{
    /// <inheritdoc/>
    public void SquaredError(BufferView prediction, BufferView target, double divisor, BufferView result)
    {
        var sum = 0.0;
        for (long i = 0; i < prediction.Length; i++)
        {
            var difference = prediction.Doubles[i] - target.Doubles[i];
            sum += difference * difference;
        }
        *result.Doubles = sum / divisor;
    }

    /// <inheritdoc/>
    public void SquaredErrorBackward(
        BufferView prediction, BufferView target, double divisor, BufferView upstream, BufferView dPrediction, bool accumulate)
    {
        for (long i = 0; i < prediction.Length; i++)
        {
            var gradient = *upstream.Doubles * 2 * (prediction.Doubles[i] - target.Doubles[i]) / divisor;
            dPrediction.Doubles[i] = accumulate ? dPrediction.Doubles[i] + gradient : gradient;
        }
    }

    /// <inheritdoc/>
    public void Correlation(
        int rows, int columns, BufferView prediction, BufferView target, double epsilon, BufferView statistics, BufferView result)
    {
        var sum = 0.0;
        for (long row = 0; row < rows; row++)
        {
            var p = prediction.Doubles + row * columns;
            var t = target.Doubles + row * columns;
            var (meanP, scaleP) = Moments(p, columns, epsilon);
            var (meanT, scaleT) = Moments(t, columns, epsilon);
            var correlation = 0.0;
            for (var i = 0; i < columns; i++) correlation += (t[i] - meanT) * scaleT * ((p[i] - meanP) * scaleP);
            correlation /= columns - 1;

            var saved = statistics.Doubles + row * SignalRows.Statistics;
            (saved[0], saved[1], saved[2], saved[3], saved[4]) = (meanP, scaleP, meanT, scaleT, correlation);
            sum += correlation;
        }
        *result.Doubles = rows == 0 ? 0 : sum / rows;
    }

    /// <inheritdoc/>
    public void CorrelationBackward(
        int rows, int columns, BufferView prediction, BufferView target, BufferView statistics, BufferView upstream,
        BufferView dPrediction, bool accumulate)
    {
        for (long row = 0; row < rows; row++)
        {
            var saved = statistics.Doubles + row * SignalRows.Statistics;
            var (meanP, scaleP, meanT, scaleT, correlation) = (saved[0], saved[1], saved[2], saved[3], saved[4]);
            for (var i = row * columns; i < (row + 1) * columns; i++)
            {
                var standardP = (prediction.Doubles[i] - meanP) * scaleP;
                var standardT = (target.Doubles[i] - meanT) * scaleT;
                var gradient = *upstream.Doubles / rows * scaleP * (standardT - standardP * correlation) / (columns - 1);
                dPrediction.Doubles[i] = accumulate ? dPrediction.Doubles[i] + gradient : gradient;
            }
        }
    }

    /// <inheritdoc/>
    public void StandardizeRows(int rows, int columns, BufferView x, double epsilon, BufferView y)
    {
        for (long row = 0; row < rows; row++)
        {
            var (mean, scale) = Moments(x.Doubles + row * columns, columns, epsilon);
            for (var i = row * columns; i < (row + 1) * columns; i++) y.Doubles[i] = (x.Doubles[i] - mean) * scale;
        }
    }

    // The mean and 1/√(var + ε), the variance unbiased.
    private static (double Mean, double Scale) Moments(double* x, int columns, double epsilon)
    {
        var mean = 0.0;
        for (var i = 0; i < columns; i++) mean += x[i];
        mean /= columns;
        var variance = 0.0;
        for (var i = 0; i < columns; i++) variance += (x[i] - mean) * (x[i] - mean);
        variance /= columns - 1;
        return (mean, 1 / Math.Sqrt(variance + epsilon));
    }
}
