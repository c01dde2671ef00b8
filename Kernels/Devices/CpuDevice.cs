using System.Runtime.Intrinsics;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Normalization;
using EcgCmrNative.Kernels.Softmax;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>The processor: float32, vectorised, on a pool of threads. Results do not depend on the number of threads.</summary>
public sealed class CpuDevice : HostDevice
{
    /// <summary>Creates the device.</summary>
    /// <param name="threads">Threads to use; 0 means one per processor.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public CpuDevice(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Workers = new WorkerPool(threads == 0 ? Environment.ProcessorCount : threads);
    }

    /// <summary>Threads in use.</summary>
    public int Threads => Workers.Threads;

    /// <inheritdoc/>
    public override string Name => $"cpu (float32, {VectorBits}-bit SIMD, {Threads} thread{(Threads == 1 ? "" : "s")})";

    /// <inheritdoc/>
    public override IAttention Attention => field ??= new CpuAttention();

    /// <inheritdoc/>
    public override ILayerNorm LayerNorm => field ??= new CpuLayerNorm();

    /// <inheritdoc/>
    public override ISoftmax Softmax => field ??= new CpuSoftmax(Workers);

    /// <summary>The threads that the kernels run on.</summary>
    internal WorkerPool Workers { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) Workers.Dispose();
    }

    private static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32;
}
