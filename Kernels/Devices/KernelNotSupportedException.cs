namespace EcgCmrNative.Kernels.Devices;

/// <summary>A device has no kernel of the family that was asked for.</summary>
public sealed class KernelNotSupportedException(Device device, string family)
    : NotSupportedException($"{device.Name} has no {family} kernels; run this on --device cpu or --device reference")
{
    /// <summary>The family of kernels, by the name of its contract.</summary>
    public string Family { get; } = family;
}
