using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.BatchNorm;
using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.CrossEntropy;
using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Interpolation;
using EcgCmrNative.Kernels.L2Norm;
using EcgCmrNative.Kernels.LayerNorm;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Pooling;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Softmax;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>
/// A device with memory that runs kernels. Kernels are grouped by family, each behind a small contract that every device implements in its
/// own way. Code outside this project does not depend on the device.
/// Kernels are queued in order: a call may return before the work is done, and <see cref="Download(BufferView, Span{float})"/>
/// or <see cref="Synchronize"/> wait for it.
/// Every call checks its arguments and throws before the kernel runs, so no kernel accesses memory outside its arguments.
/// After <see cref="Dispose()"/> every call throws <see cref="ObjectDisposedException"/>.
/// </summary>
/// <remarks>
/// Conventions of every contract: views are contiguous and row-major; the last index runs fastest. Outputs never overlap inputs
/// unless the contract says so. A kernel does not read an output that it overwrites. Where a method takes
/// <c>accumulate</c>, true adds to the output and false overwrites it without reading it. Empty views are legal and do nothing.
/// </remarks>
public abstract class Device : IBlockSource, IDisposable
{
    /// <summary>Creates the device with an empty pool.</summary>
    protected Device() => Memory = new MemoryPool(this);

    /// <summary>Display name: kind, model, threads.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The part of <see cref="Name"/> on which results depend: two devices of the same arithmetic compute the same bits.
    /// </summary>
    public virtual string Arithmetic => Name;

    /// <summary>Bytes of a <see cref="ElementKind.Real"/>: 4, or 8 on the reference device.</summary>
    public virtual int RealBytes => sizeof(float);

    /// <summary>True if <see cref="Memory"/> is taken from the machine's memory, false if the device has its own, or may have.</summary>
    public virtual bool UsesMachineMemory => false;

    /// <summary>The device's memory.</summary>
    public MemoryPool Memory { get; }

    /// <summary>Matrix products.</summary>
    public IGemm Gemm => field ??= new CheckedGemm(Memory, Supported(Kernels.Gemm));

    /// <summary>Scaled dot-product attention.</summary>
    public IAttention Attention => field ??= new CheckedAttention(Memory, Supported(Kernels.Attention));

    /// <summary>Layer normalisation.</summary>
    public ILayerNorm LayerNorm => field ??= new CheckedLayerNorm(Memory, Supported(Kernels.LayerNorm));

    /// <summary>Softmax and log-softmax.</summary>
    public ISoftmax Softmax => field ??= new CheckedSoftmax(Memory, Supported(Kernels.Softmax));

    /// <summary>GELU, ReLU, leaky ReLU.</summary>
    public IActivation Activation => field ??= new CheckedActivation(Memory, Supported(Kernels.Activation));

    /// <summary>Sums, products and copies, element by element.</summary>
    public IElementwise Elementwise => field ??= new CheckedElementwise(Memory, Supported(Kernels.Elementwise));

    /// <summary>Sums over rows, columns and everything.</summary>
    public IReduction Reduction => field ??= new CheckedReduction(Memory, Supported(Kernels.Reduction));

    /// <summary>Gathering of rows and permutation of axes.</summary>
    public IGather Gather => field ??= new CheckedGather(Memory, Supported(Kernels.Gather));

    /// <summary>Random numbers.</summary>
    public IRandom Random => field ??= new CheckedRandom(Memory, Supported(Kernels.Random));

    /// <summary>Losses of a reconstructed signal.</summary>
    public IReconstruction Reconstruction => field ??= new CheckedReconstruction(Memory, Supported(Kernels.Reconstruction));

    /// <summary>Parameter updates.</summary>
    public IOptimizerStep OptimizerStep => field ??= new CheckedOptimizerStep(Memory, Supported(Kernels.OptimizerStep));

    /// <summary>Convolutions.</summary>
    public IConvolution Convolution => field ??= new CheckedConvolution(Memory, Supported(Kernels.Convolution));

    /// <summary>Maxima over windows.</summary>
    public IPooling Pooling => field ??= new CheckedPooling(Memory, Supported(Kernels.Pooling));

    /// <summary>Batch normalisation.</summary>
    public IBatchNorm BatchNorm => field ??= new CheckedBatchNorm(Memory, Supported(Kernels.BatchNorm));

    /// <summary>L2 normalisation of rows.</summary>
    public IL2Norm L2Norm => field ??= new CheckedL2Norm(Memory, Supported(Kernels.L2Norm));

    /// <summary>Linear and bilinear resampling.</summary>
    public IInterpolation Interpolation => field ??= new CheckedInterpolation(Memory, Supported(Kernels.Interpolation));

    /// <summary>Cross-entropy with labels.</summary>
    public ICrossEntropy CrossEntropy => field ??= new CheckedCrossEntropy(Memory, Supported(Kernels.CrossEntropy));

