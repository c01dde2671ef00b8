namespace EcgCmrNative.Kernels.Devices;

/// <summary>
/// Stores float64 and runs plain loops that read like the formulas of the contracts: what every other device is compared with,
/// what gradient checks run on, and where a reader starts.
/// </summary>
public sealed class ReferenceDevice : HostDevice
{
    /// <inheritdoc/>
    public override string Name => "reference (float64, plain loops, one thread)";

    /// <inheritdoc/>
    public override int RealBytes => sizeof(double);

    /// <inheritdoc/>
    internal override IDeviceKernels Kernels => field ??= new ReferenceKernels(Memory);
}
