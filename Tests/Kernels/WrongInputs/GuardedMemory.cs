using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Tests.Kernels.WrongInputs;

/// <summary>The numbers of one view in the middle of a buffer on a device; what lies around them is known and has to stay.</summary>
internal sealed class GuardedMemory
{
    // A NaN that arithmetic does not make, and that goes through arithmetic: found in a result, it was read from outside a view.
    private const int ForeignIndex = 0x3fff_fff0;

    private static readonly float ForeignNaN = BitConverter.Int32BitsToSingle(0x7fc5_a5a5);
    private static readonly double ForeignDouble = BitConverter.Int64BitsToDouble(0x7ff8_a5a5_0000_0000);

    private readonly Device _device;
    private readonly Array _content;
    private readonly DeviceBuffer _buffer;
    private readonly int _guard;

    /// <param name="device">The device.</param>
    /// <param name="content">The numbers: double[] or int[].</param>
    /// <param name="guard">Elements on either side.</param>
    public GuardedMemory(Device device, Array content, int guard)
    {
        _device = device;
        _content = content;
        _guard = guard;
        _buffer = device.Allocate(content.Length + 2L * _guard, IsIndices ? ElementKind.Int32 : ElementKind.Real);
    }

    public bool IsIndices => _content is int[];

    public int Length => _content.Length;

    /// <summary>The view, or one that begins or ends elsewhere.</summary>
    public BufferView View(int shift = 0, int longer = 0) => _buffer.View.Slice(_guard + shift, _content.Length + longer);

    /// <summary>Fills the buffer: its content, and guard zones around it that no call may change.</summary>
    /// <param name="longer">How much longer than the content the view is that a call gets; negative for shorter.</param>
    /// <param name="content">Another content, of the same length.</param>
    public void Fill(int longer = 0, Array? content = null)
    {
        // What is in a view that is too long may be read, so it is zero.
        var inside = Math.Min(Length + longer, Length);
        var zeros = Math.Max(0, longer);
        if (IsIndices)
        {
            var all = new int[_buffer.Length];
            Array.Fill(all, ForeignIndex);
            Array.Copy(content ?? _content, 0, all, _guard, inside);
            Array.Clear(all, _guard + inside, zeros);
            _device.Upload(all, _buffer.View);
            // In the view itself only what was asked for: the range that the buffer remembers must not hold the guard's.
            _buffer.Indices = null;
            if (longer == 0 && Length > 0) _buffer.Indices = IndexRange.Of((int[])(content ?? _content));
        }
        else if (_device.RealBytes == sizeof(double))
        {
            var all = new double[_buffer.Length];
            Array.Fill(all, ForeignDouble);
            Array.Copy(content ?? _content, 0, all, _guard, inside);
            Array.Clear(all, _guard + inside, zeros);
            _device.Upload(all, _buffer.View);
        }
        else
        {
            var all = new float[_buffer.Length];
            Array.Fill(all, ForeignNaN);
            for (var i = 0; i < inside; i++) all[_guard + i] = (float)((double[])(content ?? _content))[i];
            Array.Clear(all, _guard + inside, zeros);
            _device.Upload(all, _buffer.View);
        }
    }

    /// <summary>The bits of the whole buffer.</summary>
    public long[] Bits()
    {
        if (IsIndices)
        {
            var all = new int[_buffer.Length];
            _device.Download(_buffer.View, all);
            return [.. all.Select(value => (long)value)];
        }
        if (_device.RealBytes == sizeof(double))
        {
            var all = new double[_buffer.Length];
            _device.Download(_buffer.View, all);
            return [.. all.Select(BitConverter.DoubleToInt64Bits)];
        }
        var singles = new float[_buffer.Length];
        _device.Download(_buffer.View, singles);
        return [.. singles.Select(value => (long)BitConverter.SingleToInt32Bits(value))];
    }

    /// <summary>What is wrong with the buffer after a call; null if nothing.</summary>
    /// <param name="before">Its bits before the call.</param>
    /// <param name="after">Its bits after it.</param>
    /// <param name="longer">As in <see cref="Fill"/>; null where the call was refused and nothing may have changed.</param>
    public string? Complaint(long[] before, long[] after, int? longer)
    {
        var (first, end) = longer is { } length ? (_guard, _guard + Length + length) : (0, 0);
        for (var i = 0; i < after.Length; i++)
        {
            var isInside = i >= first && i < end;
            if (!isInside && after[i] != before[i]) return $"element {i - _guard} of {Length} was written";
            if (isInside && after[i] != before[i] && IsForeign(after[i])) return $"element {i - _guard} was computed from foreign memory";
        }
        return null;
    }

    public void Release() => _buffer.Release();

    private bool IsForeign(long bits)
    {
        if (IsIndices) return bits == ForeignIndex;
        return _device.RealBytes == sizeof(double)
            ? (bits & long.MaxValue) == BitConverter.DoubleToInt64Bits(ForeignDouble)
            : ((int)bits & int.MaxValue) == BitConverter.SingleToInt32Bits(ForeignNaN);
    }
}
