using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.CrossEntropy;
using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Interpolation;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Normalization;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Pooling;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Softmax;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>
/// Something that has memory and runs kernels on it. Its kernels are asked for by family, through small contracts that every
/// device implements in its own way; nothing above this room knows which device it is on.
/// Kernels are queued in order: a call may return before the work is done, and <see cref="Download(BufferView, Span{float})"/>
/// or <see cref="Synchronize"/> wait for it.
/// </summary>
/// <remarks>
/// Conventions of every contract: views are contiguous and row-major; the last index runs fastest. Outputs never overlap inputs
/// unless the contract says so. A kernel reads nothing of an output that it overwrites. Where a method takes
/// <c>accumulate</c>, true adds to the output and false overwrites it without reading it. Empty views are legal and do nothing.
/// </remarks>
public abstract class Device : IBlockSource, IDisposable
{
    /// <summary>Creates the device with an empty pool.</summary>
    protected Device() => Memory = new MemoryPool(this);

    /// <summary>A name for people: kind, model, threads.</summary>
    public abstract string Name { get; }

    /// <summary>Bytes of a <see cref="ElementKind.Real"/>: 4, or 8 on the reference device.</summary>
    public virtual int RealBytes => sizeof(float);

    /// <summary>The device's memory.</summary>
    public MemoryPool Memory { get; }

    /// <summary>Matrix products.</summary>
    public virtual IGemm Gemm => throw new KernelNotSupportedException(this, nameof(IGemm));

    /// <summary>Scaled dot-product attention.</summary>
    public virtual IAttention Attention => throw new KernelNotSupportedException(this, nameof(IAttention));

    /// <summary>Layer normalisation.</summary>
    public virtual ILayerNorm LayerNorm => throw new KernelNotSupportedException(this, nameof(ILayerNorm));

    /// <summary>Softmax and log-softmax.</summary>
    public virtual ISoftmax Softmax => throw new KernelNotSupportedException(this, nameof(ISoftmax));

    /// <summary>GELU, ReLU, leaky ReLU.</summary>
    public virtual IActivation Activation => throw new KernelNotSupportedException(this, nameof(IActivation));

    /// <summary>Sums, products and copies, element by element.</summary>
    public virtual IElementwise Elementwise => throw new KernelNotSupportedException(this, nameof(IElementwise));

    /// <summary>Sums over rows, columns and everything.</summary>
    public virtual IReduction Reduction => throw new KernelNotSupportedException(this, nameof(IReduction));

    /// <summary>Rows by index, and axes in another order.</summary>
    public virtual IGather Gather => throw new KernelNotSupportedException(this, nameof(IGather));

    /// <summary>Random numbers.</summary>
    public virtual IRandom Random => throw new KernelNotSupportedException(this, nameof(IRandom));

    /// <summary>Losses of a reconstructed signal.</summary>
    public virtual IReconstruction Reconstruction => throw new KernelNotSupportedException(this, nameof(IReconstruction));

    /// <summary>Parameter updates.</summary>
    public virtual IOptimizerStep OptimizerStep => throw new KernelNotSupportedException(this, nameof(IOptimizerStep));

    /// <summary>Convolutions.</summary>
    public virtual IConvolution Convolution => throw new KernelNotSupportedException(this, nameof(IConvolution));

    /// <summary>Maxima over windows.</summary>
    public virtual IPooling Pooling => throw new KernelNotSupportedException(this, nameof(IPooling));

    /// <summary>Batch normalisation.</summary>
    public virtual IBatchNorm BatchNorm => throw new KernelNotSupportedException(this, nameof(IBatchNorm));

    /// <summary>Rows to unit norm.</summary>
    public virtual IL2Norm L2Norm => throw new KernelNotSupportedException(this, nameof(IL2Norm));

    /// <summary>Linear and bilinear resampling.</summary>
    public virtual IInterpolation Interpolation => throw new KernelNotSupportedException(this, nameof(IInterpolation));

    /// <summary>Cross-entropy with labels.</summary>
    public virtual ICrossEntropy CrossEntropy => throw new KernelNotSupportedException(this, nameof(ICrossEntropy));

    /// <summary>The contrastive loss of pairs.</summary>
    public virtual IInfoNce InfoNce => throw new KernelNotSupportedException(this, nameof(IInfoNce));

    /// <summary>Borrows memory for <paramref name="length"/> elements; the content is whatever was there.</summary>
    /// <exception cref="OutOfMemoryException">The device has no room left.</exception>
    public DeviceBuffer Allocate(long length, ElementKind kind = ElementKind.Real) => Memory.Rent(length, kind);

    /// <summary>Copies numbers to the device; when the call returns, <paramref name="source"/> may be changed.</summary>
    public abstract void Upload(ReadOnlySpan<float> source, BufferView destination);

    /// <inheritdoc cref="Upload(ReadOnlySpan{float}, BufferView)"/>
    public abstract void Upload(ReadOnlySpan<double> source, BufferView destination);

    /// <inheritdoc cref="Upload(ReadOnlySpan{float}, BufferView)"/>
    public abstract void Upload(ReadOnlySpan<int> source, BufferView destination);

    /// <summary>Waits for the queued work and copies numbers from the device.</summary>
    public abstract void Download(BufferView source, Span<float> destination);

    /// <inheritdoc cref="Download(BufferView, Span{float})"/>
    public abstract void Download(BufferView source, Span<double> destination);

    /// <inheritdoc cref="Download(BufferView, Span{float})"/>
    public abstract void Download(BufferView source, Span<int> destination);

    /// <summary>Waits until everything that was queued is done.</summary>
    public virtual void Synchronize() { }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    nint IBlockSource.AllocateBlock(long bytes) => AllocateBlock(bytes);

    void IBlockSource.FreeBlock(nint handle) => FreeBlock(handle);

    /// <summary>Takes memory from the system.</summary>
    /// <exception cref="OutOfMemoryException">There is none left.</exception>
    protected internal abstract nint AllocateBlock(long bytes);

    /// <summary>Gives memory back to the system.</summary>
    protected internal abstract void FreeBlock(nint handle);

    /// <summary>Gives back what the device holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        Synchronize();
        Memory.Trim();
    }
}
