using EcgCmrNative.Engine.Randomness;

namespace EcgCmrNative.Models.Training;

/// <summary>
/// The samples of each batch of an epoch: a permutation that depends on seed and epoch alone, cut into batches. It does not depend on
/// what was trained before or on the process, so that several processes can each take their share of the same batch.
/// </summary>
internal sealed class DataOrder
{
    private readonly RandomSource _random;
    private readonly int _batchSize;
    private readonly int[] _order;
    private int _epoch = -1;

    /// <param name="samples">Number of training samples.</param>
    /// <param name="batchSize">Samples of a batch.</param>
    /// <param name="minimum">The fewest samples that make a batch.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="ArgumentException">There is not one batch.</exception>
    public DataOrder(int samples, int batchSize, int minimum, ulong seed)
    {
        if (samples < 1) throw new ArgumentException("the training set is empty");
        if (batchSize < minimum || samples < minimum)
            throw new ArgumentException(
                $"batches of {Math.Min(batchSize, samples)} are too small: this recipe compares the samples of a batch and "
                + $"needs at least {minimum}");
        _random = new RandomSource(seed);
        (_batchSize, _order) = (batchSize, new int[samples]);
        var rest = samples % batchSize;
        Dropped = rest < minimum ? rest : 0;
        Steps = (samples - Dropped + batchSize - 1) / batchSize;
    }

    /// <summary>Batches of an epoch.</summary>
    public int Steps { get; }

    /// <summary>Samples of an epoch.</summary>
    public int Samples => _order.Length - Dropped;

    /// <summary>Number of samples that an epoch leaves out, as they are too few for a last batch. They differ between epochs.</summary>
    public int Dropped { get; }

    /// <summary>The samples of a batch.</summary>
    public ReadOnlySpan<int> Batch(int epoch, int step)
    {
        if (epoch != _epoch) _random.Stream("data order", (ulong)epoch).Permutation(_order);
        _epoch = epoch;
        var first = step * _batchSize;
        return _order.AsSpan(first, Math.Min(_batchSize, _order.Length - first));
    }
}
