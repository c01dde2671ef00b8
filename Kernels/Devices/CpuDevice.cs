using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>The processor: float32, vectorised, on a pool of threads. Results do not depend on the number of threads.</summary>
public sealed class CpuDevice : HostDevice
{
    /// <summary>Creates the device.</summary>
    /// <param name="threads">Threads to use; 0 means one per processor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public CpuDevice(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Workers = new WorkerPool(threads == 0 ? Environment.ProcessorCount : threads);
    }

    /// <summary>Threads in use.</summary>
    public int Threads => Workers.Threads;

    /// <inheritdoc/>
    public override string Name => $"cpu (float32, {VectorWidth.Bits}-bit SIMD, {Threads} thread{(Threads == 1 ? "" : "s")})";

    /// <inheritdoc/>
    public override string Arithmetic => $"cpu (float32, {VectorWidth.Bits}-bit SIMD)";

    /// <inheritdoc/>
    public override bool UsesMachineMemory => true;

    /// <summary>The threads that the kernels run on.</summary>
    internal WorkerPool Workers { get; }

    /// <inheritdoc/>
    internal override IDeviceKernels Kernels => field ??= new CpuKernels(Workers, Memory);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) Workers.Dispose();
    }
}
