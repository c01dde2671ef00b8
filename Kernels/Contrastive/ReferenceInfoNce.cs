using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>The InfoNCE loss, by its definition, one similarity at a time.</summary>
internal sealed unsafe class ReferenceInfoNce : IInfoNce
{
    public void Normalizers(in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers)
    {
        double* r = rowNormalizers.Doubles, c = columnNormalizers.Doubles;
        new Span<double>(r, problem.Rows).Fill(double.NegativeInfinity);
        new Span<double>(c, problem.Columns).Fill(double.NegativeInfinity);
        for (var i = 0; i < problem.Rows; i++)
            for (var j = 0; j < problem.Columns; j++)
            {
                if (IsExcluded(operands, i, j)) continue;
                var s = Similarity(problem, operands, i, j);
                r[i] = LogAddExp(r[i], s);
                c[j] = LogAddExp(c[j], s);
            }
    }

    public void Loss(
        in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers, BufferView loss)
    {
        double* r = rowNormalizers.Doubles, c = columnNormalizers.Doubles;
        var sum = 0.0;
        for (var i = 0; i < problem.Rows; i++)
        {
            sum += problem.RowWeight * r[i];
            if (problem.HasColumnDirection) sum += (1 - problem.RowWeight) * c[problem.RowOffset + i];
            for (var j = 0; j < problem.Columns; j++)
            {
                if (Weight(problem, operands, i, j) is not 0 and var w) sum -= w * Similarity(problem, operands, i, j);
            }
        }
        loss.Doubles[0] = sum / problem.Divisor;
    }

    public void Backward(
        in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers,
        BufferView upstream, BufferView dz0, BufferView dz1, BufferView dLogTemperature, bool accumulate)
    {
        double* r = rowNormalizers.Doubles, c = columnNormalizers.Doubles;
        double* a = operands.Z0.Doubles, b = operands.Z1.Doubles, da = dz0.Doubles, db = dz1.Doubles, dt = dLogTemperature.Doubles;
        var d = problem.Width;
        if (!accumulate)
        {
            if (da != null) new Span<double>(da, problem.Rows * d).Clear();
            if (db != null) new Span<double>(db, problem.Columns * d).Clear();
            if (dt != null) dt[0] = 0;
        }

        for (var i = 0; i < problem.Rows; i++)
            for (var j = 0; j < problem.Columns; j++)
            {
                var s = Similarity(problem, operands, i, j);
                var ds = -Weight(problem, operands, i, j);
                if (!IsExcluded(operands, i, j))
                {
                    ds += problem.RowWeight * Math.Exp(s - r[i]);
                    if (problem.HasColumnDirection) ds += (1 - problem.RowWeight) * Math.Exp(s - c[j]);
                }
                ds *= upstream.Doubles[0] / problem.Divisor;
                if (dt != null) dt[0] -= ds * s;
                ds *= Math.Exp(-operands.LogTemperature.Doubles[0]);
                for (var k = 0; da != null && k < d; k++) da[i * d + k] += ds * b[j * d + k];
                for (var k = 0; db != null && k < d; k++) db[j * d + k] += ds * a[i * d + k];
            }
    }

    private static double Similarity(in InfoNceProblem problem, in InfoNceOperands operands, int i, int j)
    {
        double* a = operands.Z0.Doubles + (long)i * problem.Width, b = operands.Z1.Doubles + (long)j * problem.Width;
        var sum = 0.0;
        for (var k = 0; k < problem.Width; k++) sum += a[k] * b[k];
        return sum * Math.Exp(-operands.LogTemperature.Doubles[0]);
    }

    private static double Weight(in InfoNceProblem problem, in InfoNceOperands operands, int i, int j)
    {
        if (operands.Targets.IsAbsent) return j == problem.RowOffset + i ? 1 : 0;
        var entry = Entry(operands.Targets, i, j);
        return entry < 0 ? 0 : operands.Targets.Weights.IsAbsent ? 1 : operands.Targets.Weights.Doubles[entry];
    }

    private static bool IsExcluded(in InfoNceOperands operands, int i, int j) =>
        !operands.Excluded.IsAbsent && Entry(operands.Excluded, i, j) >= 0;

    private static int Entry(in PairTable table, int i, int j)
    {
        for (var entry = table.Starts.Int32s[i]; entry < table.Starts.Int32s[i + 1]; entry++)
        {
            if (table.Columns.Int32s[entry] == j) return entry;
        }
        return -1;
    }

    private static double LogAddExp(double a, double b)
    {
        var (larger, smaller) = a > b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(larger) ? larger : larger + Math.Log(1 + Math.Exp(smaller - larger));
    }
}
