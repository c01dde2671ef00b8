using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>The kernels of <c>ILayerNorm</c>; one group works on one row, and for γ and β on a strip of columns.</summary>
internal static class LayerNormKernels
{
    private const int Threads = GroupReduction.Threads;
    private const int StripColumns = 32;
    private const int StripLanes = 8;

    [GpuKernel(Threads, TileColumns = 1)]
    public static void Forward(
        ArrayView<float> x, ArrayView<float> gamma, ArrayView<float> beta, ArrayView<float> y,
        ArrayView<float> mean, ArrayView<float> reciprocalDeviation, int columns, float epsilon)
    {
        var scratch = GroupReduction.Scratch();
        var row = (long)Grid.IdxX * columns;
        var sum = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads) sum += x[row + c];
        var mu = GroupReduction.Sum(scratch, sum) / columns;
        var squares = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var difference = x[row + c] - mu;
            squares += difference * difference;
        }
        var r = 1f / MathF.Sqrt((GroupReduction.Sum(scratch, squares) / columns) + epsilon);
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var value = (x[row + c] - mu) * r;
            if (gamma.Length > 0) value *= gamma[c];
            if (beta.Length > 0) value += beta[c];
            y[row + c] = value;
        }
        if (Group.IdxX != 0) return;
        if (mean.Length > 0) mean[Grid.IdxX] = mu;
        if (reciprocalDeviation.Length > 0) reciprocalDeviation[Grid.IdxX] = r;
    }

    [GpuKernel(Threads, TileColumns = 1)]
    public static void BackwardInput(
        ArrayView<float> x, ArrayView<float> gamma, ArrayView<float> mean, ArrayView<float> reciprocalDeviation,
        ArrayView<float> dy, ArrayView<float> dx, int columns, int accumulate)
    {
        var scratch = GroupReduction.Scratch();
        var row = (long)Grid.IdxX * columns;
        var mu = mean[Grid.IdxX];
        var r = reciprocalDeviation[Grid.IdxX];
        var sum = 0f;
        var dot = 0f;
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var g = gamma.Length > 0 ? dy[row + c] * gamma[c] : dy[row + c];
            sum += g;
            dot += g * (x[row + c] - mu) * r;
        }
        sum = GroupReduction.Sum(scratch, sum) / columns;
        dot = GroupReduction.Sum(scratch, dot) / columns;
        for (var c = Group.IdxX; c < columns; c += Threads)
        {
            var g = gamma.Length > 0 ? dy[row + c] * gamma[c] : dy[row + c];
            var gradient = r * (g - sum - ((x[row + c] - mu) * r * dot));
            if (accumulate != 0) gradient += dx[row + c];
            dx[row + c] = gradient;
        }
    }

    /// <summary>
    /// Each chunk of rows writes its own sums, [chunks, columns]; the column sums of the reduction family add the chunks.
    /// </summary>
    [GpuKernel(StripColumns * StripLanes, TileColumns = StripColumns)]
    public static void BackwardParameters(
        ArrayView<float> x, ArrayView<float> mean, ArrayView<float> reciprocalDeviation, ArrayView<float> dy,
        ArrayView<float> gammaSums, ArrayView<float> betaSums, int rows, int columns, int rowsPerChunk)
    {
        var scratch = SharedMemory.Allocate<float>(2 * StripColumns * StripLanes);
        var c = (Grid.IdxX * StripColumns) + (Group.IdxX % StripColumns);
        var lane = Group.IdxX / StripColumns;
        var first = Grid.IdxY * rowsPerChunk;
        var end = Math.Min(rows, first + rowsPerChunk);
        var gammaSum = 0f;
        var betaSum = 0f;
        if (c < columns)
        {
            for (var r = first + lane; r < end; r += StripLanes)
            {
                var i = ((long)r * columns) + c;
                gammaSum += dy[i] * (x[i] - mean[r]) * reciprocalDeviation[r];
                betaSum += dy[i];
            }
        }
        scratch[Group.IdxX] = gammaSum;
        scratch[Group.IdxX + (StripColumns * StripLanes)] = betaSum;
        Group.Barrier();
        if (lane != 0 || c >= columns) return;
        for (var l = 1; l < StripLanes; l++)
        {
            gammaSum += scratch[Group.IdxX + (l * StripColumns)];
            betaSum += scratch[Group.IdxX + ((l + StripLanes) * StripColumns)];
        }
        var target = ((long)Grid.IdxY * columns) + c;
        gammaSums[target] = gammaSum;
        betaSums[target] = betaSum;
    }
}
