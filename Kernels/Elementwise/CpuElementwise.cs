using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>Element by element, in float32 vectors.</summary>
internal sealed unsafe class CpuElementwise(WorkerPool workers) : IElementwise
{
    /// <inheritdoc/>
    public void Fill(BufferView y, double value) => LaneLoop.Run(workers, y.Length, new FillBody((float)value, y.Floats));

    /// <inheritdoc/>
    public void Copy(BufferView x, BufferView y)
    {
        y.RequireLength(x.Length);
        LaneLoop.Run(workers, y.Length, new CopyBody(x.Floats, y.Floats));
    }

    /// <inheritdoc/>
    public void AddScaled(double a, BufferView x, double b, BufferView y)
    {
        y.RequireLength(x.Length);
        if (b == 0) LaneLoop.Run(workers, y.Length, new ScaleBody((float)a, x.Floats, y.Floats));
        else LaneLoop.Run(workers, y.Length, new AddScaledBody((float)a, x.Floats, (float)b, y.Floats));
    }

    /// <inheritdoc/>
    public void Add(BufferView x1, BufferView x2, BufferView y)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        LaneLoop.Run(workers, y.Length, new AddBody(x1.Floats, x2.Floats, y.Floats));
    }

    /// <inheritdoc/>
    public void Multiply(BufferView x1, BufferView x2, BufferView y, bool accumulate)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        LaneLoop.Run(workers, y.Length, new MultiplyBody(x1.Floats, x2.Floats, y.Floats, accumulate));
    }

    /// <inheritdoc/>
    public void Divide(BufferView x1, BufferView x2, BufferView y)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        LaneLoop.Run(workers, y.Length, new DivideBody(x1.Floats, x2.Floats, y.Floats));
    }

    /// <inheritdoc/>
    public void AddTable(BufferView x, BufferView table, BufferView y)
    {
        x.RequireLength(y.Length);
        x.RequireMultipleOf(table.Length);
        if (y.Length == 0) return;
        RangeLoop.Run(workers, y.Length / table.Length, table.Length, new AddTableBody(x.Floats, table.Floats, table.Length, y.Floats));
    }

    /// <inheritdoc/>
    public void ScaleRuns(BufferView x, BufferView factors, BufferView y, bool accumulate)
    {
        x.RequireLength(y.Length);
        x.RequireMultipleOf(factors.Length);
        if (y.Length == 0) return;
        var run = x.Length / factors.Length;
        RangeLoop.Run(workers, factors.Length, run, new ScaleRunsBody(x.Floats, factors.Floats, run, y.Floats, accumulate));
    }

    private readonly struct FillBody(float value, float* y) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => ((TLanes)value).Store(y + i);
    }

    private readonly struct ScaleBody(float a, float* x, float* y) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => (a * TLanes.Load(x + i)).Store(y + i);
    }

    private readonly struct AddScaledBody(float a, float* x, float b, float* y) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> =>
            TLanes.MultiplyAdd(a, TLanes.Load(x + i), b * TLanes.Load(y + i)).Store(y + i);
    }

    private readonly struct MultiplyBody(float* x1, float* x2, float* y, bool accumulate) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var (a, b) = (TLanes.Load(x1 + i), TLanes.Load(x2 + i));
            (accumulate ? TLanes.MultiplyAdd(a, b, TLanes.Load(y + i)) : a * b).Store(y + i);
        }
    }

    private readonly struct DivideBody(float* x1, float* x2, float* y) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => (TLanes.Load(x1 + i) / TLanes.Load(x2 + i)).Store(y + i);
    }

    private readonly struct AddTableBody(float* x, float* table, long length, float* y) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var block = first; block < end; block++)
                LaneLoop.Run(0, length, new AddBody(x + block * length, table, y + block * length));
        }
    }

    private readonly struct ScaleRunsBody(float* x, float* factors, long run, float* y, bool accumulate) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var r = first; r < end; r++)
            {
                if (accumulate) LaneLoop.Run(0, run, new AddScaledBody(factors[r], x + r * run, 1, y + r * run));
                else LaneLoop.Run(0, run, new ScaleBody(factors[r], x + r * run, y + r * run));
            }
        }
    }
}
