namespace EcgCmrNative.Kernels.Devices;

/// <summary>The device does not support the requested kernel family.</summary>
public sealed class KernelNotSupportedException(Device device, string family)
    : NotSupportedException($"{device.Name} has no {family} kernels; compute on the CPU or the reference device")
{
    /// <summary>The family of kernels, by the name of its contract.</summary>
    public string Family { get; } = family;
}
