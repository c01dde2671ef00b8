namespace EcgCmrNative.Models.Objectives.Prediction;

/// <summary>
/// The true values of the targets for the samples of a batch, on the host. Its arrays are used again for every batch. A sample may be mixed
/// with another one: then its targets are those of both, weighted.
/// </summary>
public sealed class TargetBatch
{
    private readonly double[] _values;
    private readonly double[] _times;
    private readonly int[] _partners;
    private readonly double[] _shares;

    /// <summary>Makes room for some samples.</summary>
    /// <param name="capacity">Maximum number of samples.</param>
    /// <param name="targets">Number of targets.</param>
    public TargetBatch(int capacity, int targets)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfNegative(targets);
        (Targets, Capacity) = (targets, capacity);
        (_values, _times) = (new double[capacity * targets], new double[capacity * targets]);
        (_partners, _shares) = (new int[capacity], new double[capacity]);
    }

    /// <summary>Maximum number of samples.</summary>
    public int Capacity { get; }

    /// <summary>Number of targets.</summary>
    public int Targets { get; }

    /// <summary>Number of samples.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// [count, targets]: a standardised number; the index of a class; 1 for an event and 0 for none until its time. NaN if it is missing.
    /// </summary>
    public Span<double> Values => _values.AsSpan(0, Count * Targets);

    /// <summary>[count, targets]: the time of the event or of the last observation; not used for other kinds.</summary>
    public Span<double> Times => _times.AsSpan(0, Count * Targets);

    /// <summary>True if samples are mixed.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>[count]: the sample that each one is mixed with.</summary>
    public ReadOnlySpan<int> Partners => _partners.AsSpan(0, Count);

    /// <summary>[count]: the share of the sample itself, 0 to 1; its partner has the rest.</summary>
    public ReadOnlySpan<double> Shares => _shares.AsSpan(0, Count);

    /// <summary>Begins a batch of samples that are not mixed.</summary>
    /// <param name="count">Number of samples.</param>
    public void Begin(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        (Count, IsMixed) = (count, false);
    }

    /// <summary>Mixes a sample with another.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="partner">The other one.</param>
    /// <param name="share">The share of the sample itself.</param>
    public void Mix(int sample, int partner, double share)
    {
        if (!IsMixed)
        {
            for (var i = 0; i < Count; i++) (_partners[i], _shares[i]) = (i, 1);
            IsMixed = true;
        }
        (_partners[sample], _shares[sample]) = (partner, share);
    }
}
