namespace EcgCmrNative.Models.Evaluation.Maps;

/// <summary>Points as rows of numbers.</summary>
internal static class PointSet
{
    /// <summary>Throws unless there are two points or more, whole and finite.</summary>
    public static void Require(double[] points, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (points.Length % width != 0) throw new ArgumentException($"{points.Length} numbers are not whole points of {width}");
        if (points.Length / width < 2) throw new ArgumentException($"{points.Length / width} points; at least 2 are needed");
        var wrong = Array.FindIndex(points, value => !double.IsFinite(value));
        if (wrong >= 0) throw new ArgumentException($"point {wrong / width}, number {wrong % width} is {points[wrong]}; it must be finite");
    }

    /// <summary>[columns, rows] of [rows, columns].</summary>
    public static double[] Transposed(double[] values, int rows, int columns)
    {
        var result = new double[values.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) result[j * rows + i] = values[i * columns + j];
        }
        return result;
    }
}
