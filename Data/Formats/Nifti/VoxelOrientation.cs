using System.Numerics;

namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>
/// The affine map from voxel indices (i, j, k) to millimetres in the patient: i·X + j·Y + k·Z + Origin. The patient's axes are NIfTI's: x
/// to the patient's right, y to the front, z to the head.
/// </summary>
/// <param name="X">Millimetres of one step along the first voxel axis.</param>
/// <param name="Y">Of one along the second.</param>
/// <param name="Z">Of one along the third.</param>
/// <param name="Origin">Where voxel (0, 0, 0) lies.</param>
public sealed record VoxelOrientation(Vector3 X, Vector3 Y, Vector3 Z, Vector3 Origin)
{
    /// <summary>The orientation in a header: its sform, else its qform, else none.</summary>
    internal static VoxelOrientation? Of(NiftiFields fields)
    {
        var unit = (float)fields.MillimetresPerUnit;
        var found = fields.AffineCode > 0 ? OfAffine(fields, unit) : fields.QuaternionCode > 0 ? OfQuaternion(fields, unit) : null;
        // Axes that span no volume or are not numbers give no orientation.
        return found is not null && Math.Abs(Vector3.Dot(Vector3.Cross(found.X, found.Y), found.Z)) is > 0 and < float.PositiveInfinity
            ? found : null;
    }

    private static VoxelOrientation OfAffine(NiftiFields fields, float unit)
    {
        Span<Vector3> columns = stackalloc Vector3[4];
        for (var column = 0; column < 4; column++)
            columns[column] = unit * new Vector3((float)fields.Affine(0, column), (float)fields.Affine(1, column),
                (float)fields.Affine(2, column));
        return new VoxelOrientation(columns[0], columns[1], columns[2], columns[3]);
    }

    /// <summary>
    /// A rotation as quaternion (a, b, c, d) with a = √(1 - b² - c² - d²), the spacings, and qfac = ±1 on the third axis (nifti1.h, method
    /// 2).
    /// </summary>
    private static VoxelOrientation OfQuaternion(NiftiFields fields, float unit)
    {
        var (b, c, d) = (fields.Quaternion(0), fields.Quaternion(1), fields.Quaternion(2));
        var rest = 1 - b * b - c * c - d * d;
        var rotation = Matrix4x4.CreateFromQuaternion(
            Quaternion.Normalize(new Quaternion((float)b, (float)c, (float)d, (float)Math.Sqrt(Math.Max(0, rest)))));
        var handedness = fields.Spacing(0) < 0 ? -1 : 1;
        return new VoxelOrientation(
            Axis(Vector3.UnitX, fields.Spacing(1)), Axis(Vector3.UnitY, fields.Spacing(2)),
                handedness * Axis(Vector3.UnitZ, fields.Spacing(3)),
            unit * new Vector3((float)fields.Quaternion(3), (float)fields.Quaternion(4), (float)fields.Quaternion(5)));

        Vector3 Axis(Vector3 direction, double spacing) => unit * (float)Math.Abs(spacing) * Vector3.TransformNormal(direction, rotation);
    }
}
