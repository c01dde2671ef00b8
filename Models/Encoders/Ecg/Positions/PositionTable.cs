namespace EcgCmrNative.Models.Encoders.Ecg.Positions;

/// <summary>
/// The fixed two-dimensional sine-cosine table (specification of the published code; Vaswani et al. 2017): for lead row r and time block
/// c, with ω_k = 10000^(−k/K), K = width/4: [sin cω, cos cω, sin rω, cos rω]. The class token's row is zero. It is computed in single
/// precision on every device. For the widths of <see cref="EcgPresets"/> it has the bits of the published tables, which carry the
/// rounding of the library they were made with; for other widths some frequencies may differ from that library's by two units in the last
/// place.
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
        var half = width / 2;
        var frequencies = PositionFrequencies.Of(width / 4);
        var (ofRows, ofColumns) = (Axis(frequencies, rows), Axis(frequencies, columns));
        var table = new double[(1 + rows * columns) * width];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var token = table.AsSpan((1 + r * columns + c) * width, width);
                ofColumns.AsSpan(c * half, half).CopyTo(token);
                ofRows.AsSpan(r * half, half).CopyTo(token[half..]);
            }
        }
        return table;
    }

    /// <summary>The table of one axis, [count, 2K]: sines, then cosines.</summary>
    private static double[] Axis(float[] frequencies, int count)
    {
        var quarter = frequencies.Length;
        var axis = new double[count * 2 * quarter];
        for (var i = 0; i < count; i++)
        {
            var position = axis.AsSpan(i * 2 * quarter, 2 * quarter);
            for (var k = 0; k < quarter; k++) (position[k], position[quarter + k]) = SinglePrecisionSineCosine.Of(i * frequencies[k]);
        }
        return axis;
    }
}
