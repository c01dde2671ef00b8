using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>Two windows of an ECG at places of their own, each augmented.</summary>
public sealed class EcgViews : TwoViews
{
    private readonly EcgStore _store;
    private readonly int _window;
    private readonly EcgAugmenter _first;
    private readonly EcgAugmenter _second;

    /// <summary>Prepares the views.</summary>
    /// <param name="store">The recordings.</param>
    /// <param name="window">Samples of a view.</param>
    /// <param name="strength">How strongly views are augmented; null for no augmentation.</param>
    /// <param name="secondRate">Probability that the second view is augmented; the first always is.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="ArgumentException">The window is longer than the recordings.</exception>
    public EcgViews(EcgStore store, int window, AugmentationStrength? strength, double secondRate, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (window > store.Length)
            throw new ArgumentException($"a window of {window} samples is longer than the store's recordings of {store.Length}");
        (_store, _window) = (store, window);
        _first = new EcgAugmenter(Chain(1), seed);
        _second = new EcgAugmenter(Chain(secondRate), seed);

        EcgAugmentation Chain(double rate) => strength is null
            ? new EcgAugmentation(CropResizing.Random(window), [])
            : EcgAugmentation.ContrastiveUnimodal(window, rate, strength);
    }

    /// <inheritdoc/>
    public override int Count => _store.Count;

    /// <inheritdoc/>
    public override Shape Shape(int count) => new(count, 1, _store.Leads, _window);

    /// <inheritdoc/>
    public override void Load(int row, int epoch, Span<float> first, Span<float> second)
    {
        using var recording = _store.Samples(row);
        _first.Apply(recording.Values, _store.Leads, epoch, row, first, view: 0);
        _second.Apply(recording.Values, _store.Leads, epoch, row, second, view: 1);
    }
}
