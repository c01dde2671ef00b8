using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>Softmax and log-softmax in double precision, as in the formulas of <see cref="ISoftmax"/>.</summary>
internal sealed unsafe class ReferenceSoftmax : ISoftmax
{
    /// <inheritdoc/>
    public void Forward(int rows, int columns, BufferView x, BufferView y)
    {
        LogForward(rows, columns, x, y);
        for (var i = 0L; i < (long)rows * columns; i++) y.Doubles[i] = Math.Exp(y.Doubles[i]);
    }

    /// <inheritdoc/>
    public void Backward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = (long)r * columns;
            var dot = 0.0;
            for (var c = row; c < row + columns; c++) dot += dy.Doubles[c] * y.Doubles[c];
            for (var c = row; c < row + columns; c++)
                dx.Doubles[c] = (accumulate ? dx.Doubles[c] : 0) + (y.Doubles[c] * (dy.Doubles[c] - dot));
        }
    }

    /// <inheritdoc/>
    public void LogForward(int rows, int columns, BufferView x, BufferView y)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = (long)r * columns;
            var max = double.NegativeInfinity;
            for (var c = row; c < row + columns; c++) max = Math.Max(max, x.Doubles[c]);
            var sum = 0.0;
            for (var c = row; c < row + columns; c++) sum += Math.Exp(x.Doubles[c] - max);
            var shift = max + Math.Log(sum);
            for (var c = row; c < row + columns; c++) y.Doubles[c] = x.Doubles[c] - shift;
        }
    }

    /// <inheritdoc/>
    public void LogBackward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = (long)r * columns;
            var sum = 0.0;
            for (var c = row; c < row + columns; c++) sum += dy.Doubles[c];
            for (var c = row; c < row + columns; c++)
                dx.Doubles[c] = (accumulate ? dx.Doubles[c] : 0) + (dy.Doubles[c] - (Math.Exp(y.Doubles[c]) * sum));
        }
    }
}
