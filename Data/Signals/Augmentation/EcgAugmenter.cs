using System.Collections.Immutable;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Runs an <see cref="EcgAugmentation"/> in memory of its own, which it reuses. The result is a function of seed, epoch, sample and
/// view alone, whichever augmenter computes it. Not thread-safe: one augmenter per thread.
/// </summary>
/// <param name="augmentation">The chain.</param>
/// <param name="seed">The run's seed.</param>
public sealed class EcgAugmenter(EcgAugmentation augmentation, ulong seed)
{
    private readonly AugmentationRun<SignalBuffer> _run = new(seed);
    private readonly ImmutableArray<Augmentation<SignalBuffer>> _steps =
        ImmutableArray<Augmentation<SignalBuffer>>.CastUp(augmentation.Steps);

    /// <summary>The chain.</summary>
    public EcgAugmentation Augmentation { get; } = augmentation;

    /// <summary>Augments a recording.</summary>
    /// <param name="samples">Row-major [leads, T].</param>
    /// <param name="leads">Number of leads.</param>
    /// <param name="epoch">Number of the epoch.</param>
    /// <param name="sample">Number of the recording in its set.</param>
    /// <param name="destination">Receives the result, row-major; its size must be the result's.</param>
    /// <param name="view">Which of several views of the same recording this is.</param>
    /// <exception cref="ArgumentException">The shape does not suit the chain, or the destination not the result.</exception>
    public void Apply(ReadOnlySpan<float> samples, int leads, int epoch, int sample, Span<float> destination, int view = 0)
    {
        _run.Current.CopyFrom(samples, leads);
        _run.Run(Augmentation.Window, _steps, Augmentation.Rate, otherwise: null, epoch, sample, view);
        _run.Current.CopyTo(destination);
    }
}
