using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch.Pickle;

namespace EcgCmrNative.Data.Formats.Torch;

/// <summary>A one-dimensional run of elements that tensors are views of.</summary>
internal sealed record TorchStorage(ElementKind Kind, long Count, ByteRegion Bytes)
{
    private static readonly Dictionary<string, ElementKind> Kinds = new(StringComparer.Ordinal)
    {
        ["DoubleStorage"] = ElementKind.Float64,
        ["FloatStorage"] = ElementKind.Float32,
        ["HalfStorage"] = ElementKind.Float16,
        ["BFloat16Storage"] = ElementKind.BFloat16,
        ["LongStorage"] = ElementKind.Int64,
        ["IntStorage"] = ElementKind.Int32,
        ["ShortStorage"] = ElementKind.Int16,
        ["CharStorage"] = ElementKind.Int8,
        ["ByteStorage"] = ElementKind.UInt8,
        ["BoolStorage"] = ElementKind.Bool,
        ["ComplexFloatStorage"] = ElementKind.Complex64,
        ["ComplexDoubleStorage"] = ElementKind.Complex128,
    };

    /// <summary>The kind of element in storages of a Python class, or null if the class is not a supported storage.</summary>
    public static ElementKind? KindOf(PythonSymbol type) =>
        type.Module is "torch" or "torch.cuda" && Kinds.TryGetValue(type.Name, out var kind) ? kind : null;

    /// <summary>The name of the class whose storages hold the kind, or null if PyTorch has none.</summary>
    public static string? ClassOf(ElementKind kind) => Kinds.FirstOrDefault(entry => entry.Value == kind).Key;

    /// <summary>
    /// A view: element (i, j, …) is element offset + i·stride₀ + j·stride₁ + … of the storage.
    /// The name is given when the place of the tensor in the file is known.
    /// </summary>
    public FileTensor View(long offset, long[] shape, long[] strides, PickleInput input)
    {
        var size = Kind.ByteCount();
        if (shape.Length != strides.Length || FileTensor.CountElements(shape) is not { } count)
            throw input.Failure($"{Described()} is invalid");
        Int128 last = offset;
        for (var axis = 0; axis < shape.Length; axis++) last += (Int128)Math.Max(shape[axis] - 1, 0) * strides[axis];
        if (offset < 0 || strides.AsSpan().ContainsAnyExceptInRange(0, long.MaxValue) || (count == 0 ? offset > Count : last >= Count))
            throw input.Failure($"{Described()} and offset {offset} exceeds its storage of {Count} elements");
        // Strides of zero repeat elements; unbounded, a few bytes could claim any amount of memory.
        if (count > Math.Max(Count, MaxRepeated))
            throw input.Failure($"{Described()} repeats the {Count} elements of its storage; save it as a contiguous tensor");

        var bytes = count == 0 || IsContiguous(shape, strides)
            ? new SubRegion(Bytes, offset * size, count * size)
            : (ByteRegion)new StridedRegion(Bytes, size, offset, shape, strides);
        return new FileTensor("", Kind, shape, bytes);

        string Described() => $"a tensor {FileTensor.ShapeText(shape)} with strides {FileTensor.ShapeText(strides)}";
    }

    private const int MaxRepeated = 1 << 20;

    private static bool IsContiguous(long[] shape, long[] strides)
    {
        long expected = 1;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] != 1 && strides[axis] != expected) return false;
            expected *= shape[axis];
        }
        return true;
    }
}
