using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Runs an <see cref="EcgAugmentation"/> in memory of its own, which it reuses. What comes out is a function of seed, epoch, sample and
/// view alone, whichever augmenter computes it. Not thread-safe: one augmenter per thread.
/// </summary>
/// <param name="augmentation">The chain.</param>
/// <param name="seed">The run's seed.</param>
public sealed class EcgAugmenter(EcgAugmentation augmentation, ulong seed)
{
    /// <summary>Draws of one view: its window, its rate, and then its steps.</summary>
    private const int StreamsPerView = 256;

    private readonly CounterDraws _draws = new(seed);
    private SignalBuffer _current = new();
    private SignalBuffer _next = new();

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
        _current.CopyFrom(samples, leads);
        var stream = view * StreamsPerView;
        if (Augmentation.Window is { } window) Step(window, epoch, sample, stream);
        _draws.Restart(epoch, sample, stream + 1);
        if (Augmentation.Rate >= 1 || _draws.Uniform() < Augmentation.Rate)
        {
            for (var i = 0; i < Augmentation.Steps.Length; i++) Step(Augmentation.Steps[i], epoch, sample, stream + 2 + i);
        }
        _current.CopyTo(destination);
    }

    private void Step(SignalAugmentation step, int epoch, int sample, int stream)
    {
        _draws.Restart(epoch, sample, stream);
        if (step.TryApply(_current, _draws, _next)) (_current, _next) = (_next, _current);
    }
}
