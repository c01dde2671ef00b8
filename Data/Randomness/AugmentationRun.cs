using System.Collections.Immutable;

namespace EcgCmrNative.Data.Randomness;

/// <summary>
/// Runs augmentations one after the other on two buffers, which it reuses. Each has draws of its own, a function of seed, epoch, sample,
/// view and its place in the chain alone. Not thread-safe.
/// </summary>
internal sealed class AugmentationRun<TBuffer>(ulong seed) where TBuffer : class, IAugmentable<TBuffer>, new()
{
    /// <summary>Draws of one view: what is always done first, the rate, and then the steps.</summary>
    private const int StreamsPerView = 256;

    private readonly CounterDraws _draws = new(seed);
    private TBuffer _next = new();

    /// <summary>The input before a run, the result after it.</summary>
    public TBuffer Current { get; private set; } = new();

    /// <summary>Runs a chain.</summary>
    /// <param name="first">Happens always; null for nothing.</param>
    /// <param name="steps">Happen with the rate's probability, all or none.</param>
    /// <param name="rate">The probability.</param>
    /// <param name="otherwise">Happens in place of the steps; null for nothing.</param>
    /// <param name="epoch">Number of the epoch.</param>
    /// <param name="sample">Number of the sample in its set.</param>
    /// <param name="view">Which of several views of the sample this is.</param>
    public void Run(
        Augmentation<TBuffer>? first, ImmutableArray<Augmentation<TBuffer>> steps, double rate, Augmentation<TBuffer>? otherwise,
        int epoch, int sample, int view)
    {
        var stream = view * StreamsPerView;
        if (first is not null) Step(first, epoch, sample, stream);
        _draws.Restart(epoch, sample, stream + 1);
        if (rate >= 1 || _draws.Uniform() < rate)
        {
            for (var i = 0; i < steps.Length; i++) Step(steps[i], epoch, sample, stream + 2 + i);
        }
        else if (otherwise is not null)
        {
            Step(otherwise, epoch, sample, stream + 2);
        }
    }

    private void Step(Augmentation<TBuffer> step, int epoch, int sample, int stream)
    {
        _draws.Restart(epoch, sample, stream);
        if (step.TryApply(Current, _draws, _next)) (Current, _next) = (_next, Current);
    }
}
