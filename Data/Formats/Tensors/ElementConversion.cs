using System.Numerics;
using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>Converts stored little-endian elements to .NET numbers; rounding is to nearest, integers must fit.</summary>
internal static class ElementConversion
{
    /// <summary>Converts as many whole elements as <paramref name="source"/> holds.</summary>
    /// <exception cref="OverflowException">An integer does not fit the target.</exception>
    public static void Convert<TTarget>(ElementKind kind, ReadOnlySpan<byte> source, Span<TTarget> target)
        where TTarget : unmanaged, INumber<TTarget>
    {
        switch (kind)
        {
            case ElementKind.Bool:
                for (var i = 0; i < source.Length; i++) target[i] = source[i] != 0 ? TTarget.One : TTarget.Zero;
                break;
            case ElementKind.UInt8: Cast<byte, TTarget>(source, target); break;
            case ElementKind.Int8: Cast<sbyte, TTarget>(source, target); break;
            case ElementKind.UInt16: Cast<ushort, TTarget>(source, target); break;
            case ElementKind.Int16: Cast<short, TTarget>(source, target); break;
            case ElementKind.UInt32: Cast<uint, TTarget>(source, target); break;
            case ElementKind.Int32: Cast<int, TTarget>(source, target); break;
            case ElementKind.UInt64: Cast<ulong, TTarget>(source, target); break;
            case ElementKind.Int64: Cast<long, TTarget>(source, target); break;
            case ElementKind.Float16: Cast<Half, TTarget>(source, target); break;
            case ElementKind.Float32: Cast<float, TTarget>(source, target); break;
            case ElementKind.Float64: Cast<double, TTarget>(source, target); break;
            case ElementKind.BFloat16:
                var bits = MemoryMarshal.Cast<byte, ushort>(source);
                for (var i = 0; i < bits.Length; i++)
                    target[i] = TTarget.CreateChecked(BitConverter.UInt32BitsToSingle((uint)bits[i] << 16));
                break;
            default: throw new NotSupportedException($"cannot convert {kind} to numbers");
        }
    }

    private static void Cast<TSource, TTarget>(ReadOnlySpan<byte> source, Span<TTarget> target)
        where TSource : unmanaged, INumber<TSource>
        where TTarget : unmanaged, INumber<TTarget>
    {
        var elements = MemoryMarshal.Cast<byte, TSource>(source);
        if (typeof(TSource) == typeof(TTarget))
        {
            MemoryMarshal.Cast<TSource, TTarget>(elements).CopyTo(target);
            return;
        }
        for (var i = 0; i < elements.Length; i++) target[i] = TTarget.CreateChecked(elements[i]);
    }
}
