using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>Attention in float32, one row of scores at a time, as in the formulas of <see cref="IAttention"/>.</summary>
internal sealed unsafe class CpuAttention : IAttention
{
    /// <inheritdoc/>
    public void Forward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp, BufferView map)
    {
        problem.RequireForward(q, k, v, output, logSumExp, map);
        var p = new float[problem.Keys];
        for (var b = 0; b < problem.Batch; b++)
        {
            for (var h = 0; h < problem.Heads; h++)
            {
                for (var i = 0; i < problem.Queries; i++)
                {
                    var qi = q.Floats + problem.QueryLayout.At(b, i, h);
                    for (var j = 0; j < problem.Keys; j++)
                        p[j] = (float)problem.Scale * Dot(qi, k.Floats + problem.KeyValueLayout.At(b, j, h), problem.Width);

                    var max = p.Length == 0 ? 0 : p.Max();
                    var l = max + MathF.Log(p.Sum(s => MathF.Exp(s - max)));
                    for (var j = 0; j < p.Length; j++) p[j] = MathF.Exp(p[j] - l);

                    var o = output.Floats + problem.OutputLayout.At(b, i, h);
                    new Span<float>(o, problem.Width).Clear();
                    for (var j = 0; j < problem.Keys; j++)
                        AddScaled(p[j], v.Floats + problem.KeyValueLayout.At(b, j, h), o, problem.Width);

                    var row = problem.Row(b, h, i);
                    if (!logSumExp.IsAbsent) logSumExp.Floats[row] = l;
                    if (!map.IsAbsent) p.CopyTo(new Span<float>(map.Floats + (row * problem.Keys), problem.Keys));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Backward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp,
        BufferView dOutput, BufferView dq, BufferView dk, BufferView dv)
    {
        problem.RequireBackward(q, k, v, output, logSumExp, dOutput, dq, dk, dv);
        for (var b = 0; b < problem.Batch; b++)
        {
            for (var h = 0; h < problem.Heads; h++)
            {
                for (var i = 0; i < problem.Queries; i++)
                    new Span<float>(dq.Floats + problem.QueryLayout.At(b, i, h), problem.Width).Clear();
                for (var j = 0; j < problem.Keys; j++)
                {
                    new Span<float>(dk.Floats + problem.KeyValueLayout.At(b, j, h), problem.Width).Clear();
                    new Span<float>(dv.Floats + problem.KeyValueLayout.At(b, j, h), problem.Width).Clear();
                }

                for (var i = 0; i < problem.Queries; i++)
                {
                    var qAt = problem.QueryLayout.At(b, i, h);
                    var oAt = problem.OutputLayout.At(b, i, h);
                    var dO = dOutput.Floats + oAt;
                    var rowSum = Dot(dO, output.Floats + oAt, problem.Width);
                    for (var j = 0; j < problem.Keys; j++)
                    {
                        var kAt = problem.KeyValueLayout.At(b, j, h);
                        var s = (float)problem.Scale * Dot(q.Floats + qAt, k.Floats + kAt, problem.Width);
                        var p = MathF.Exp(s - logSumExp.Floats[problem.Row(b, h, i)]);
                        var dP = Dot(dO, v.Floats + kAt, problem.Width);
                        var dS = p * (dP - rowSum);
                        AddScaled(p, dO, dv.Floats + kAt, problem.Width);
                        AddScaled((float)problem.Scale * dS, k.Floats + kAt, dq.Floats + qAt, problem.Width);
                        AddScaled((float)problem.Scale * dS, q.Floats + qAt, dk.Floats + kAt, problem.Width);
                    }
                }
            }
        }
    }

    private static float Dot(float* x1, float* x2, int length)
    {
        var sum = 0f;
        for (var i = 0; i < length; i++) sum += x1[i] * x2[i];
        return sum;
    }

    private static void AddScaled(float a, float* x, float* y, int length)
    {
        for (var i = 0; i < length; i++) y[i] += a * x[i];
    }
}
