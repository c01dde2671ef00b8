using System.Buffers;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// A contiguous run of elements in a device buffer; the argument type of every kernel. <c>default</c> means "absent"
/// and is passed to omit an optional argument (a bias, a saved statistic).
/// </summary>
public readonly record struct BufferView
{
    private const int IndicesAtOnce = 1 << 16;

    /// <summary>A run inside the buffer; only <see cref="DeviceBuffer.View"/> and <see cref="Slice"/> make views.</summary>
    internal BufferView(DeviceBuffer buffer, long offset, long length)
    {
        Buffer = buffer;
        Offset = offset;
        Length = length;
    }

    /// <summary>The buffer; null if the view is absent.</summary>
    public DeviceBuffer Buffer { get; }

    /// <summary>First element.</summary>
    public long Offset { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>True for <c>default</c>: no buffer at all.</summary>
    public bool IsAbsent => Buffer is null;

    /// <summary>The run of <paramref name="length"/> elements that starts at <paramref name="offset"/> of this one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run does not lie inside this view.</exception>
    public BufferView Slice(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
            throw new ArgumentOutOfRangeException(
                nameof(offset), $"elements {offset}..{offset + length} are outside a view of {Length} elements");
        return new BufferView(Buffer, Offset + offset, length);
    }

    /// <summary>Stores the range of the indices that were written to this run.</summary>
    internal void NoteIndices(IndexRange written) =>
        Buffer.Indices = Length == Buffer.Length ? written : Buffer.Indices?.Union(written);

    /// <summary>Reads the indices of this run from the device and finds one that is out of range.</summary>
    /// <param name="min">The smallest index in range.</param>
    /// <param name="max">The largest index in range.</param>
    /// <param name="index">The index found.</param>
    /// <returns>Its position in this run; −1 if all are in range.</returns>
    internal long FirstIndexOutside(long min, long max, out int index)
    {
        var indices = ArrayPool<int>.Shared.Rent((int)Math.Min(Length, IndicesAtOnce));
        try
        {
            for (long first = 0; first < Length; first += indices.Length)
            {
                var part = indices.AsSpan(0, (int)Math.Min(indices.Length, Length - first));
                Buffer.Pool.Source.Read(Slice(first, part.Length), part);
                for (var i = 0; i < part.Length; i++)
                {
                    index = part[i];
                    if (index < min || index > max) return first + i;
                }
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(indices);
        }
        index = 0;
        return -1;
    }

    /// <summary>Address of the first element, for kernels of devices whose memory the host can see.</summary>
    internal unsafe float* Floats => Buffer is null ? null : (float*)Buffer.Handle + Offset;

    /// <summary>As <see cref="Floats"/>, on the reference device.</summary>
    internal unsafe double* Doubles => Buffer is null ? null : (double*)Buffer.Handle + Offset;

    /// <summary>As <see cref="Floats"/>, for <see cref="ElementKind.Int32"/> buffers.</summary>
    internal unsafe int* Int32s => Buffer is null ? null : (int*)Buffer.Handle + Offset;
}
