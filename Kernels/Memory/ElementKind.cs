namespace EcgCmrNative.Kernels.Memory;

/// <summary>Kind of the elements of a <see cref="DeviceBuffer"/>.</summary>
public enum ElementKind
{
    /// <summary>A real number in the device's own precision: float32, and float64 on the reference device.</summary>
    Real,

    /// <summary>A 32-bit signed integer: an index, a label.</summary>
    Int32,
}
