namespace EcgCmrNative.Kernels.Memory;

/// <summary>What one element of a <see cref="DeviceBuffer"/> is.</summary>
public enum ElementKind
{
    /// <summary>A real number in the device's own precision: float32, and float64 on the reference device.</summary>
    Real,

    /// <summary>A 32-bit signed integer: an index, a label.</summary>
    Int32,
}
