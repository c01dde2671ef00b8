using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// Checks the arguments of one call of a contract before the device's kernel runs, so that no kernel reads or writes outside its memory.
/// A call that passes allocates nothing.
/// </summary>
/// <remarks>
/// Name inputs before outputs: an output is compared with every view named before it. Dispose of the call after the kernel has returned:
/// until then the garbage collector leaves the buffers alone.
/// </remarks>
/// <param name="memory">The memory of the device that runs the kernel.</param>
/// <param name="operation">The operation, for messages.</param>
/// <exception cref="ObjectDisposedException">The device has been disposed of.</exception>
internal ref struct KernelCall(MemoryPool memory, string operation)
{
    private readonly MemoryPool _memory = memory.RequireOpen(operation);
    private Views _views;
    private int _count;
    private int _inputs = -1;

    /// <summary>Throws if a size is negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public readonly void Size(long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Between(value, 0, long.MaxValue, name);

    /// <summary>Throws if a number is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is smaller than <paramref name="min"/> or larger than <paramref name="max"/>.
    /// </exception>
    public readonly void Between(long value, long min, long max, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < min || value > max) ThrowSize(value, min, max, name);
    }

    /// <summary>Throws for this call.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public readonly void Refuse(string reason) => throw new ArgumentException($"{operation}: {reason}");

    /// <summary>Throws if a view is shorter than its sizes and strides require.</summary>
    /// <exception cref="ArgumentException">The view is too short.</exception>
    public readonly void RequireStart(BufferView view, long extent, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (view.Length < extent) Refuse($"{name} has {view.Length} elements, but its sizes and strides need {extent}");
    }

    /// <summary>An input of exactly <paramref name="length"/> numbers.</summary>
    /// <exception cref="ArgumentException">The length, the kind of element or the device does not match, or the view is absent.</exception>
    /// <exception cref="ObjectDisposedException">The memory of the view was returned to the pool.</exception>
    public void Reads(BufferView view, long length, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (view.Length != length) ThrowLength(view, length, name);
        Take(view, ElementKind.Real, name);
    }

    /// <summary>As <see cref="Reads"/>, or absent.</summary>
    public void ReadsIfGiven(BufferView view, long length, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (!view.IsAbsent) Reads(view, length, name);
    }

    /// <summary>An input of whole blocks of <paramref name="block"/> numbers.</summary>
    /// <exception cref="ArgumentException">As <see cref="Reads"/>, or the last block is not complete.</exception>
    /// <exception cref="ObjectDisposedException">The memory of the view was returned to the pool.</exception>
    public void ReadsBlocks(BufferView view, long block, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        RequireBlocks(view, block, name);
        Reads(view, view.Length, name);
    }

    /// <summary>An input; the call uses its first <paramref name="extent"/> numbers.</summary>
    public void ReadsStart(BufferView view, long extent, [CallerArgumentExpression(nameof(view))] string name = "") =>
        Reads(Start(view, extent, name), extent, name);

    /// <summary>
    /// An input of exactly <paramref name="length"/> indices, each from <paramref name="min"/> to <paramref name="max"/>.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="Reads"/>, or an index is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The memory of the view was returned to the pool.</exception>
    public void ReadsIndices(
        BufferView view, long length, long min, long max, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (view.Length != length) ThrowLength(view, length, name);
        Take(view, ElementKind.Int32, name);
        if (length == 0 || view.Buffer.Indices is { } known && known.LiesIn(min, max)) return;
        // The buffer's range is unknown, or wider than this view's: check the indices themselves.
        var position = view.FirstIndexOutside(min, max, out var index);
        if (position >= 0) Refuse($"{name}[{position}] is {index}; expected an index from {min} to {max}");
    }

    /// <summary>An output of exactly <paramref name="length"/> numbers that overlaps no argument named before.</summary>
    /// <param name="view">The output.</param>
    /// <param name="length">Its length.</param>
    /// <param name="inPlaceOf">An input whose own view the output may be; absent for none.</param>
    /// <param name="orOf">As <paramref name="inPlaceOf"/>.</param>
    /// <param name="name">The argument, for messages.</param>
    /// <exception cref="ArgumentException">As <see cref="Reads"/>, or the view overlaps another argument.</exception>
    /// <exception cref="ObjectDisposedException">The memory of the view was returned to the pool.</exception>
    public void Writes(
        BufferView view, long length, BufferView inPlaceOf = default, BufferView orOf = default,
        [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (view.Length != length) ThrowLength(view, length, name);
        RequireApart(view, _count, inPlaceOf, orOf, name);
        Take(view, ElementKind.Real, name);
    }

    /// <summary>As <see cref="Writes"/>, or absent.</summary>
    public void WritesIfGiven(BufferView view, long length, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (!view.IsAbsent) Writes(view, length, name: name);
    }

    /// <summary>As <see cref="ReadsBlocks"/>, for an output.</summary>
    public void WritesBlocks(BufferView view, long block, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        RequireBlocks(view, block, name);
        Writes(view, view.Length, name: name);
    }

    /// <summary>An output; the call uses its first <paramref name="extent"/> numbers.</summary>
    public void WritesStart(
        BufferView view, long extent, BufferView inPlaceOf = default, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        var allowed = inPlaceOf.Length >= extent ? inPlaceOf.Slice(0, extent) : default;
        Writes(Start(view, extent, name), extent, allowed, name: name);
    }

    /// <summary>
    /// An output; the call uses its first <paramref name="extent"/> numbers, which may be interleaved with those of other outputs.
    /// </summary>
    public void WritesBeside(BufferView view, long extent, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        view = Start(view, extent, name);
        if (view.Length != extent) ThrowLength(view, extent, name);
        if (_inputs < 0) _inputs = _count;
        RequireApart(view, _inputs, default, default, name);
        Take(view, ElementKind.Real, name);
    }

    /// <summary>As <see cref="Writes"/>, for indices.</summary>
    public void WritesIndices(BufferView view, long length, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (view.Length != length) ThrowLength(view, length, name);
        RequireApart(view, _count, default, default, name);
        Take(view, ElementKind.Int32, name);
    }

    /// <summary>Keeps the buffers from the garbage collector until here: no memory may be returned while a kernel uses it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Dispose()
    {
    }

    private void Take(BufferView view, ElementKind kind, string name)
    {
        // Without elements there is nothing to read or write.
        if (view.IsAbsent) return;
        var buffer = view.Buffer;
        if (buffer.Kind != kind || buffer.Pool != _memory || buffer.IsReleased) ThrowBuffer(view, kind, name);
        _views[_count++] = view;
    }

    private readonly void RequireApart(BufferView output, int others, BufferView inPlaceOf, BufferView orOf, string name)
    {
        if (output.Length == 0) return;
        for (var i = 0; i < others; i++)
        {
            ref readonly var other = ref _views[i];
            if (other.Buffer != output.Buffer || other.Offset >= output.Offset + output.Length
                || output.Offset >= other.Offset + other.Length)
                continue;
            if (other == output && (output == inPlaceOf || output == orOf)) continue;
            Refuse($"{name} overlaps another argument: elements {other.Offset} to {other.Offset + other.Length - 1} of its buffer");
        }
    }

    private readonly void RequireBlocks(BufferView view, long block, string name)
    {
        if (block == 0 ? view.Length != 0 : view.Length % block != 0)
            Refuse($"{name} has {view.Length} elements, which is not a multiple of {block}");
    }

    private readonly BufferView Start(BufferView view, long extent, string name)
    {
        RequireStart(view, extent, name);
        return view.IsAbsent ? view : view.Slice(0, extent);
    }

    private readonly void ThrowLength(BufferView view, long length, string name) =>
        Refuse(
            view.IsAbsent ? $"{name} is missing; expected {length} elements"
            : $"{name} has {view.Length} elements; expected {length}");

    private readonly void ThrowBuffer(BufferView view, ElementKind kind, string name)
    {
        var buffer = view.Buffer;
        if (buffer.IsReleased) throw buffer.Gone($"{operation}: {name}");
        Refuse(
            buffer.Kind != kind ? $"{name} has {buffer.Kind} elements; expected {kind}"
            : $"{name} is in the memory of another device");
    }

    private readonly void ThrowSize(long value, long min, long max, string name) =>
        throw new ArgumentOutOfRangeException(
            name,
            max == long.MaxValue ? $"{operation}: {name} is {value}; expected at least {min}"
            : $"{operation}: {name} is {value}; expected {min} to {max}");

    [InlineArray(16)]
    private struct Views
    {
        private BufferView _first;
    }
}
