namespace EcgCmrNative.Models.Encoders.Ecg.Positions;

/// <summary>
/// Stretches a position table in time for windows of another length, as published: cubic convolution with A = −0.75 (Keys 1981) at
/// half-pixel centres, borders repeated. Lead rows and the class token's row stay as they are.
/// </summary>
public static class PositionInterpolation
{
    private const double A = -0.75;

    /// <summary>Interpolates.</summary>
    /// <param name="table">[1 + rows·from, width].</param>
    /// <param name="width">Numbers per token.</param>
    /// <param name="rows">Lead rows of the patch grid.</param>
    /// <param name="from">Time blocks of the table.</param>
    /// <param name="to">Time blocks wanted.</param>
    /// <returns>[1 + rows·to, width].</returns>
    /// <exception cref="ArgumentException">The table is not of that size.</exception>
    public static double[] InTime(ReadOnlySpan<double> table, int width, int rows, int from, int to)
    {
        if (from < 1 || to < 1 || table.Length != (1 + (long)rows * from) * width)
            throw new ArgumentException($"the position table has {table.Length} numbers, expected 1 + {rows}·{from} tokens of {width}");
        var result = new double[checked((1 + rows * to) * width)];
        table[..width].CopyTo(result);
        for (var column = 0; column < to; column++)
        {
            var place = (column + 0.5) * from / to - 0.5;
            var first = (int)Math.Floor(place) - 1;
            for (var tap = first; tap < first + 4; tap++)
            {
                var weight = Weight(Math.Abs(place - tap));
                var source = Math.Clamp(tap, 0, from - 1);
                for (var row = 0; row < rows; row++)
                {
                    var token = table.Slice((1 + row * from + source) * width, width);
                    var sum = result.AsSpan((1 + row * to + column) * width, width);
                    for (var k = 0; k < width; k++) sum[k] += weight * token[k];
                }
            }
        }
        return result;
    }

    private static double Weight(double distance) => distance switch
    {
        <= 1 => ((A + 2) * distance - (A + 3)) * distance * distance + 1,
        < 2 => ((A * distance - 5 * A) * distance + 8 * A) * distance - 4 * A,
        _ => 0,
    };
}
