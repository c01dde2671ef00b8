using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>The symmetric InfoNCE loss, by its definition, one similarity at a time.</summary>
internal sealed unsafe class ReferenceInfoNce : IInfoNce
{
    public void Normalizers(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers)
    {
        double* r = rowNormalizers.Doubles, c = columnNormalizers.Doubles;
        for (var i = 0; i < problem.Rows; i++)
        {
            r[i] = double.NegativeInfinity;
            for (var j = 0; j < problem.Columns; j++) r[i] = LogAddExp(r[i], Similarity(problem, z0, z1, logTemperature, i, j));
        }
        for (var j = 0; j < problem.Columns; j++)
        {
            c[j] = double.NegativeInfinity;
            for (var i = 0; i < problem.Rows; i++) c[j] = LogAddExp(c[j], Similarity(problem, z0, z1, logTemperature, i, j));
        }
    }

    public void Loss(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers, BufferView loss)
    {
        double* r = rowNormalizers.Doubles, c = columnNormalizers.Doubles;
        var sum = 0.0;
        for (var i = 0; i < problem.Rows; i++)
        {
            var partner = problem.RowOffset + i;
            var s = Similarity(problem, z0, z1, logTemperature, i, partner);
            sum += problem.RowWeight * (r[i] - s) + (1 - problem.RowWeight) * (c[partner] - s);
        }
        loss.Doubles[0] = sum / problem.Columns;
    }

    public void Backward(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers, BufferView upstream, BufferView dz0, BufferView dz1, BufferView dLogTemperature, bool accumulate)
    {
        double* r = rowNormalizers.Doubles, c = columnNormalizers.Doubles;
        double* a = z0.Doubles, b = z1.Doubles, da = dz0.Doubles, db = dz1.Doubles, dt = dLogTemperature.Doubles;
        int n = problem.Rows, N = problem.Columns, d = problem.Width;
        if (!accumulate)
        {
            for (var i = 0; da != null && i < n * d; i++) da[i] = 0;
            for (var i = 0; db != null && i < N * d; i++) db[i] = 0;
            if (dt != null) dt[0] = 0;
        }

        for (var i = 0; i < n; i++)
            for (var j = 0; j < N; j++)
            {
                var s = Similarity(problem, z0, z1, logTemperature, i, j);
                var row = problem.RowWeight * Math.Exp(s - r[i]);
                var column = (1 - problem.RowWeight) * Math.Exp(s - c[j]);
                var ds = upstream.Doubles[0] / N * (row + column - (j == problem.RowOffset + i ? 1 : 0));
                if (dt != null) dt[0] -= ds * s;
                ds *= Math.Exp(-logTemperature.Doubles[0]);
                for (var k = 0; da != null && k < d; k++) da[i * d + k] += ds * b[j * d + k];
                for (var k = 0; db != null && k < d; k++) db[j * d + k] += ds * a[i * d + k];
            }
    }

    private static double Similarity(in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, int i, int j)
    {
        double* a = z0.Doubles + (long)i * problem.Width, b = z1.Doubles + (long)j * problem.Width;
        var sum = 0.0;
        for (var k = 0; k < problem.Width; k++) sum += a[k] * b[k];
        return sum * Math.Exp(-logTemperature.Doubles[0]);
    }

    private static double LogAddExp(double a, double b)
    {
        var (larger, smaller) = a > b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(larger) ? larger : larger + Math.Log(1 + Math.Exp(smaller - larger));
    }
}
