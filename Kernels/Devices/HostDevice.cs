using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>A device whose memory is the host's: copies are plain, kernels get pointers. Blocks are aligned to 64 bytes.</summary>
public abstract unsafe class HostDevice : Device
{
    internal override void Write(ReadOnlySpan<float> source, BufferView destination)
    {
        if (RealBytes == sizeof(float)) source.CopyTo(new Span<float>(destination.Floats, source.Length));
        else TensorPrimitives.ConvertTruncating(source, new Span<double>(destination.Doubles, source.Length));
    }

    internal override void Write(ReadOnlySpan<double> source, BufferView destination)
    {
        if (RealBytes == sizeof(double)) source.CopyTo(new Span<double>(destination.Doubles, source.Length));
        else TensorPrimitives.ConvertTruncating(source, new Span<float>(destination.Floats, source.Length));
    }

    internal override void Write(ReadOnlySpan<int> source, BufferView destination)
    {
        source.CopyTo(new Span<int>(destination.Int32s, source.Length));
    }

    internal override void Read(BufferView source, Span<float> destination)
    {
        if (RealBytes == sizeof(float)) new ReadOnlySpan<float>(source.Floats, destination.Length).CopyTo(destination);
        else TensorPrimitives.ConvertTruncating(new ReadOnlySpan<double>(source.Doubles, destination.Length), destination);
    }

    internal override void Read(BufferView source, Span<double> destination)
    {
        if (RealBytes == sizeof(double)) new ReadOnlySpan<double>(source.Doubles, destination.Length).CopyTo(destination);
        else TensorPrimitives.ConvertTruncating(new ReadOnlySpan<float>(source.Floats, destination.Length), destination);
    }

    internal override void Read(BufferView source, Span<int> destination)
    {
        new ReadOnlySpan<int>(source.Int32s, destination.Length).CopyTo(destination);
    }

    /// <inheritdoc/>
    protected internal override nint AllocateBlock(long bytes) => (nint)HostMemory.Allocate((nuint)bytes);

    /// <inheritdoc/>
    protected internal override void FreeBlock(nint handle) => HostMemory.Free((void*)handle);
}
