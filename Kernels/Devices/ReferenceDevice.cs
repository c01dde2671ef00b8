namespace EcgCmrNative.Kernels.Devices;

/// <summary>
/// Stores float64 and runs plain loops that follow the formulas of the contracts. Every other device is compared with it, gradient checks
/// run on it, and it is the place to start reading.
/// </summary>
public sealed class ReferenceDevice : HostDevice
{
    /// <inheritdoc/>
    public override string Name => "reference (float64, plain loops, one thread)";

    /// <inheritdoc/>
    public override int RealBytes => sizeof(double);

    /// <inheritdoc/>
    public override bool UsesMachineMemory => true;

    /// <inheritdoc/>
    internal override IDeviceKernels Kernels => field ??= new ReferenceKernels(Memory);
}
