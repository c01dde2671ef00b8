using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Engine;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>Two views of an image, each augmented in its own way; channels are innermost.</summary>
public sealed class CmrViews : TwoViews
{
    private readonly ImageStore _store;
    private readonly int _size;
    private readonly int _channels;
    private readonly CmrAugmenter _first;
    private readonly CmrAugmenter _second;
    private readonly float[] _image;

    /// <summary>Prepares the views.</summary>
    /// <param name="store">The images.</param>
    /// <param name="side">Size, region and strength.</param>
    /// <param name="secondRate">Probability that the second view is augmented; the first always is.</param>
    /// <param name="seed">The run's seed.</param>
    public CmrViews(ImageStore store, CmrSideOptions side, double secondRate, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(side);
        (_store, _size, _channels, _image) = (store, side.Input.Size, side.EncoderChannels, new float[store.RowLength]);
        _first = new CmrAugmenter(side.Augmentation(1), seed);
        _second = new CmrAugmenter(side.Augmentation(secondRate), seed);
    }

    /// <inheritdoc/>
    public override int Count => _store.Count;

    /// <inheritdoc/>
    public override Shape Shape(int count) => new(count, _size, _size, _channels);

    /// <inheritdoc/>
    public override void Load(int row, int epoch, Span<float> first, Span<float> second)
    {
        _store.Read(row, _image);
        _first.Apply(_image, _store.Channels, _store.Height, _store.Width, epoch, row, first, ImageLayout.ChannelsLast, view: 0);
        _second.Apply(_image, _store.Channels, _store.Height, _store.Width, epoch, row, second, ImageLayout.ChannelsLast, view: 1);
    }
}
