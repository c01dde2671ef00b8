using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>A device whose memory is the host's: copies are plain, kernels get pointers. Blocks are aligned to 64 bytes.</summary>
public abstract unsafe class HostDevice : Device
{
    private const nuint Alignment = 64;

    /// <inheritdoc/>
    public override void Upload(ReadOnlySpan<float> source, BufferView destination)
    {
        Require(source.Length, destination, ElementKind.Real);
        if (RealBytes == sizeof(float)) source.CopyTo(new Span<float>(destination.Floats, source.Length));
        else TensorPrimitives.ConvertTruncating(source, new Span<double>(destination.Doubles, source.Length));
    }

    /// <inheritdoc/>
    public override void Upload(ReadOnlySpan<double> source, BufferView destination)
    {
        Require(source.Length, destination, ElementKind.Real);
        if (RealBytes == sizeof(double)) source.CopyTo(new Span<double>(destination.Doubles, source.Length));
        else TensorPrimitives.ConvertTruncating(source, new Span<float>(destination.Floats, source.Length));
    }

    /// <inheritdoc/>
    public override void Upload(ReadOnlySpan<int> source, BufferView destination)
    {
        Require(source.Length, destination, ElementKind.Int32);
        source.CopyTo(new Span<int>(destination.Int32s, source.Length));
    }

    /// <inheritdoc/>
    public override void Download(BufferView source, Span<float> destination)
    {
        Require(destination.Length, source, ElementKind.Real);
        if (RealBytes == sizeof(float)) new ReadOnlySpan<float>(source.Floats, destination.Length).CopyTo(destination);
        else TensorPrimitives.ConvertTruncating(new ReadOnlySpan<double>(source.Doubles, destination.Length), destination);
    }

    /// <inheritdoc/>
    public override void Download(BufferView source, Span<double> destination)
    {
        Require(destination.Length, source, ElementKind.Real);
        if (RealBytes == sizeof(double)) new ReadOnlySpan<double>(source.Doubles, destination.Length).CopyTo(destination);
        else TensorPrimitives.ConvertTruncating(new ReadOnlySpan<float>(source.Floats, destination.Length), destination);
    }

    /// <inheritdoc/>
    public override void Download(BufferView source, Span<int> destination)
    {
        Require(destination.Length, source, ElementKind.Int32);
        new ReadOnlySpan<int>(source.Int32s, destination.Length).CopyTo(destination);
    }

    /// <inheritdoc/>
    protected internal override nint AllocateBlock(long bytes) => (nint)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);

    /// <inheritdoc/>
    protected internal override void FreeBlock(nint handle) => NativeMemory.AlignedFree((void*)handle);

    private static void Require(int length, BufferView view, ElementKind kind)
    {
        if (length == 0 && view.IsAbsent) return;
        ObjectDisposedException.ThrowIf(view.Buffer.IsReleased, view.Buffer);
        if (view.Length != length) throw new ArgumentException($"{length} numbers on the host do not fit a view of {view.Length}");
        if (view.Buffer.Kind != kind) throw new ArgumentException($"the buffer holds {view.Buffer.Kind}, the host's numbers are {kind}");
    }
}
