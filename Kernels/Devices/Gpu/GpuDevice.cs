using System.Buffers;
using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Normalization;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Softmax;

namespace EcgCmrNative.Kernels.Devices.Gpu;

/// <summary>
/// A device with memory of its own that runs the compiled kernels, in the order in which they are queued, in float32: what CUDA and
/// OpenCL have in common.
/// </summary>
public abstract unsafe class GpuDevice : Device, IGpuQueue
{
    private readonly Dictionary<(string Family, string Name), GpuKernel> _kernels = [];

    private protected GpuDevice(Func<KernelDescription, bool> canRun)
    {
        foreach (var description in KernelLibrary.Manifest.Kernels)
            if (canRun(description)) _kernels.Add((description.Family, description.Name), new GpuKernel(this, description));
    }

    /// <inheritdoc/>
    public override IGemm Gemm => Products;

    /// <inheritdoc/>
    public override IAttention Attention => field ??= new ComposedAttention(Memory, Gemm, Softmax);

    /// <inheritdoc/>
    public override ILayerNorm LayerNorm => field ??= new GpuLayerNorm(this, Sums);

    /// <inheritdoc/>
    public override ISoftmax Softmax => field ??= new GpuSoftmax(this);

    /// <inheritdoc/>
    public override IActivation Activation => field ??= new GpuActivation(this);

    /// <inheritdoc/>
    public override IElementwise Elementwise => field ??= new GpuElementwise(this);

    /// <inheritdoc/>
    public override IReduction Reduction => Sums;

    /// <inheritdoc/>
    public override IGather Gather => field ??= new GpuGather(this, Sums);

    /// <inheritdoc/>
    public override IReconstruction Reconstruction => field ??= new GpuReconstruction(this, Sums);

    /// <inheritdoc/>
    public override IOptimizerStep OptimizerStep => field ??= new GpuOptimizerStep(this, Sums);

    /// <inheritdoc/>
    public override IRandom Random => field ??= new GpuRandom(this);

    /// <summary>As <see cref="Gemm"/>, with the rungs of the ladder.</summary>
    internal GpuGemm Products => field ??= new GpuGemm(this);

    /// <summary>As <see cref="Reduction"/>, with the sums that other families take.</summary>
    internal GpuReduction Sums => field ??= new GpuReduction(this);

    /// <inheritdoc/>
    public override void Upload(ReadOnlySpan<float> source, BufferView destination)
    {
        destination.Require(source.Length, ElementKind.Real);
        fixed (float* address = source) Write(address, destination, (long)source.Length * sizeof(float));
    }

    /// <inheritdoc/>
    public override void Upload(ReadOnlySpan<double> source, BufferView destination)
    {
        var rounded = ArrayPool<float>.Shared.Rent(source.Length);
        TensorPrimitives.ConvertTruncating(source, rounded);
        Upload(rounded.AsSpan(0, source.Length), destination);
        ArrayPool<float>.Shared.Return(rounded);
    }

    /// <inheritdoc/>
    public override void Upload(ReadOnlySpan<int> source, BufferView destination)
    {
        destination.Require(source.Length, ElementKind.Int32);
        fixed (int* address = source) Write(address, destination, (long)source.Length * sizeof(int));
    }

    /// <inheritdoc/>
    public override void Download(BufferView source, Span<float> destination)
    {
        source.Require(destination.Length, ElementKind.Real);
        fixed (float* address = destination) Read(source, address, (long)destination.Length * sizeof(float));
    }

    /// <inheritdoc/>
    public override void Download(BufferView source, Span<double> destination)
    {
        var single = ArrayPool<float>.Shared.Rent(destination.Length);
        Download(source, single.AsSpan(0, destination.Length));
        TensorPrimitives.ConvertTruncating<float, double>(single.AsSpan(0, destination.Length), destination);
        ArrayPool<float>.Shared.Return(single);
    }

    /// <inheritdoc/>
    public override void Download(BufferView source, Span<int> destination)
    {
        source.Require(destination.Length, ElementKind.Int32);
        fixed (int* address = destination) Read(source, address, (long)destination.Length * sizeof(int));
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

    private void Write(void* source, BufferView destination, long bytes)
    {
        if (bytes > 0) WriteBytes(source, destination.Buffer.Handle, destination.Offset * sizeof(float), bytes);
    }

    private void Read(BufferView source, void* destination, long bytes)
    {
        if (bytes > 0) ReadBytes(source.Buffer.Handle, source.Offset * sizeof(float), destination, bytes);
    }
}
