using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.BatchNorm;

/// <summary>How rows are summed: in chunks of a size that depends on the number of columns alone, and the chunks in double in their
/// order.</summary>
internal sealed unsafe partial class CpuBatchNorm
{
    /// <summary>μ and M of one chunk of rows, in two passes: the chunk is in the cache for the second.</summary>
    private struct MomentChunk : IParallelBody, ILaneBody
    {
        public int Rows, Columns, PerTask;
        public float* X, Partial;

        public readonly int RowsOf(int chunk) => (int)Math.Min(PerTask, Rows - ((long)chunk * PerTask));

        public readonly void Run(int index)
        {
            var chunk = this;
            chunk.Rows = RowsOf(index);
            chunk.X += (long)index * PerTask * Columns;
            chunk.Partial += 2L * index * Columns;
            LaneLoop.Run(0, Columns, chunk);
        }

        public readonly void Run<TLanes>(long column)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes sum = 0, sum2 = 0;
            float* x = X + column, end = x + ((nint)Rows * Columns);
            for (; x + Columns < end; x += 2 * (nint)Columns)
            {
                sum += TLanes.Load(x);
                sum2 += TLanes.Load(x + Columns);
            }
            if (x < end) sum += TLanes.Load(x);
            var mean = (sum + sum2) * (1f / Rows);

            TLanes squares = 0, squares2 = 0;
            for (x = X + column; x + Columns < end; x += 2 * (nint)Columns)
            {
                var d = TLanes.Load(x) - mean;
                squares.AddProduct(d, d);
                d = TLanes.Load(x + Columns) - mean;
                squares2.AddProduct(d, d);
            }
            if (x < end)
            {
                var d = TLanes.Load(x) - mean;
                squares.AddProduct(d, d);
            }
            mean.Store(Partial + column);
            (squares + squares2).Store(Partial + Columns + column);
        }
    }

    /// <summary>Joins the chunks' moments: μ = Σ n_k·μ_k / n, M = Σ M_k + n_k·(μ_k − μ)².</summary>
    private struct MomentJoin : IParallelBody
    {
        public MomentChunk Body;
        public int Chunks;
        public float* Moments;

        public readonly void Run(int index)
        {
            var columns = Body.Columns;
            for (var c = index * ColumnsPerTask; c < Math.Min(columns, (index + 1) * ColumnsPerTask); c++)
            {
                double mean = 0, squares = 0;
                var partial = Body.Partial + c;
                for (var k = 0; k < Chunks; k++) mean += (double)Body.RowsOf(k) * partial[2L * k * columns];
                mean /= Math.Max(Body.Rows, 1);
                for (var k = 0; k < Chunks; k++)
                {
                    var d = partial[2L * k * columns] - mean;
                    squares += partial[((2L * k) + 1) * columns] + (Body.RowsOf(k) * d * d);
                }
                Moments[c] = (float)mean;
                Moments[columns + c] = (float)squares;
            }
        }
    }

    /// <summary>Σ dv and Σ dv·(x − μ) of one chunk of rows.</summary>
    private struct SumChunk : IParallelBody, ILaneBody
    {
        public int Rows, Columns, PerTask;
        public float* X, Mean, Y, Dy, Partial;

        public readonly void Run(int index)
        {
            var chunk = this;
            chunk.Rows = (int)Math.Min(PerTask, Rows - ((long)index * PerTask));
            chunk.X += (long)index * PerTask * Columns;
            chunk.Dy += (long)index * PerTask * Columns;
            if (Y != null) chunk.Y += (long)index * PerTask * Columns;
            chunk.Partial += 2L * index * Columns;
            LaneLoop.Run(0, Columns, chunk);
        }

        public readonly void Run<TLanes>(long column)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes sum = 0, products = 0, mean = TLanes.Load(Mean + column);
            for (var i = (long)column; i < (long)Rows * Columns; i += Columns)
            {
                var d = Rectified<TLanes>(Y, Dy, i);
                sum += d;
                products.AddProduct(d, TLanes.Load(X + i) - mean);
            }
            sum.Store(Partial + column);
            products.Store(Partial + Columns + column);
        }
    }

    /// <summary>Adds up the chunks' sums; r makes x̂ of x − μ.</summary>
    private struct SumJoin : IParallelBody
    {
        public int Columns, Chunks;
        public float* Partial, R, Sums;

        public readonly void Run(int index)
        {
            for (var c = index * ColumnsPerTask; c < Math.Min(Columns, (index + 1) * ColumnsPerTask); c++)
            {
                double sum = 0, products = 0;
                for (var k = 0; k < Chunks; k++)
                {
                    sum += Partial[(2L * k * Columns) + c];
                    products += Partial[(((2L * k) + 1) * Columns) + c];
                }
                Sums[c] = (float)sum;
                Sums[Columns + c] = (float)(products * R[c]);
            }
        }
    }
}
