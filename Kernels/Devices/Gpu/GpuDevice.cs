using System.Buffers;
using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Devices.Gpu;

/// <summary>
/// The common part of CUDA and OpenCL: a device with its own memory that runs the compiled float32 kernels in queue order.
/// </summary>
public abstract unsafe class GpuDevice : Device, IGpuQueue
{
    private readonly Dictionary<(string Family, string Name), GpuKernel> _kernels = [];

    private protected GpuDevice(Func<KernelDescription, bool> canRun)
    {
        foreach (var description in KernelLibrary.Manifest.Kernels)
            if (canRun(description)) _kernels.Add((description.Family, description.Name), new GpuKernel(this, description));
    }

    /// <summary>The kernels by family, with what only GPU devices have.</summary>
    internal GpuKernels Families => field ??= new GpuKernels(this);

    /// <inheritdoc/>
    internal sealed override IDeviceKernels Kernels => Families;

    internal sealed override void Write(ReadOnlySpan<float> source, BufferView destination)
    {
        fixed (float* address = source) WriteElements(address, destination, (long)source.Length * sizeof(float));
    }

    internal sealed override void Write(ReadOnlySpan<double> source, BufferView destination)
    {
        var rounded = ArrayPool<float>.Shared.Rent(source.Length);
        TensorPrimitives.ConvertTruncating(source, rounded);
        Write(rounded.AsSpan(0, source.Length), destination);
        ArrayPool<float>.Shared.Return(rounded);
    }

    internal sealed override void Write(ReadOnlySpan<int> source, BufferView destination)
    {
        fixed (int* address = source) WriteElements(address, destination, (long)source.Length * sizeof(int));
    }

    internal sealed override void Read(BufferView source, Span<float> destination)
    {
        fixed (float* address = destination) ReadElements(source, address, (long)destination.Length * sizeof(float));
    }

    internal sealed override void Read(BufferView source, Span<double> destination)
    {
        var single = ArrayPool<float>.Shared.Rent(destination.Length);
        Read(source, single.AsSpan(0, destination.Length));
        TensorPrimitives.ConvertTruncating<float, double>(single.AsSpan(0, destination.Length), destination);
        ArrayPool<float>.Shared.Return(single);
    }

    internal sealed override void Read(BufferView source, Span<int> destination)
    {
        fixed (int* address = destination) ReadElements(source, address, (long)destination.Length * sizeof(int));
    }

    /// <inheritdoc cref="IGpuQueue.KeepsTilesInRegisters"/>
    internal virtual bool KeepsTilesInRegisters => true;

    bool IGpuQueue.KeepsTilesInRegisters => KeepsTilesInRegisters;

    /// <summary>A kernel by folder and method.</summary>
    /// <exception cref="KernelNotSupportedException">This device cannot run it.</exception>
    internal GpuKernel Kernel(string family, string name) =>
        _kernels.TryGetValue((family, name), out var kernel) ? kernel : throw new KernelNotSupportedException(this, $"{family}.{name}");

    GpuKernel IGpuQueue.Kernel(string family, string name) => Kernel(family, name);

    void IGpuQueue.Copy(BufferView source, BufferView destination) => Copy(source, destination);

    void IGpuQueue.Launch(GpuKernel kernel, int x, int y, int z, ReadOnlySpan<KernelArgument> arguments) =>
        Launch(kernel, x, y, z, arguments);

    /// <summary>Queues a copy from one buffer of the device to another.</summary>
    internal abstract void Copy(BufferView source, BufferView destination);

    /// <summary>Queues a kernel whose arguments have been checked.</summary>
    internal abstract void Launch(GpuKernel kernel, int x, int y, int z, ReadOnlySpan<KernelArgument> arguments);

    private protected abstract void WriteBytes(void* source, nint block, long offset, long bytes);

    private protected abstract void ReadBytes(nint block, long offset, void* destination, long bytes);

    private void WriteElements(void* source, BufferView destination, long bytes)
    {
        if (bytes > 0) WriteBytes(source, destination.Buffer.Handle, destination.Offset * sizeof(float), bytes);
    }

    private void ReadElements(BufferView source, void* destination, long bytes)
    {
        if (bytes > 0) ReadBytes(source.Buffer.Handle, source.Offset * sizeof(float), destination, bytes);
    }
}
