using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>The InfoNCE loss in float32: tiles of similarities by the matrix product, then rows and columns of a tile in
/// parallel.</summary>
internal sealed unsafe partial class CpuInfoNce(WorkerPool workers, MemoryPool memory, IGemm gemm) : IInfoNce
{
    // One tile is 1 MiB, which stays in the cache between its product and its exponentials.
    private const int TileRows = 256;
    private const int TileColumns = 1024;
    private const int ColumnsPerTask = 64;

    /// <inheritdoc/>
    public void Normalizers(in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers)
    {
        new Span<float>(rowNormalizers.Floats, problem.Rows).Fill(float.NegativeInfinity);
        new Span<float>(columnNormalizers.Floats, problem.Columns).Fill(float.NegativeInfinity);
        var scratch = memory.Rent((long)TileRows * TileColumns);
        for (var i = 0; i < problem.Rows; i += TileRows)
            for (var j = 0; j < problem.Columns; j += TileColumns)
            {
                var tile = Similarities(problem, operands, i, j, scratch.View);
                var body = new TileBody
                {
                    Rows = tile.M,
                    Columns = tile.N,
                    S = scratch.View.Floats,
                    R = rowNormalizers.Floats + i,
                    C = columnNormalizers.Floats + j,
                };
                workers.For(tile.M, new RowNormalizer { Tile = body });
                if (problem.HasColumnDirection)
                    workers.For(Rows.Tasks(tile.N, ColumnsPerTask), new ColumnNormalizers { Tile = body });
            }
        scratch.Release();
    }

    /// <inheritdoc/>
    public void Loss(
        in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers, BufferView loss)
    {
        float* r = rowNormalizers.Floats, c = columnNormalizers.Floats + problem.RowOffset;
        var scratch = memory.Rent(problem.Rows);
        var attraction = scratch.View.Floats;
        workers.For(problem.Rows, new RowAttraction
        {
            Width = problem.Width,
            Z0 = operands.Z0.Floats,
            Z1 = operands.Z1.Floats,
            Targets = new PairRows(operands.Targets, problem.RowOffset),
            InverseTemperature = InverseTemperature(operands.LogTemperature),
            Attraction = attraction,
        });
        var sum = 0.0;
        for (var i = 0; i < problem.Rows; i++)
        {
            sum += problem.RowWeight * r[i] - attraction[i];
            if (problem.HasColumnDirection) sum += (1 - problem.RowWeight) * c[i];
        }
        scratch.Release();
        loss.Floats[0] = (float)(sum / problem.Divisor);
    }

    /// <inheritdoc/>
    public void Backward(
        in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers,
        BufferView upstream, BufferView dz0, BufferView dz1, BufferView dLogTemperature, bool accumulate)
    {
        if (!accumulate && (problem.Rows == 0 || problem.Columns == 0))
        {
            new Span<float>(dz0.Floats, dz0.IsAbsent ? 0 : problem.Rows * problem.Width).Clear();
            new Span<float>(dz1.Floats, dz1.IsAbsent ? 0 : problem.Columns * problem.Width).Clear();
        }

        var scratch = memory.Rent(((long)TileRows * TileColumns) + problem.Rows);
        var products = scratch.View.Slice((long)TileRows * TileColumns, problem.Rows).Floats;
        new Span<float>(products, problem.Rows).Clear();
        var factor = upstream.Floats[0] / problem.Divisor;
        for (var i = 0; i < problem.Rows; i += TileRows)
            for (var j = 0; j < problem.Columns; j += TileColumns)
            {
                var tile = Similarities(problem, operands, i, j, scratch.View);
                workers.For(tile.M, new RowGradient
                {
                    Tile = new TileBody
                    {
                        Rows = tile.M,
                        Columns = tile.N,
                        S = scratch.View.Floats,
                        R = rowNormalizers.Floats + i,
                        C = columnNormalizers.Floats + j,
                    },
                    Products = products + i,
                    Targets = new PairRows(operands.Targets, problem.RowOffset),
                    FirstRow = i,
                    FirstColumn = j,
                    Factor = factor,
                    RowWeight = (float)problem.RowWeight * factor,
                    ColumnWeight = (float)(1 - problem.RowWeight) * factor,
                    HasColumnDirection = problem.HasColumnDirection,
                });
                int d = problem.Width, rows = tile.M, columns = tile.N;
                BufferView a = operands.Z0.Slice((long)i * d, (long)rows * d), b = operands.Z1.Slice((long)j * d, (long)columns * d);
                if (!dz0.IsAbsent)
                {
                    var product = new GemmProblem(rows, d, columns) { Accumulate = accumulate || j > 0, Alpha = tile.Alpha };
                    gemm.Multiply(product, scratch.View, b, dz0.Slice((long)i * d, (long)rows * d));
                }
                if (!dz1.IsAbsent)
                {
                    var product = new GemmProblem(columns, d, rows)
                    {
                        TransposeA = true,
                        Accumulate = accumulate || i > 0,
                        Alpha = tile.Alpha,
                    };
                    gemm.Multiply(product, scratch.View, a, dz1.Slice((long)j * d, (long)columns * d));
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

    private GemmProblem Similarities(in InfoNceProblem problem, in InfoNceOperands operands, int i, int j, BufferView tile)
    {
        int rows = Math.Min(TileRows, problem.Rows - i), columns = Math.Min(TileColumns, problem.Columns - j), d = problem.Width;
        var product = new GemmProblem(rows, columns, d) { TransposeB = true, Alpha = InverseTemperature(operands.LogTemperature) };
        var s = tile.Slice(0, (long)rows * columns);
        gemm.Multiply(
            product, operands.Z0.Slice((long)i * d, (long)rows * d), operands.Z1.Slice((long)j * d, (long)columns * d), s);
        if (!operands.Excluded.IsAbsent)
            workers.For(rows, new RowExclusion
            {
                Columns = columns,
                S = s.Floats,
                Excluded = new PairRows(operands.Excluded, problem.RowOffset),
                FirstRow = i,
                FirstColumn = j,
            });
        return product;
    }

    private static float InverseTemperature(BufferView logTemperature) => (float)Math.Exp(-logTemperature.Floats[0]);
}
