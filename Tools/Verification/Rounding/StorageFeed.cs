using System.Collections.Concurrent;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Verification.Rounding;

/// <summary>
/// Hands on what one computation stores to a second one of the same operators, on another thread, which takes it by
/// <see cref="SingleRounding.Following"/>. The first waits for the second, so that memory holds no more than a few arrays.
/// </summary>
public sealed class StorageFeed : StorageObserver, IDisposable
{
    private readonly BlockingCollection<double[]> _arrays = new(boundedCapacity: 4);

    /// <inheritdoc/>
    public override void Stored(BufferView values)
    {
        if (values.IsAbsent) return;
        var copy = new double[values.Length];
        Device device = values.Buffer.Device;
        device.Download(values, copy);
        _arrays.Add(copy);
    }

    /// <summary>The first computation has ended.</summary>
    public void Complete() => _arrays.CompleteAdding();

    /// <summary>The second computation has ended; lets the first go on to its own end.</summary>
    public void Drain()
    {
        foreach (var _ in _arrays.GetConsumingEnumerable())
        {
            // What is left is of no use.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _arrays.Dispose();

    /// <summary>What the first stored next; null where it has ended.</summary>
    internal double[]? Next() => _arrays.TryTake(out var next, Timeout.Infinite) ? next : null;
}
