namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>The type of a stored tensor's elements. All are little-endian in memory.</summary>
public enum ElementKind
{
    /// <summary>One byte, zero or not.</summary>
    Bool,
    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8,
    /// <summary>Signed 8-bit integer.</summary>
    Int8,
    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16,
    /// <summary>Signed 16-bit integer.</summary>
    Int16,
    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32,
    /// <summary>Signed 32-bit integer.</summary>
    Int32,
    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64,
    /// <summary>Signed 64-bit integer.</summary>
    Int64,
    /// <summary>IEEE 754 half precision.</summary>
    Float16,
    /// <summary>The upper half of a single: 8 exponent bits, 7 of mantissa.</summary>
    BFloat16,
    /// <summary>IEEE 754 single precision.</summary>
    Float32,
    /// <summary>IEEE 754 double precision.</summary>
    Float64,
    /// <summary>8-bit float, 4 exponent bits. Its bytes can be read and written, not converted.</summary>
    Float8E4M3,
    /// <summary>8-bit float, 5 exponent bits. Its bytes can be read and written, not converted.</summary>
    Float8E5M2,
    /// <summary>8-bit power-of-two scale. Its bytes can be read and written, not converted.</summary>
    Float8E8M0,
    /// <summary>Two singles. Its bytes can be read and written, not converted.</summary>
    Complex64,
    /// <summary>Two doubles. Its bytes can be read and written, not converted.</summary>
    Complex128,
}

/// <summary>Facts about each <see cref="ElementKind"/>.</summary>
public static class ElementKinds
{
    /// <summary>Bytes of one element.</summary>
    public static int ByteCount(this ElementKind kind) => kind switch
    {
        ElementKind.UInt16 or ElementKind.Int16 or ElementKind.Float16 or ElementKind.BFloat16 => 2,
        ElementKind.UInt32 or ElementKind.Int32 or ElementKind.Float32 => 4,
        ElementKind.UInt64 or ElementKind.Int64 or ElementKind.Float64 or ElementKind.Complex64 => 8,
        ElementKind.Complex128 => 16,
        _ => 1,
    };

    /// <summary>True for integers and truth values, which convert to <see cref="long"/>.</summary>
    public static bool IsInteger(this ElementKind kind) => kind <= ElementKind.Int64;

    /// <summary>True for the kinds that convert to single and double precision.</summary>
    public static bool IsConvertible(this ElementKind kind) => kind <= ElementKind.Float64;

    /// <summary>The kind whose memory is that of the .NET type.</summary>
    /// <exception cref="NotSupportedException">No stored kind corresponds to the type.</exception>
    public static ElementKind Of<T>() where T : unmanaged => default(T) switch
    {
        bool => ElementKind.Bool,
        byte => ElementKind.UInt8,
        sbyte => ElementKind.Int8,
        ushort => ElementKind.UInt16,
        short => ElementKind.Int16,
        uint => ElementKind.UInt32,
        int => ElementKind.Int32,
        ulong => ElementKind.UInt64,
        long => ElementKind.Int64,
        Half => ElementKind.Float16,
        float => ElementKind.Float32,
        double => ElementKind.Float64,
        _ => throw new NotSupportedException($"tensors of {typeof(T).Name} cannot be stored"),
    };
}
