using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.L2Norm;

/// <summary>Rows to unit norm, by the definition.</summary>
internal sealed unsafe class ReferenceL2Norm : IL2Norm
{
    public void Forward(int rows, int columns, BufferView x, double epsilon, BufferView y, BufferView norms)
    {
        double* px = x.Doubles, py = y.Doubles, pn = norms.Doubles;
        for (var i = 0; i < rows; i++, px += columns, py += columns)
        {
            var norm = Math.Sqrt(Dot(px, px, columns));
            for (var c = 0; c < columns; c++) py[c] = px[c] / Math.Max(norm, epsilon);
            if (pn != null) pn[i] = norm;
        }
    }

    public void Backward(
        int rows, int columns, BufferView y, double epsilon, BufferView norms, BufferView dy, BufferView dx, bool accumulate)
    {
        double* py = y.Doubles, pn = norms.Doubles, pdy = dy.Doubles, pdx = dx.Doubles;
        for (var i = 0; i < rows; i++, py += columns, pdy += columns, pdx += columns)
        {
            var along = pn[i] < epsilon ? 0 : Dot(pdy, py, columns);
            for (var c = 0; c < columns; c++) pdx[c] = (accumulate ? pdx[c] : 0) + (pdy[c] - py[c] * along) / Math.Max(pn[i], epsilon);
        }
    }

    private static double Dot(double* a, double* b, int columns)
    {
        var sum = 0.0;
        for (var c = 0; c < columns; c++) sum += a[c] * b[c];
        return sum;
    }
}
