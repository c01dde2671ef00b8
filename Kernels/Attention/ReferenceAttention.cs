using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>Attention in double precision, one row of scores at a time, as in the formulas of <see cref="IAttention"/>.</summary>
internal sealed unsafe class ReferenceAttention : IAttention
{
    /// <inheritdoc/>
    public void Forward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp, BufferView map)
    {
        var p = new double[problem.Keys];
        for (var b = 0; b < problem.Batch; b++)
        {
            for (var h = 0; h < problem.Heads; h++)
            {
                for (var i = 0; i < problem.Queries; i++)
                {
                    var qi = q.Doubles + problem.QueryLayout.At(b, i, h);
                    for (var j = 0; j < problem.Keys; j++)
                        p[j] = problem.Scale * Dot(qi, k.Doubles + problem.KeyValueLayout.At(b, j, h), problem.Width);

                    var max = p.Length == 0 ? 0 : p.Max();
                    var l = max + Math.Log(p.Sum(s => Math.Exp(s - max)));
                    for (var j = 0; j < p.Length; j++) p[j] = Math.Exp(p[j] - l);

                    var o = output.Doubles + problem.OutputLayout.At(b, i, h);
                    new Span<double>(o, problem.Width).Clear();
                    for (var j = 0; j < problem.Keys; j++)
                        AddScaled(p[j], v.Doubles + problem.KeyValueLayout.At(b, j, h), o, problem.Width);

                    var row = problem.Row(b, h, i);
                    if (!logSumExp.IsAbsent) logSumExp.Doubles[row] = l;
                    if (!map.IsAbsent) p.CopyTo(new Span<double>(map.Doubles + (row * problem.Keys), problem.Keys));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Backward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp,
        BufferView dOutput, BufferView dq, BufferView dk, BufferView dv)
    {
        for (var b = 0; b < problem.Batch; b++)
        {
            for (var h = 0; h < problem.Heads; h++)
            {
                for (var i = 0; i < problem.Queries; i++)
                    new Span<double>(dq.Doubles + problem.QueryLayout.At(b, i, h), problem.Width).Clear();
                for (var j = 0; j < problem.Keys; j++)
                {
                    new Span<double>(dk.Doubles + problem.KeyValueLayout.At(b, j, h), problem.Width).Clear();
                    new Span<double>(dv.Doubles + problem.KeyValueLayout.At(b, j, h), problem.Width).Clear();
                }

                for (var i = 0; i < problem.Queries; i++)
                {
                    var qAt = problem.QueryLayout.At(b, i, h);
                    var oAt = problem.OutputLayout.At(b, i, h);
                    var dO = dOutput.Doubles + oAt;
                    var rowSum = Dot(dO, output.Doubles + oAt, problem.Width);
                    for (var j = 0; j < problem.Keys; j++)
                    {
                        var kAt = problem.KeyValueLayout.At(b, j, h);
                        var s = problem.Scale * Dot(q.Doubles + qAt, k.Doubles + kAt, problem.Width);
                        var p = Math.Exp(s - logSumExp.Doubles[problem.Row(b, h, i)]);
                        var dP = Dot(dO, v.Doubles + kAt, problem.Width);
                        var dS = p * (dP - rowSum);
                        AddScaled(p, dO, dv.Doubles + kAt, problem.Width);
                        AddScaled(problem.Scale * dS, k.Doubles + kAt, dq.Doubles + qAt, problem.Width);
                        AddScaled(problem.Scale * dS, q.Doubles + qAt, dk.Doubles + kAt, problem.Width);
                    }
                }
            }
        }
    }

    private static double Dot(double* x1, double* x2, int length)
    {
        var sum = 0.0;
        for (var i = 0; i < length; i++) sum += x1[i] * x2[i];
        return sum;
    }

    private static void AddScaled(double a, double* x, double* y, int length)
    {
        for (var i = 0; i < length; i++) y[i] += a * x[i];
    }
}
