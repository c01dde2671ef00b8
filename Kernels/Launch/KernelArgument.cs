using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>One argument of a launch. A collection expression of views, numbers and structs makes a list of them on the stack.</summary>
internal readonly unsafe struct KernelArgument
{
    private KernelArgument(KernelParameterKind kind, BufferView view, int bits, void* @struct, int bytes)
    {
        Kind = kind;
        View = view;
        Bits = bits;
        StructAddress = @struct;
        Bytes = bytes;
    }

    /// <summary>What it is.</summary>
    public KernelParameterKind Kind { get; }

    /// <summary>The run of elements; absent for scalars, and for a view that is not wanted.</summary>
    public BufferView View { get; }

    /// <summary>The value of an int, the bits of a float.</summary>
    public int Bits { get; }

    /// <summary>Where a struct lies; it must live until the launch returns.</summary>
    public void* StructAddress { get; }

    /// <summary>Size of a scalar or struct.</summary>
    public int Bytes { get; }

    /// <summary>True for a run of elements.</summary>
    public bool IsView => Kind is KernelParameterKind.FloatView or KernelParameterKind.Int32View;

    /// <summary>True when the argument can stand for the parameter; an absent view fits a view of any kind.</summary>
    public bool Fits(KernelParameter parameter) =>
        IsView && View.IsAbsent ? parameter.Kind is KernelParameterKind.FloatView or KernelParameterKind.Int32View
        : Kind == parameter.Kind && Bytes == parameter.Bytes;

    /// <summary>A struct, by value.</summary>
    public static KernelArgument Struct<T>(T* value)
        where T : unmanaged => new(KernelParameterKind.Struct, default, 0, value, sizeof(T));

    /// <summary>A run of elements.</summary>
    public static implicit operator KernelArgument(BufferView view)
    {
        var kind = !view.IsAbsent && view.Buffer.Kind == ElementKind.Int32 ? KernelParameterKind.Int32View : KernelParameterKind.FloatView;
        return new KernelArgument(kind, view, 0, null, 0);
    }

    /// <summary>An int.</summary>
    public static implicit operator KernelArgument(int value) => new(KernelParameterKind.Int32, default, value, null, sizeof(int));

    /// <summary>A float.</summary>
    public static implicit operator KernelArgument(float value) =>
        new(KernelParameterKind.Float, default, BitConverter.SingleToInt32Bits(value), null, sizeof(float));

    /// <summary>A flag, as the kernels take it.</summary>
    public static implicit operator KernelArgument(bool value) => value ? 1 : 0;
}
