using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Gemm.Packed;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>What is done with the rows and columns of a tile.</summary>
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
    private struct ColumnNormalizers : IParallelBody, IStrip
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
            Strips.For(count, part);
            for (var c = 0; c < count; c++) Tile.C[first + c] = LogAddExp(Tile.C[first + c], peaks[c] + Math.Log(sums[c]));
        }

        public readonly void Run<TSimd, TVector>(int column)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var s = Tile.S + column;
            var largest = TSimd.Load(s);
            for (var i = 1; i < Tile.Rows; i++)
            {
                var value = TSimd.Load(s + ((long)i * Tile.Columns));
                largest = TSimd.SelectLess(largest, value, value, largest);
            }
            var sum = TSimd.Create(0);
            for (var i = 0; i < Tile.Rows; i++)
            {
                sum = TSimd.Add(sum, VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Load(s + ((long)i * Tile.Columns)), largest)));
            }
            TSimd.Store(sum, _sums + column);
            TSimd.Store(largest, _peaks + column);
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
                if (column >= Columns) return;
                s[column] = Nowhere;
            }
        }
    }

    /// <summary>One row of S becomes dS; Σ dS∘S is added to the row's product.</summary>
    private struct RowGradient : IParallelBody, IStrip
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
                product -= Factor * Targets.Weight(entry) * row.Tile.S[Targets.Column(entry) - FirstColumn];
            row.Products = &product;
            Strips.For(Tile.Columns, row);
            for (var entry = first; entry < end; entry++)
                row.Tile.S[Targets.Column(entry) - FirstColumn] -= Factor * Targets.Weight(entry);
            Products[index] += product;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TSimd, TVector>(int column)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var s = TSimd.Load(Tile.S + column);
            var ds = TSimd.Multiply(
                TSimd.Create(RowWeight), VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(s, TSimd.Create(Normalizer))));
            if (HasColumnDirection)
            {
                var columns = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(s, TSimd.Load(Tile.C + column)));
                ds = TSimd.MultiplyAdd(TSimd.Create(ColumnWeight), columns, ds);
            }
            TSimd.Store(ds, Tile.S + column);
            *Products += TSimd.Sum(TSimd.Multiply(ds, s));
        }
    }
}
