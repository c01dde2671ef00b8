using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>A datatype of the NIfTI standard whose voxels are single real numbers.</summary>
/// <param name="Code">The header's datatype.</param>
/// <param name="Kind">What one voxel is, once its bytes are little-endian.</param>
internal sealed record NiftiDatatype(short Code, ElementKind Kind)
{
    public static readonly NiftiDatatype UInt8 = new(2, ElementKind.UInt8);
    public static readonly NiftiDatatype Int16 = new(4, ElementKind.Int16);
    public static readonly NiftiDatatype Float32 = new(16, ElementKind.Float32);

    private static readonly NiftiDatatype[] All =
    [
        UInt8, Int16, Float32, new(8, ElementKind.Int32), new(64, ElementKind.Float64), new(256, ElementKind.Int8),
            new(512, ElementKind.UInt16),
        new(768, ElementKind.UInt32), new(1024, ElementKind.Int64), new(1280, ElementKind.UInt64),
    ];

    public int ByteCount => Kind.ByteCount();

    /// <summary>The datatype of a code, or null.</summary>
    public static NiftiDatatype? Find(int code) => Array.Find(All, datatype => datatype.Code == code);

    /// <summary>The meaning of an unsupported code, for an error message.</summary>
    public static string Describe(int code) => code switch
    {
        1 => "single bits",
        32 or 1792 or 2048 => "complex numbers; convert to magnitude first",
        128 or 2304 => "colours; convert to grey first",
        1536 => "128-bit floating point; convert to 64 bits first",
        _ => "not defined by the NIfTI standard",
    };
}
