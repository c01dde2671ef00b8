using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>Operations on the rows and columns of a tile.</summary>
internal sealed unsafe partial class CpuInfoNce
{
    // The similarity of an excluded pair: its exponential is 0, and so is its product with that.
    private const float Nowhere = -1e30f;

    private static float LogAddExp(float a, double b)
    {
        double larger = Math.Max(a, b), smaller = Math.Min(a, b);
        return (float)(double.IsNegativeInfinity(larger) ? larger : larger + Math.Log(1 + Math.Exp(smaller - larger)));
    }

    private struct TileBody
    {
        public int Rows, Columns;
        public float* S, R, C;
    }

    /// <summary>R of one row, joined with that of the tiles to the left.</summary>
    private struct RowNormalizer : IParallelBody
    {
        public TileBody Tile;

        public readonly void Run(int index)
        {
            var s = new ReadOnlySpan<float>(Tile.S + ((long)index * Tile.Columns), Tile.Columns);
            Span<float> exponentials = stackalloc float[TileColumns];
            exponentials = exponentials[..s.Length];
            var largest = TensorPrimitives.Max(s);
            TensorPrimitives.Subtract(s, largest, exponentials);
            TensorPrimitives.Exp(exponentials, exponentials);
            Tile.R[index] = LogAddExp(Tile.R[index], largest + Math.Log(TensorPrimitives.Sum((ReadOnlySpan<float>)exponentials)));
        }
    }

    /// <summary>C of some columns, joined with that of the tiles above.</summary>
    private struct ColumnNormalizers : IParallelBody, ILaneBody
    {
        public TileBody Tile;
        private float* _peaks, _sums;

        public readonly void Run(int index)
        {
            float* peaks = stackalloc float[ColumnsPerTask], sums = stackalloc float[ColumnsPerTask];
            var first = index * ColumnsPerTask;
            var count = Math.Min(ColumnsPerTask, Tile.Columns - first);
            var part = this;
            part.Tile.S += first;
            part._peaks = peaks;
            part._sums = sums;
            LaneLoop.Run(0, count, part);
            for (var c = 0; c < count; c++) Tile.C[first + c] = LogAddExp(Tile.C[first + c], peaks[c] + Math.Log(sums[c]));
        }

        public readonly void Run<TLanes>(long column)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var s = Tile.S + column;
            var largest = TLanes.Load(s);
            for (var i = 1; i < Tile.Rows; i++)
            {
                var value = TLanes.Load(s + ((long)i * Tile.Columns));
                largest = TLanes.Where(largest < value, value, largest);
            }
            TLanes sum = 0;
            for (var i = 0; i < Tile.Rows; i++)
            {
                sum += VectorMath.Exp(TLanes.Load(s + ((long)i * Tile.Columns)) - largest);
            }
            sum.Store(_sums + column);
            largest.Store(_peaks + column);
        }
    }

    /// <summary>Σ W∘S of one row.</summary>
    private struct RowAttraction : IParallelBody
    {
        public int Width;
        public float* Z0, Z1, Attraction;
        public float InverseTemperature;
        public PairRows Targets;

        public readonly void Run(int index)
        {
            var z = new ReadOnlySpan<float>(Z0 + ((long)index * Width), Width);
            var sum = 0.0;
            for (var entry = Targets.Start(index); entry < Targets.Start(index + 1); entry++)
            {
                var partner = new ReadOnlySpan<float>(Z1 + ((long)Targets.Column(entry) * Width), Width);
                sum += Targets.Weight(entry) * TensorPrimitives.Dot(z, partner);
            }
            Attraction[index] = (float)(sum * InverseTemperature);
        }
    }

    /// <summary>Takes excluded pairs out of one row of S.</summary>
    private struct RowExclusion : IParallelBody
    {
        public int Columns, FirstRow, FirstColumn;
        public float* S;
        public PairRows Excluded;

        public readonly void Run(int index)
        {
            var s = S + ((long)index * Columns);
            var end = Excluded.Start(FirstRow + index + 1);
            for (var entry = Excluded.From(FirstRow + index, FirstColumn); entry < end; entry++)
            {
                var column = Excluded.Column(entry) - FirstColumn;
                // Negative only where columns do not ascend.
                if ((uint)column >= (uint)Columns) return;
                s[column] = Nowhere;
            }
        }
    }

    /// <summary>One row of S becomes dS; Σ dS∘S is added to the row's product.</summary>
    private struct RowGradient : IParallelBody, ILaneBody
    {
        public TileBody Tile;
        public PairRows Targets;
        public int FirstRow, FirstColumn;
        public float Factor, RowWeight, ColumnWeight, Normalizer;
        public bool HasColumnDirection;
        public float* Products;

        public readonly void Run(int index)
        {
            var row = this;
            row.Tile.S += (long)index * Tile.Columns;
            row.Normalizer = Tile.R[index];
            int first = Targets.From(FirstRow + index, FirstColumn), end = Targets.From(FirstRow + index, FirstColumn + Tile.Columns);
            var product = 0f;
            for (var entry = first; entry < end; entry++)
            {
                if (Lies(entry, out var column)) product -= Factor * Targets.Weight(entry) * row.Tile.S[column];
            }
            row.Products = &product;
            LaneLoop.Run(0, Tile.Columns, row);
            for (var entry = first; entry < end; entry++)
            {
                if (Lies(entry, out var column)) row.Tile.S[column] -= Factor * Targets.Weight(entry);
            }
            Products[index] += product;
        }

        // True, unless the columns of a row do not ascend.
        private readonly bool Lies(int entry, out int column)
        {
            column = Targets.Column(entry) - FirstColumn;
            return (uint)column < (uint)Tile.Columns;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(long column)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var s = TLanes.Load(Tile.S + column);
            var ds = RowWeight * VectorMath.Exp(s - Normalizer);
            if (HasColumnDirection)
            {
                var columns = VectorMath.Exp(s - TLanes.Load(Tile.C + column));
                ds.AddProduct(ColumnWeight, columns);
            }
            ds.Store(Tile.S + column);
            *Products += TLanes.Sum(ds * s);
        }
    }
}
