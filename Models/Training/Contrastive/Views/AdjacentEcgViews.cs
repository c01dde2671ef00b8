using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>
/// Two windows of an ECG that follow each other without a gap, each augmented, all leads together: the contrast over time of CLOCS
/// (Kiyasseh et al. 2021), as Turgut et al. use it, with samples 0 to 2499 and 2500 to 4999 of 10 s at 500 Hz. CLOCS' contrast over leads
/// would need an encoder of single leads. If the recording is longer than both windows, they start at a random place.
/// </summary>
public sealed class AdjacentEcgViews : TwoViews
{
    private const int PairView = 2;

    private readonly EcgStore _store;
    private readonly int _window;
    private readonly EcgAugmenter _pair;
    private readonly EcgAugmenter _first;
    private readonly EcgAugmenter _second;
    private readonly float[] _both;
    private readonly float[] _half;

    /// <inheritdoc cref="EcgViews(EcgStore, int, AugmentationStrength?, double, ulong)"/>
    public AdjacentEcgViews(EcgStore store, int window, AugmentationStrength? strength, double secondRate, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (2 * (long)window > store.Length)
            throw new ArgumentException(
                $"two windows of {window} samples are longer than the store's recordings of {store.Length}; "
                + $"use a window of {store.Length / 2} or less");
        (_store, _window) = (store, window);
        (_both, _half) = (new float[2 * store.Leads * window], new float[store.Leads * window]);
        _pair = new EcgAugmenter(new EcgAugmentation(CropResizing.Random(2 * window), []), seed);
        _first = new EcgAugmenter(Chain(1), seed);
        _second = new EcgAugmenter(Chain(secondRate), seed);

        EcgAugmentation Chain(double rate) => strength is null
            ? new EcgAugmentation(null, [])
            : EcgAugmentation.ContrastiveUnimodal(window, rate, strength) with { Window = null };
    }

    /// <inheritdoc/>
    public override int Count => _store.Count;

    /// <inheritdoc/>
    public override Shape Shape(int count) => new(count, 1, _store.Leads, _window);

    /// <inheritdoc/>
    public override void Load(int row, int epoch, Span<float> first, Span<float> second)
    {
        using var recording = _store.Samples(row);
        _pair.Apply(recording.Values, _store.Leads, epoch, row, _both, PairView);
        _first.Apply(Half(0), _store.Leads, epoch, row, first, view: 0);
        _second.Apply(Half(1), _store.Leads, epoch, row, second, view: 1);
    }

    private ReadOnlySpan<float> Half(int half)
    {
        for (var lead = 0; lead < _store.Leads; lead++)
            _both.AsSpan((2 * lead + half) * _window, _window).CopyTo(_half.AsSpan(lead * _window));
        return _half;
    }
}
