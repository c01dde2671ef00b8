using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>
/// The kernels of <c>IReconstruction</c>; one group works on one signal, one thread on one element of the squared error's gradient.
/// </summary>
internal static class ReconstructionKernels
{
    private const int Threads = GroupReduction.Threads;
    private const int ElementThreads = 256;
    private const int Statistics = SignalRows.Statistics;

    [GpuKernel(ElementThreads)]
    public static void SquaredErrorBackward(
        ArrayView<float> prediction, ArrayView<float> target, ArrayView<float> upstream, ArrayView<float> dPrediction,
        int length, float scale, int accumulate)
    {
        var i = (Grid.IdxX * ElementThreads) + Group.IdxX;
        if (i >= length) return;
        var gradient = upstream[0] * scale * (prediction[i] - target[i]);
        if (accumulate != 0) gradient += dPrediction[i];
        dPrediction[i] = gradient;
    }

    [GpuKernel(Threads, TileColumns = 1)]
    public static void Correlation(
        ArrayView<float> prediction, ArrayView<float> target, ArrayView<float> statistics, ArrayView<float> correlations, int columns,
        float epsilon)
    {
        var scratch = GroupReduction.Scratch();
        var row = (long)Grid.IdxX * columns;
        var meanP = Mean(scratch, prediction, row, columns);
        var meanT = Mean(scratch, target, row, columns);
        var squaresP = 0f;
        var squaresT = 0f;
        var products = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var p = prediction[row + c] - meanP;
            var t = target[row + c] - meanT;
            squaresP += p * p;
            squaresT += t * t;
            products += p * t;
        }
        var scaleP = 1f / MathF.Sqrt((GroupReduction.Sum(scratch, squaresP) / (columns - 1)) + epsilon);
        var scaleT = 1f / MathF.Sqrt((GroupReduction.Sum(scratch, squaresT) / (columns - 1)) + epsilon);
        var correlation = GroupReduction.Sum(scratch, products) * scaleP * scaleT / (columns - 1);
        if (Group.IdxX != 0) return;
        var first = (long)Grid.IdxX * Statistics;
        statistics[first] = meanP;
        statistics[first + 1] = scaleP;
        statistics[first + 2] = meanT;
        statistics[first + 3] = scaleT;
        statistics[first + 4] = correlation;
        correlations[Grid.IdxX] = correlation;
    }

    [GpuKernel(Threads, TileColumns = 1)]
    public static void CorrelationBackward(
        ArrayView<float> prediction, ArrayView<float> target, ArrayView<float> statistics, ArrayView<float> upstream,
        ArrayView<float> dPrediction,
        int rows, int columns, int accumulate)
    {
        var row = (long)Grid.IdxX * columns;
        var first = (long)Grid.IdxX * Statistics;
        var scaleP = statistics[first + 1];
        var correlation = statistics[first + 4];
        var scale = upstream[0] / rows * scaleP / (columns - 1);
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var p = (prediction[row + c] - statistics[first]) * scaleP;
            var t = (target[row + c] - statistics[first + 2]) * statistics[first + 3];
            var gradient = scale * (t - (p * correlation));
            if (accumulate != 0) gradient += dPrediction[row + c];
            dPrediction[row + c] = gradient;
        }
    }

    [GpuKernel(Threads, TileColumns = 1)]
    public static void StandardizeRows(ArrayView<float> x, ArrayView<float> y, int columns, float epsilon)
    {
        var scratch = GroupReduction.Scratch();
        var row = (long)Grid.IdxX * columns;
        var mean = Mean(scratch, x, row, columns);
        var squares = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var difference = x[row + c] - mean;
            squares += difference * difference;
        }
        var scale = 1f / MathF.Sqrt((GroupReduction.Sum(scratch, squares) / (columns - 1)) + epsilon);
        for (var c = Group.IdxX; c < columns; c += Threads) y[row + c] = (x[row + c] - mean) * scale;
    }

    private static float Mean(ArrayView<float> scratch, ArrayView<float> x, long row, int columns)
    {
        var sum = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads) sum += x[row + c];
        return GroupReduction.Sum(scratch, sum) / columns;
    }
}
