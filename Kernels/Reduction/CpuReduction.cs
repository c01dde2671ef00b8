using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Reduction;

/// <summary>Sums in float32 vectors, with the intermediate sums of long ones in double.</summary>
internal sealed unsafe class CpuReduction(WorkerPool workers) : IReduction
{
    /// <inheritdoc/>
    public void Sum(BufferView x, double scale, BufferView result, bool accumulate)
    {
        result.RequireLength(1);
        Put(result, scale * LaneSum.Of(workers, x.Length, new Element(x.Floats)), accumulate);
    }

    /// <inheritdoc/>
    public void Dot(BufferView x1, BufferView x2, BufferView result, bool accumulate)
    {
        x2.RequireLength(x1.Length);
        result.RequireLength(1);
        Put(result, LaneSum.Of(workers, x1.Length, new Product(x1.Floats, x2.Floats)), accumulate);
    }

    /// <inheritdoc/>
    public void SumRows(int rows, int columns, BufferView x, double scale, BufferView result, bool accumulate)
    {
        x.RequireLength((long)rows * columns);
        result.RequireLength(columns);
        ColumnSums.Run(workers, rows, columns, x.Floats, selection: null, scale, result, accumulate);
    }

    /// <inheritdoc/>
    public void SumTokens(int batch, int tokens, int columns, int first, int count, BufferView x, double scale, BufferView y)
    {
        x.RequireLength((long)batch * tokens * columns);
        y.RequireLength((long)batch * columns);
        TokenRange.Require(tokens, first, count);
        var body = new SumTokensBody(x.Floats + (long)first * columns, (long)tokens * columns, count, columns, (float)scale, y.Floats);
        RangeLoop.Run(workers, batch, (long)count * columns, body);
    }

    /// <inheritdoc/>
    public void SpreadTokens(
        int batch, int tokens, int columns, int first, int count, BufferView dy, double scale, BufferView dx, bool accumulate)
    {
        dy.RequireLength((long)batch * columns);
        dx.RequireLength((long)batch * tokens * columns);
        TokenRange.Require(tokens, first, count);
        var body = new SpreadTokensBody(dy.Floats, (float)scale, dx.Floats, tokens, columns, first, first + count, accumulate);
        RangeLoop.Run(workers, (long)batch * tokens, columns, body);
    }

    /// <inheritdoc/>
    public void CountNonFinite(BufferView x, BufferView result, bool accumulate)
    {
        result.RequireLength(1);
        Put(result, LaneSum.Of(workers, x.Length, new NonFiniteElement(x.Floats)), accumulate);
    }

    private static void Put(BufferView result, double value, bool accumulate) =>
        *result.Floats = (float)(accumulate ? *result.Floats + value : value);

    private readonly struct Element(float* x) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Load(x + i);
    }

    private readonly struct Product(float* x1, float* x2) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Load(x1 + i) * TLanes.Load(x2 + i);
    }

    private readonly struct NonFiniteElement(float* x) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Where(TLanes.Abs(TLanes.Load(x + i)) < float.PositiveInfinity, 0, 1);
    }

    private readonly struct SumTokensBody(float* x, long sampleStep, int count, int columns, float scale, float* y) : IRangeBody
    {
        public void Run(long first, long end)
        {
            var sums = stackalloc double[ColumnSums.MaxStrip];
            for (var sample = first; sample < end; sample++)
                for (var column = 0; column < columns; column += ColumnSums.MaxStrip)
                {
                    var width = Math.Min(ColumnSums.MaxStrip, columns - column);
                    ColumnSums.Strip(x + sample * sampleStep + column, columns, 0, count, null, width, sums);
                    for (var c = 0; c < width; c++) y[sample * columns + column + c] = (float)(scale * sums[c]);
                }
        }
    }

    private readonly struct SpreadTokensBody(
        float* dy, float scale, float* dx, int tokens, int columns, int firstToken, int endToken, bool accumulate) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var row = first; row < end; row++)
            {
                var (sample, token) = Math.DivRem(row, tokens);
                var inside = token >= firstToken && token < endToken;
                if (!inside && accumulate) continue;
                LaneLoop.Run(0, columns, new SpreadBody(dy + sample * columns, inside ? scale : 0, dx + row * columns, inside, accumulate));
            }
        }
    }

    private readonly struct SpreadBody(float* dy, float scale, float* dx, bool inside, bool accumulate) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var gradient = inside ? scale * TLanes.Load(dy + i) : 0;
            (accumulate ? TLanes.Load(dx + i) + gradient : gradient).Store(dx + i);
        }
    }
}
