using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>The losses of a reconstruction in float32 vectors, with the sums in double.</summary>
internal sealed unsafe class CpuReconstruction(WorkerPool workers) : IReconstruction
{
    /// <inheritdoc/>
    public void SquaredError(BufferView prediction, BufferView target, double divisor, BufferView result)
    {
        target.RequireLength(prediction.Length);
        result.RequireLength(1);
        *result.Floats = (float)(LaneSum.Of(workers, prediction.Length, new SquaredDifference(prediction.Floats, target.Floats)) / divisor);
    }

    /// <inheritdoc/>
    public void SquaredErrorBackward(
        BufferView prediction, BufferView target, double divisor, BufferView upstream, BufferView dPrediction, bool accumulate)
    {
        target.RequireLength(prediction.Length);
        dPrediction.RequireLength(prediction.Length);
        upstream.RequireLength(1);
        var factor = (float)(*upstream.Floats * 2 / divisor);
        LaneLoop.Run(
            workers, prediction.Length, new DifferenceBody(factor, prediction.Floats, target.Floats, dPrediction.Floats, accumulate));
    }

    /// <inheritdoc/>
    public void Correlation(
        int rows, int columns, BufferView prediction, BufferView target, double epsilon, BufferView statistics, BufferView result)
    {
        SignalRows.Require(rows, columns, prediction, target);
        statistics.RequireLength((long)rows * SignalRows.Statistics);
        result.RequireLength(1);
        var body = new CorrelationBody(columns, prediction.Floats, target.Floats, epsilon, statistics.Floats);
        RangeLoop.Run(workers, rows, 2L * columns, body);
        var sum = 0.0;
        for (long row = 0; row < rows; row++) sum += statistics.Floats[row * SignalRows.Statistics + 4];
        *result.Floats = rows == 0 ? 0 : (float)(sum / rows);
    }

    /// <inheritdoc/>
    public void CorrelationBackward(
        int rows, int columns, BufferView prediction, BufferView target, BufferView statistics, BufferView upstream,
        BufferView dPrediction, bool accumulate)
    {
        SignalRows.Require(rows, columns, prediction, target);
        statistics.RequireLength((long)rows * SignalRows.Statistics);
        dPrediction.RequireLength(prediction.Length);
        upstream.RequireLength(1);
        if (rows == 0) return;
        var factor = *upstream.Floats / ((double)rows * (columns - 1));
        var body = new CorrelationBackwardBody(
            columns, prediction.Floats, target.Floats, statistics.Floats, factor, dPrediction.Floats, accumulate);
        RangeLoop.Run(workers, rows, 2L * columns, body);
    }

    /// <inheritdoc/>
    public void StandardizeRows(int rows, int columns, BufferView x, double epsilon, BufferView y)
    {
        SignalRows.Require(rows, columns, x, y);
        RangeLoop.Run(workers, rows, columns, new StandardizeBody(columns, x.Floats, epsilon, y.Floats));
    }

    private readonly struct SquaredDifference(float* prediction, float* target) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var difference = TLanes.Load(prediction + i) - TLanes.Load(target + i);
            return difference * difference;
        }
    }

    private readonly struct DifferenceBody(float factor, float* prediction, float* target, float* gradient, bool accumulate) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var value = factor * (TLanes.Load(prediction + i) - TLanes.Load(target + i));
            (accumulate ? TLanes.Load(gradient + i) + value : value).Store(gradient + i);
        }
    }

    private readonly struct CorrelationBody(int columns, float* prediction, float* target, double epsilon, float* statistics) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var row = first; row < end; row++)
            {
                float* p = prediction + row * columns, t = target + row * columns;
                var momentsP = RowMoments.Of(p, columns, epsilon);
                var momentsT = RowMoments.Of(t, columns, epsilon);
                var covariance = RowMoments.CenteredProducts(p, momentsP, t, momentsT, columns) / (columns - 1);
                var saved = statistics + row * SignalRows.Statistics;
                (saved[0], saved[1]) = (momentsP.Mean, momentsP.Scale);
                (saved[2], saved[3]) = (momentsT.Mean, momentsT.Scale);
                saved[4] = (float)(covariance * momentsP.Scale * momentsT.Scale);
            }
        }
    }

    private readonly struct CorrelationBackwardBody(
        int columns, float* prediction, float* target, float* statistics, double factor, float* gradient, bool accumulate) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var row = first; row < end; row++)
            {
                var saved = statistics + row * SignalRows.Statistics;
                var (meanP, scaleP, meanT, scaleT, correlation) = (saved[0], saved[1], saved[2], saved[3], saved[4]);
                var towardTarget = (float)(factor * scaleP * scaleT);
                var towardPrediction = (float)(factor * scaleP * scaleP * correlation);
                var start = row * columns;
                LaneLoop.Run(0, columns, new CorrelationGradient(
                    prediction + start, meanP, towardPrediction, target + start, meanT, towardTarget, gradient + start, accumulate));
            }
        }
    }

    private readonly struct CorrelationGradient(
        float* prediction, float meanP, float factorP, float* target, float meanT, float factorT, float* gradient, bool accumulate)
        : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var t = TLanes.Load(target + i) - meanT;
            var p = TLanes.Load(prediction + i) - meanP;
            var value = factorT * t - factorP * p;
            (accumulate ? TLanes.Load(gradient + i) + value : value).Store(gradient + i);
        }
    }

    private readonly struct StandardizeBody(int columns, float* x, double epsilon, float* y) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var row = first; row < end; row++)
            {
                var moments = RowMoments.Of(x + row * columns, columns, epsilon);
                LaneLoop.Run(0, columns, new CenterScaleBody(x + row * columns, moments, y + row * columns));
            }
        }
    }

    private readonly struct CenterScaleBody(float* x, RowMoments moments, float* y) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => (moments.Center(TLanes.Load(x + i)) * moments.Scale).Store(y + i);
    }
}
