using System.Numerics;

namespace EcgCmrNative.Data.Studies;

/// <summary>The structure inside a contour.</summary>
public enum ContourKind
{
    /// <summary>The cavity of the left ventricle.</summary>
    Endocardium,

    /// <summary>The left ventricle with its wall.</summary>
    Epicardium,
}

/// <summary>A closed contour drawn on a frame.</summary>
/// <param name="Slice">The slice.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Kind">What it surrounds.</param>
/// <param name="Points">Its corners in pixels: x along the row, y down the column, whole numbers at the centres of pixels.</param>
public sealed record CmrContour(int Slice, int Phase, ContourKind Kind, IReadOnlyList<Vector2> Points)
{
    /// <summary>The area within, in pixels (the shoelace formula).</summary>
    public double AreaPixels
    {
        get
        {
            var twice = 0.0;
            for (var i = 0; i < Points.Count; i++)
            {
                var (a, b) = (Points[i], Points[(i + 1) % Points.Count]);
                twice += (double)a.X * b.Y - (double)b.X * a.Y;
            }
            return Math.Abs(twice) / 2;
        }
    }
}
