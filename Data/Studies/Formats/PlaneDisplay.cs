using System.Numerics;
using EcgCmrNative.Data.Formats.Nifti;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// Turns planes of voxels to the usual view of a short axis: from the apex, the left of the patient to the right, the feet
/// below, so that the right ventricle is on the left. Of the eight ways to turn and mirror a plane it is the one closest to that. Slices
/// then ascend along the normal, from the apex to the base, as those of a DICOM stack shown so do.
/// <para>
/// A file without orientation is taken as it is, first row at the top. Axes along the body cannot be those of a short axis and were made up
/// when the file was written; such planes are shown as viewers show them, x to the right and y upwards.
/// </para>
/// </summary>
internal sealed record PlaneDisplay(int Rows, int Columns, bool Transposed, bool RowsReversed, bool ColumnsReversed, bool SlicesReversed)
{
    /// <summary>Cosine of 15 degrees.</summary>
    private const float AlongTheBody = 0.966f;

    private static readonly Vector3 ToTheRight = Vector3.Normalize(new Vector3(-1, -1, 0));
    private static readonly Vector3 Downwards = -Vector3.UnitZ;

    public static PlaneDisplay Of(NiftiImage image)
    {
        var (x, y) = (image.Shape[0], image.Shape[1]);
        var asStored = new PlaneDisplay(y, x, false, false, false, false);
        if (image.Orientation is not { } at) return asStored;
        var (i, j, k) = (Vector3.Normalize(at.X), Vector3.Normalize(at.Y), Vector3.Normalize(at.Z));
        if (IsAlongTheBody(i) && IsAlongTheBody(j)) return asStored with { RowsReversed = true };

        var (plain, transposed) = (Math.Abs(Vector3.Dot(i, ToTheRight)) + Math.Abs(Vector3.Dot(j, Downwards)),
            Math.Abs(Vector3.Dot(j, ToTheRight)) + Math.Abs(Vector3.Dot(i, Downwards)));
        var turned = transposed > plain;
        var (row, column) = turned ? (j, i) : (i, j);
        var (columnsReversed, rowsReversed) = (Vector3.Dot(row, ToTheRight) < 0, Vector3.Dot(column, Downwards) < 0);
        var normal = Vector3.Cross(columnsReversed ? -row : row, rowsReversed ? -column : column);
        return new PlaneDisplay(turned ? x : y, turned ? y : x, turned, rowsReversed, columnsReversed, Vector3.Dot(normal, k) < 0);
    }

    /// <summary>A plane in rows as shown; the same array if nothing is to be turned.</summary>
    public float[] Apply(float[] plane)
    {
        if (!Transposed && !RowsReversed && !ColumnsReversed) return plane;
        var shown = new float[plane.Length];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var (r, c) = (RowsReversed ? Rows - 1 - row : row, ColumnsReversed ? Columns - 1 - column : column);
                shown[row * Columns + column] = plane[Transposed ? c * Rows + r : r * Columns + c];
            }
        }
        return shown;
    }

    private static bool IsAlongTheBody(Vector3 axis) =>
        Math.Max(Math.Abs(axis.X), Math.Max(Math.Abs(axis.Y), Math.Abs(axis.Z))) > AlongTheBody;
}