    /// <summary>The contrastive loss of pairs.</summary>
    public IInfoNce InfoNce => field ??= new CheckedInfoNce(Memory, Supported(Kernels.InfoNce));

    /// <summary>Borrows memory for <paramref name="length"/> elements; the content is undefined.</summary>
    /// <exception cref="OutOfMemoryException">The device has no room left.</exception>
    /// <exception cref="ObjectDisposedException">The device has been disposed of.</exception>
    public DeviceBuffer Allocate(long length, ElementKind kind = ElementKind.Real) => Memory.Rent(length, kind);

    /// <summary>Copies numbers to the device; when the call returns, <paramref name="source"/> may be changed.</summary>
    /// <exception cref="ArgumentException">The length, the kind of element or the device does not match.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The memory of the view was returned to the pool, or the device was disposed of.
    /// </exception>
    public void Upload(ReadOnlySpan<float> source, BufferView destination)
    {
        using var call = new KernelCall(Memory, "upload");
        call.Writes(destination, source.Length);
        Write(source, destination);
    }

    /// <inheritdoc cref="Upload(ReadOnlySpan{float}, BufferView)"/>
    public void Upload(ReadOnlySpan<double> source, BufferView destination)
    {
        using var call = new KernelCall(Memory, "upload");
        call.Writes(destination, source.Length);
        Write(source, destination);
    }

    /// <inheritdoc cref="Upload(ReadOnlySpan{float}, BufferView)"/>
    public void Upload(ReadOnlySpan<int> source, BufferView destination)
    {
        using var call = new KernelCall(Memory, "upload");
        call.WritesIndices(destination, source.Length);
        if (source.IsEmpty) return;
        Write(source, destination);
        destination.NoteIndices(IndexRange.Of(source));
    }

    /// <summary>Waits for the queued work and copies numbers from the device.</summary>
    /// <exception cref="ArgumentException">The length, the kind of element or the device does not match.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The memory of the view was returned to the pool, or the device was disposed of.
    /// </exception>
    public void Download(BufferView source, Span<float> destination)
    {
        using var call = new KernelCall(Memory, "download");
        call.Reads(source, destination.Length);
        Read(source, destination);
    }

    /// <inheritdoc cref="Download(BufferView, Span{float})"/>
    public void Download(BufferView source, Span<double> destination)
    {
        using var call = new KernelCall(Memory, "download");
        call.Reads(source, destination.Length);
        Read(source, destination);
    }

    /// <inheritdoc cref="Download(BufferView, Span{float})"/>
    public void Download(BufferView source, Span<int> destination)
    {
        using var call = new KernelCall(Memory, "download");
        call.ReadsIndices(source, destination.Length, int.MinValue, int.MaxValue);
        Read(source, destination);
    }

    /// <summary>Waits until everything that was queued is done.</summary>
    /// <exception cref="ObjectDisposedException">The device has been disposed of.</exception>
    public void Synchronize()
    {
        Memory.RequireOpen("synchronize");
        WaitForQueue();
    }

    /// <summary>
    /// Waits for the queued work and frees the device's resources. Every later call of the device throws
    /// <see cref="ObjectDisposedException"/>; memory that tensors still hold is freed with them.
    /// </summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    void IBlockSource.Read(BufferView indices, Span<int> destination) => Read(indices, destination);

    nint IBlockSource.AllocateBlock(long bytes) => AllocateBlock(bytes);

    void IBlockSource.FreeBlock(nint handle) => FreeBlock(handle);

    /// <summary>The kernels without argument checks; the public properties check first.</summary>
    internal abstract IDeviceKernels Kernels { get; }

    internal abstract void Write(ReadOnlySpan<float> source, BufferView destination);

    internal abstract void Write(ReadOnlySpan<double> source, BufferView destination);

    internal abstract void Write(ReadOnlySpan<int> source, BufferView destination);

    internal abstract void Read(BufferView source, Span<float> destination);

    internal abstract void Read(BufferView source, Span<double> destination);

    internal abstract void Read(BufferView source, Span<int> destination);

    /// <summary>Waits for the queued work; also while the device is disposed of.</summary>
    internal virtual void WaitForQueue() { }

    /// <summary>Takes memory from the system.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory left.</exception>
    protected internal abstract nint AllocateBlock(long bytes);

    /// <summary>Gives memory back to the system.</summary>
    protected internal abstract void FreeBlock(nint handle);

    /// <summary>Frees the resources of the device.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        Memory.Close();
        try
        {
            WaitForQueue();
        }
        finally
        {
            Memory.Trim();
        }
    }

    private T Supported<T>(T? kernels)
        where T : class => kernels ?? throw new KernelNotSupportedException(this, typeof(T).Name);
}
