using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Engine;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>Makes the inputs of an encoder from the rows of a store. Not safe for several threads at once.</summary>
internal abstract class PredictionInputs
{
    /// <summary>Shape of this many inputs on the device.</summary>
    public abstract Shape Shape(int count);

    /// <summary>Makes an augmented input, by draws that depend on seed, row and epoch alone.</summary>
    public abstract void Augment(int row, int epoch, Span<float> destination);

    /// <summary>Makes the input as it is.</summary>
    public abstract void Plain(int row, Span<float> destination);
}

/// <summary>Windows of ECGs.</summary>
internal sealed class EcgInputs : PredictionInputs
{
    private readonly EcgStore _store;
    private readonly int _window;
    private readonly EcgAugmenter _augmenter;
    private readonly EcgAugmenter _plain;

    /// <exception cref="ArgumentException">The window is longer than the recordings.</exception>
    public EcgInputs(EcgStore store, EcgSideOptions side, ulong seed)
    {
        if (side.Window > store.Length)
            throw new ArgumentException($"a window of {side.Window} samples is longer than the store's recordings of {store.Length}");
        (_store, _window) = (store, side.Window);
        _augmenter = new EcgAugmenter(
            side.Augment
                ? EcgAugmentation.Training(side.Window, side.Strength)
                : new EcgAugmentation(CropResizing.Random(side.Window), []),
            seed);
        _plain = new EcgAugmenter(EcgAugmentation.Evaluation(side.Window), seed);
    }

    public override Shape Shape(int count) => new(count, 1, _store.Leads, _window);

    public override void Augment(int row, int epoch, Span<float> destination) => Apply(_augmenter, row, epoch, destination);

    public override void Plain(int row, Span<float> destination) => Apply(_plain, row, 0, destination);

    private void Apply(EcgAugmenter augmenter, int row, int epoch, Span<float> destination)
    {
        using var recording = _store.Samples(row);
        augmenter.Apply(recording.Values, _store.Leads, epoch, row, destination);
    }
}

/// <summary>Images.</summary>
internal sealed class CmrInputs : PredictionInputs
{
    private readonly ImageStore _store;
    private readonly int _size;
    private readonly int _channels;
    private readonly CmrAugmenter _augmenter;
    private readonly CmrAugmenter _plain;
    private readonly float[] _image;

    public CmrInputs(ImageStore store, CmrSideOptions side, ulong seed)
    {
        (_store, _size, _channels, _image) = (store, side.Input.Size, side.EncoderChannels, new float[store.RowLength]);
        _augmenter = new CmrAugmenter(side.Augmentation(1), seed);
        _plain = new CmrAugmenter(side.Plain, seed);
    }

    public override Shape Shape(int count) => new(count, _size, _size, _channels);

    public override void Augment(int row, int epoch, Span<float> destination) => Apply(_augmenter, row, epoch, destination);

    public override void Plain(int row, Span<float> destination) => Apply(_plain, row, 0, destination);

    private void Apply(CmrAugmenter augmenter, int row, int epoch, Span<float> destination)
    {
        _store.Read(row, _image);
        augmenter.Apply(
            _image, _store.Channels, _store.Height, _store.Width, epoch, row, destination, ImageLayout.ChannelsLast);
    }
}
