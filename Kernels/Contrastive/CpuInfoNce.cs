using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>The symmetric InfoNCE loss in float32: tiles of similarities by the matrix product, then rows and columns of a tile in
/// parallel.</summary>
internal sealed unsafe class CpuInfoNce(CpuDevice device) : IInfoNce
{
    // One tile is 1 MiB, which stays in the cache between its product and its exponentials.
    private const int TileRows = 256;
    private const int TileColumns = 1024;
    private const int ColumnsPerTask = 64;

    /// <inheritdoc/>
    public void Normalizers(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers)
    {
        new Span<float>(rowNormalizers.Floats, problem.Rows).Fill(float.NegativeInfinity);
        new Span<float>(columnNormalizers.Floats, problem.Columns).Fill(float.NegativeInfinity);
        var scratch = device.Allocate((long)TileRows * TileColumns);
        for (var i = 0; i < problem.Rows; i += TileRows)
            for (var j = 0; j < problem.Columns; j += TileColumns)
            {
                var tile = Similarities(problem, z0, z1, logTemperature, i, j, scratch.View);
                var body = new TileBody
                {
                    Rows = tile.M,
                    Columns = tile.N,
                    S = scratch.View.Floats,
                    R = rowNormalizers.Floats + i,
                    C = columnNormalizers.Floats + j,
                };
                device.Workers.For(tile.M, new RowNormalizer { Tile = body });
                device.Workers.For(Rows.Tasks(tile.N, ColumnsPerTask), new ColumnNormalizers { Tile = body });
            }
        scratch.Release();
    }

    /// <inheritdoc/>
    public void Loss(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers, BufferView loss)
    {
        float* r = rowNormalizers.Floats, c = columnNormalizers.Floats + problem.RowOffset;
        var sum = 0.0;
        for (var i = 0; i < problem.Rows; i++)
        {
            var a = new ReadOnlySpan<float>(z0.Floats + ((long)i * problem.Width), problem.Width);
            var b = new ReadOnlySpan<float>(z1.Floats + ((long)(problem.RowOffset + i) * problem.Width), problem.Width);
            var s = TensorPrimitives.Dot(a, b) * InverseTemperature(logTemperature);
            sum += (problem.RowWeight * (r[i] - s)) + ((1 - problem.RowWeight) * (c[i] - s));
        }
        loss.Floats[0] = (float)(sum / problem.Columns);
    }

    /// <inheritdoc/>
    public void Backward(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers, BufferView upstream, BufferView dz0, BufferView dz1, BufferView dLogTemperature, bool accumulate)
    {
        if (!accumulate && (problem.Rows == 0 || problem.Columns == 0))
        {
            new Span<float>(dz0.Floats, dz0.IsAbsent ? 0 : problem.Rows * problem.Width).Clear();
            new Span<float>(dz1.Floats, dz1.IsAbsent ? 0 : problem.Columns * problem.Width).Clear();
        }

        var scratch = device.Allocate(((long)TileRows * TileColumns) + problem.Rows);
        var products = scratch.View.Slice((long)TileRows * TileColumns, problem.Rows).Floats;
        new Span<float>(products, problem.Rows).Clear();
        for (var i = 0; i < problem.Rows; i += TileRows)
            for (var j = 0; j < problem.Columns; j += TileColumns)
            {
                var tile = Similarities(problem, z0, z1, logTemperature, i, j, scratch.View);
                var body = new TileBody
                {
                    Rows = tile.M,
                    Columns = tile.N,
                    S = scratch.View.Floats,
                    R = rowNormalizers.Floats + i,
                    C = columnNormalizers.Floats + j,
                };
                var factor = upstream.Floats[0] / problem.Columns;
                device.Workers.For(tile.M, new RowGradient
                {
                    Tile = body,
                    Products = products + i,
                    Partner = problem.RowOffset + i - j,
                    Factor = factor,
                    RowWeight = (float)problem.RowWeight * factor,
                    ColumnWeight = (float)(1 - problem.RowWeight) * factor,
                });
                int d = problem.Width, rows = tile.M, columns = tile.N;
                BufferView a = z0.Slice((long)i * d, (long)rows * d), b = z1.Slice((long)j * d, (long)columns * d);
                if (!dz0.IsAbsent)
                {
                    var product = new GemmProblem(rows, d, columns) { Accumulate = accumulate || j > 0, Alpha = tile.Alpha };
                    device.Gemm.Multiply(product, scratch.View, b, dz0.Slice((long)i * d, (long)rows * d));
                }
                if (!dz1.IsAbsent)
                {
                    var product = new GemmProblem(columns, d, rows)
                    {
                        TransposeA = true,
                        Accumulate = accumulate || i > 0,
                        Alpha = tile.Alpha,
                    };
                    device.Gemm.Multiply(product, scratch.View, a, dz1.Slice((long)j * d, (long)columns * d));
                }
            }
        if (!dLogTemperature.IsAbsent)
        {
            var sum = 0.0;
            for (var i = 0; i < problem.Rows; i++) sum -= products[i];
            dLogTemperature.Floats[0] = (float)(sum + (accumulate ? dLogTemperature.Floats[0] : 0));
        }
        scratch.Release();
    }

    private GemmProblem Similarities(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, int i, int j, BufferView tile)
    {
        int rows = Math.Min(TileRows, problem.Rows - i), columns = Math.Min(TileColumns, problem.Columns - j), d = problem.Width;
        var product = new GemmProblem(rows, columns, d) { TransposeB = true, Alpha = InverseTemperature(logTemperature) };
        device.Gemm.Multiply(
            product, z0.Slice((long)i * d, (long)rows * d), z1.Slice((long)j * d, (long)columns * d), tile.Slice(0, (long)rows * columns));
        return product;
    }

    private static float InverseTemperature(BufferView logTemperature) => (float)Math.Exp(-logTemperature.Floats[0]);

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

    /// <summary>One row of S becomes dS; Σ dS∘S is added to the row's product.</summary>
    private struct RowGradient : IParallelBody, IStrip
    {
        public TileBody Tile;
        public int Partner;
        public float Factor, RowWeight, ColumnWeight, Normalizer;
        public float* Products;

        public readonly void Run(int index)
        {
            var row = this;
            row.Tile.S += (long)index * Tile.Columns;
            row.Normalizer = Tile.R[index];
            var partner = Partner + index;
            var s = partner >= 0 && partner < Tile.Columns ? row.Tile.S[partner] : 0;
            var product = 0f;
            row.Products = &product;
            Strips.For(Tile.Columns, row);
            if (partner >= 0 && partner < Tile.Columns)
            {
                row.Tile.S[partner] -= Factor;
                product -= Factor * s;
            }
            Products[index] += product;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TSimd, TVector>(int column)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var s = TSimd.Load(Tile.S + column);
            var row = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(s, TSimd.Create(Normalizer)));
            var columns = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(s, TSimd.Load(Tile.C + column)));
            var ds = TSimd.MultiplyAdd(TSimd.Create(RowWeight), row, TSimd.Multiply(TSimd.Create(ColumnWeight), columns));
            TSimd.Store(ds, Tile.S + column);
            *Products += TSimd.Sum(TSimd.Multiply(ds, s));
        }
    }
}
