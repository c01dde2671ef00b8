using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>One argument of a launch. Views, numbers, flags and structs convert to it, so that a launch lists them on the stack.</summary>
internal readonly unsafe struct KernelArgument
{
    private KernelArgument(KernelParameterKind kind, BufferView view, int bits, long number, void* @struct, int bytes)
    {
        Kind = kind;
        View = view;
        Bits = bits;
        Number = number;
        StructAddress = @struct;
        Bytes = bytes;
    }

    /// <summary>Its kind.</summary>
    public KernelParameterKind Kind { get; }

    /// <summary>The view; absent for scalars and for a view that the caller omits.</summary>
    public BufferView View { get; }

    /// <summary>The value of an int, the bits of a float.</summary>
    public int Bits { get; }

    /// <summary>The value of an int as given, which may exceed 32 bits: a launch checks it. 0 for other kinds.</summary>
    public long Number { get; }

    /// <summary>Address of a struct; it must stay valid until the launch returns.</summary>
    public void* StructAddress { get; }

    /// <summary>Size of a scalar or struct.</summary>
    public int Bytes { get; }

    /// <summary>True for a view.</summary>
    public bool IsView => Kind is KernelParameterKind.FloatView or KernelParameterKind.Int32View;

    /// <summary>True if the argument matches the parameter; an absent view matches a view of any kind.</summary>
    public bool Fits(KernelParameter parameter) =>
        IsView && View.IsAbsent ? parameter.Kind is KernelParameterKind.FloatView or KernelParameterKind.Int32View
        : Kind == parameter.Kind && Bytes == parameter.Bytes;

    /// <summary>A struct, by value.</summary>
    public static KernelArgument Struct<T>(T* value)
        where T : unmanaged => new(KernelParameterKind.Struct, default, 0, 0, value, sizeof(T));

    /// <summary>A view.</summary>
    public static implicit operator KernelArgument(BufferView view)
    {
        var kind = !view.IsAbsent && view.Buffer.Kind == ElementKind.Int32 ? KernelParameterKind.Int32View : KernelParameterKind.FloatView;
        return new KernelArgument(kind, view, 0, 0, null, 0);
    }

    /// <summary>An int; the launch refuses a number above <see cref="GpuKernel.MaxSize"/>.</summary>
    public static implicit operator KernelArgument(long value) =>
        new(KernelParameterKind.Int32, default, unchecked((int)value), value, null, sizeof(int));

    /// <summary>A float.</summary>
    public static implicit operator KernelArgument(float value) =>
        new(KernelParameterKind.Float, default, BitConverter.SingleToInt32Bits(value), 0, null, sizeof(float));

    /// <summary>A flag, passed as 0 or 1.</summary>
    public static implicit operator KernelArgument(bool value) => value ? 1L : 0L;
}
