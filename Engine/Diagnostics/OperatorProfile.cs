using System.Diagnostics;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Diagnostics;

/// <summary>
/// Time and memory per operator, forward and backward. Waits for the device after every operator, so that each gets its own time.
/// </summary>
public sealed class OperatorProfile(Device device) : ITapeObserver
{
    private readonly Dictionary<string, Entry> _entries = [];
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>The measurements, slowest first.</summary>
    public IReadOnlyList<(string Operator, int Calls, TimeSpan Forward, TimeSpan Backward, long PeakBytes)> Entries =>
    [
        .. _entries.OrderByDescending(pair => pair.Value.Forward + pair.Value.Backward)
            .Select(pair => (pair.Key, pair.Value.Calls, pair.Value.Forward, pair.Value.Backward, pair.Value.PeakBytes)),
    ];

    /// <summary>Restarts the clock, so that other work is not counted for the next operator.</summary>
    public void Restart()
    {
        device.Synchronize();
        _last = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Recorded(Operator application)
    {
        var entry = Measure(application, out var elapsed);
        entry.Forward += elapsed;
        entry.Calls++;
    }

    /// <inheritdoc/>
    public void BackwardDone(Operator application) => Measure(application, out var elapsed).Backward += elapsed;

    private Entry Measure(Operator application, out TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(application);
        device.Synchronize();
        var now = Stopwatch.GetTimestamp();
        elapsed = Stopwatch.GetElapsedTime(_last, now);
        _last = now;
        if (!_entries.TryGetValue(application.Name, out var entry)) _entries.Add(application.Name, entry = new Entry());
        entry.PeakBytes = Math.Max(entry.PeakBytes, device.Memory.BytesInUse);
        return entry;
    }

    private sealed class Entry
    {
        public int Calls;
        public TimeSpan Forward;
        public TimeSpan Backward;
        public long PeakBytes;
    }
}
