namespace EcgCmrNative.Models.Ecg;

/// <summary>
/// The fixed two-dimensional sine-cosine table (specification of the published code; Vaswani et al. 2017): for lead row r and time block c,
/// with ω_k = 10000^(−k/K), K = width/4: [sin cω, cos cω, sin rω, cos rω]. The class token's row is zero. Values are rounded to float32,
/// as the published models store them, on every device.
/// </summary>
public static class PositionTable
{
    /// <summary>Makes the table.</summary>
    /// <param name="width">Numbers per token, divisible by 4.</param>
    /// <param name="rows">Lead rows of the patch grid.</param>
    /// <param name="columns">Time blocks of the patch grid.</param>
    /// <returns>[1 + rows·columns, width], row-major.</returns>
    public static double[] SineCosine(int width, int rows, int columns)
    {
        var quarter = width / 4;
        var table = new double[(1 + rows * columns) * width];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var token = table.AsSpan((1 + r * columns + c) * width, width);
                for (var k = 0; k < quarter; k++)
                {
                    var omega = Math.Pow(10000, -(double)k / quarter);
                    (token[k], token[quarter + k]) = Math.SinCos(c * omega);
                    (token[2 * quarter + k], token[3 * quarter + k]) = Math.SinCos(r * omega);
                }
                foreach (ref var value in token) value = (float)value;
            }
        }
        return table;
    }
}
