using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Reduction;

/// <summary>Sums from the first element to the last, in double.</summary>
internal sealed unsafe class ReferenceReduction : IReduction
{
    /// <inheritdoc/>
    public void Sum(BufferView x, double scale, BufferView result, bool accumulate)
    {
        var sum = 0.0;
        for (long i = 0; i < x.Length; i++) sum += x.Doubles[i];
        Put(result.Doubles, scale * sum, accumulate);
    }

    /// <inheritdoc/>
    public void Dot(BufferView x1, BufferView x2, BufferView result, bool accumulate)
    {
        var sum = 0.0;
        for (long i = 0; i < x1.Length; i++) sum += x1.Doubles[i] * x2.Doubles[i];
        Put(result.Doubles, sum, accumulate);
    }

    /// <inheritdoc/>
    public void SumRows(int rows, int columns, BufferView x, double scale, BufferView result, bool accumulate)
    {
        for (var c = 0; c < columns; c++)
        {
            var sum = 0.0;
            for (var r = 0; r < rows; r++) sum += x.Doubles[(long)r * columns + c];
            Put(result.Doubles + c, scale * sum, accumulate);
        }
    }

    /// <inheritdoc/>
    public void SumTokens(int batch, int tokens, int columns, int first, int count, BufferView x, double scale, BufferView y)
    {
        for (long b = 0; b < batch; b++)
            for (var c = 0; c < columns; c++)
            {
                var sum = 0.0;
                for (var t = first; t < first + count; t++) sum += x.Doubles[(b * tokens + t) * columns + c];
                y.Doubles[b * columns + c] = scale * sum;
            }
    }

    /// <inheritdoc/>
    public void SpreadTokens(
        int batch, int tokens, int columns, int first, int count, BufferView dy, double scale, BufferView dx, bool accumulate)
    {
        for (long b = 0; b < batch; b++)
            for (var t = 0; t < tokens; t++)
                for (var c = 0; c < columns; c++)
                {
                    var gradient = t >= first && t < first + count ? scale * dy.Doubles[b * columns + c] : 0;
                    Put(dx.Doubles + (b * tokens + t) * columns + c, gradient, accumulate);
                }
    }

    /// <inheritdoc/>
    public void CountNonFinite(BufferView x, BufferView result, bool accumulate)
    {
        var count = 0L;
        for (long i = 0; i < x.Length; i++)
            if (!double.IsFinite(x.Doubles[i])) count++;
        Put(result.Doubles, count, accumulate);
    }

    private static void Put(double* target, double value, bool accumulate) => *target = accumulate ? *target + value : value;
}
