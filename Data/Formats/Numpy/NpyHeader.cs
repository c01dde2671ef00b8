using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Formats.Numpy;

/// <summary>
/// The header of a .npy array, versions 1 to 3: magic, version, length, then a Python dictionary such as
/// <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>. Source: NEP 1, numpy.lib.format.
/// </summary>
internal sealed record NpyHeader(ElementKind Kind, bool IsBigEndian, bool IsFortranOrder, long[] Shape, long DataStart)
{
    /// <summary>Far above what any numeric array needs.</summary>
    private const int MaxHeaderBytes = 1 << 16;

    private const int Alignment = 64;

    private static readonly (string Code, ElementKind Kind)[] Types =
    [
        ("b1", ElementKind.Bool), ("u1", ElementKind.UInt8), ("i1", ElementKind.Int8),
        ("u2", ElementKind.UInt16), ("i2", ElementKind.Int16), ("u4", ElementKind.UInt32), ("i4", ElementKind.Int32),
        ("u8", ElementKind.UInt64), ("i8", ElementKind.Int64),
        ("f2", ElementKind.Float16), ("f4", ElementKind.Float32), ("f8", ElementKind.Float64),
        ("c8", ElementKind.Complex64), ("c16", ElementKind.Complex128),
    ];

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static bool IsNpy(InputFile file)
    {
        if (file.Length < Magic.Length) return false;
        Span<byte> start = stackalloc byte[Magic.Length];
        file.Read(0, start);
        return start.SequenceEqual(Magic);
    }

    public static NpyHeader Read(ByteRegion region)
    {
        Span<byte> start = stackalloc byte[12];
        var known = region.Length >= start.Length ? start : start[..(int)region.Length];
        region.Read(0, known);
        if (known.Length < 10 || !known[..Magic.Length].SequenceEqual(Magic))
            throw region.Failure(0, "not a .npy array: the magic number is missing");
        var version = known[6];
        if (version is < 1 or > 3) throw region.Failure(6, $"unsupported version {version} of .npy; supported: 1 to 3");
        var prefix = version == 1 ? 10 : 12;
        var length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > MaxHeaderBytes) throw region.Failure(8, $"a header of {length} bytes; the limit is {MaxHeaderBytes}");

        var text = new byte[length];
        region.Read(prefix, text);
        var literal = PythonLiteral.ParseDictionary(version == 3 ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text))
            ?? throw region.Failure(prefix, "the header is not a dictionary of strings, booleans and tuples of integers");
        return FromLiteral(region, literal, prefix, prefix + length);
    }

    private static NpyHeader FromLiteral(ByteRegion region, Dictionary<string, object> literal, long at, long dataStart)
    {
        if (!literal.TryGetValue("descr", out var descr)
            || !literal.TryGetValue("fortran_order", out var order) || order is not bool fortran
            || !literal.TryGetValue("shape", out var sizes) || sizes is not long[] shape)
            throw region.Failure(at, "the header needs 'descr', 'fortran_order' and 'shape'");
        var texts = descr is string text && text.Length > 2 && text[1] == 'U'
            && long.TryParse(text[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var characters) ? characters : default(long?);
        var code = texts is null ? (descr as string)?[Math.Min(1, ((string)descr).Length)..] : "u4";
        if (descr is not string type || type.Length < 3 || Array.Find(Types, t => t.Code == code) is not { Code: not null } found
            || !"<>=|".Contains(type[0], StringComparison.Ordinal))
            throw region.Failure(at, descr is string s && s.Length > 1 && s[1] == 'O'
                ? "the array contains Python objects, which are not supported; save it with a numeric dtype"
                : $"unsupported element type {descr as string ?? "of a structured array"}; supported: numbers, booleans and Unicode texts");

        // Code points, padded with 0.
        if (texts is { } width) shape = [.. shape, width];
        var count = FileTensor.CountElements(shape)
            ?? throw region.Failure(at, $"the number of elements of shape {FileTensor.ShapeText(shape)} does not fit in 64 bits");
        var bytes = count * found.Kind.ByteCount();
        if (bytes != region.Length - dataStart)
        {
            var here = region.Length - dataStart;
            throw region.Failure(dataStart, $"{type} {FileTensor.ShapeText(shape)} needs {bytes} bytes, but {here} follow the header");
        }
        return new NpyHeader(found.Kind, type[0] == '>' && found.Kind.ByteCount() > 1, fortran, shape, dataStart);
    }

    /// <summary>The tensor that this header describes in its region.</summary>
    public FileTensor Tensor(string name, ByteRegion region)
    {
        ByteRegion values = new SubRegion(region, DataStart, region.Length - DataStart);
        var unit = Kind is ElementKind.Complex64 or ElementKind.Complex128 ? Kind.ByteCount() / 2 : Kind.ByteCount();
        if (IsBigEndian) values = new ByteSwappedRegion(values, unit);
        if (IsFortranOrder && Shape.Length > 1 && values.Length > 0)
        {
            var strides = new long[Shape.Length];
            strides[0] = 1;
            for (var axis = 1; axis < strides.Length; axis++) strides[axis] = strides[axis - 1] * Shape[axis - 1];
            values = new StridedRegion(values, Kind.ByteCount(), 0, Shape, strides);
        }
        return new FileTensor(name, Kind, Shape, values);
    }

    /// <summary>The bytes before the data, padded so that these start aligned.</summary>
    public static byte[] Format(FileTensor tensor)
    {
        var code = Types.FirstOrDefault(type => type.Kind == tensor.Kind).Code
            ?? throw new NotSupportedException($"NumPy has no type for {tensor}; convert it to single precision first");
        var order = tensor.Kind.ByteCount() == 1 ? '|' : '<';
        return Format($"{order}{code}", tensor.Shape);
    }

    /// <summary>The bytes before texts, each of <paramref name="characters"/> code points of four bytes.</summary>
    public static byte[] FormatTexts(int count, int characters) => Format($"<U{characters}", [count]);

    private static byte[] Format(string type, IEnumerable<long> sizes)
    {
        var shape = string.Concat(sizes.Select(size => $"{size}, "));
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape.TrimEnd()}), }}";
        var length = text.Length + 1;
        length += (Alignment - ((10 + length) % Alignment)) % Alignment;
        var bytes = new List<byte>(10 + length);
        bytes.AddRange(Magic);
        bytes.AddRange([1, 0, (byte)length, (byte)(length >> 8)]);
        bytes.AddRange(Encoding.Latin1.GetBytes(text.PadRight(length - 1) + "\n"));
        return [.. bytes];
    }
}
