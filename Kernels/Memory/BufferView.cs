namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// A contiguous run of elements in a device buffer: what every kernel takes. <c>default</c> means "absent"
/// and is what an optional argument (a bias, a saved statistic) gets when it is not wanted.
/// </summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">First element.</param>
/// <param name="Length">Number of elements.</param>
public readonly record struct BufferView(DeviceBuffer Buffer, long Offset, long Length)
{
    /// <summary>True for <c>default</c>: no buffer at all.</summary>
    public bool IsAbsent => Buffer is null;

    /// <summary>The run of <paramref name="length"/> elements that starts at <paramref name="offset"/> of this one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run does not lie inside this view.</exception>
    public BufferView Slice(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
            throw new ArgumentOutOfRangeException(nameof(offset), $"elements {offset}..{offset + length} do not lie in a view of {Length}");
        return new BufferView(Buffer, Offset + offset, length);
    }

    /// <summary>Refuses a copy between host and device that does not fit.</summary>
    /// <exception cref="ArgumentException">Another length or kind of element.</exception>
    /// <exception cref="ObjectDisposedException">The buffer has gone back to its pool.</exception>
    internal void Require(int length, ElementKind kind)
    {
        if (length == 0 && IsAbsent) return;
        ObjectDisposedException.ThrowIf(Buffer.IsReleased, Buffer);
        if (Length != length) throw new ArgumentException($"{length} numbers on the host do not fit a view of {Length}");
        if (Buffer.Kind != kind) throw new ArgumentException($"the buffer holds {Buffer.Kind}, the host's numbers are {kind}");
    }

    /// <summary>Address of the first element, for kernels of devices whose memory the host can see.</summary>
    internal unsafe float* Floats => Buffer is null ? null : (float*)Buffer.Handle + Offset;

    /// <summary>As <see cref="Floats"/>, on the reference device.</summary>
    internal unsafe double* Doubles => Buffer is null ? null : (double*)Buffer.Handle + Offset;

    /// <summary>As <see cref="Floats"/>, for <see cref="ElementKind.Int32"/> buffers.</summary>
    internal unsafe int* Int32s => Buffer is null ? null : (int*)Buffer.Handle + Offset;
}
