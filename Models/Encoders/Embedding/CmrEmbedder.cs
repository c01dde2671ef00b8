using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Models.Encoders.Embedding;

/// <summary>Embeds prepared images without augmentation, cropped and resized as the encoder's training images were.</summary>
public sealed class CmrEmbedder
{
    private const int BatchSize = 32;

    private readonly Device _device;
    private readonly CmrEncoder _encoder;

    /// <summary>Wraps an encoder.</summary>
    /// <param name="device">The encoder's device.</param>
    /// <param name="encoder">The encoder; its <see cref="CmrEncoder.Input"/> says how images are cropped and resized.</param>
    /// <param name="path">The file that it comes from; null if it comes from none.</param>
    public CmrEmbedder(Device device, CmrEncoder encoder, string? path = null) => (_device, _encoder, Path) = (device, encoder, path);

    /// <summary>The file with the encoder's weights; null if it does not come from a file.</summary>
    public string? Path { get; }

    /// <summary>True if neither the file nor the caller says how images are cropped and resized: they are the paper's then.</summary>
    public bool IsInputAssumed { get; private init; }

    /// <summary>Numbers of an embedding.</summary>
    public int Width => _encoder.Width;

    /// <summary>The description of the encoder.</summary>
    public EncoderDescription Description => _encoder.Description;

    /// <summary>Loads an encoder.</summary>
    /// <param name="device">The device to compute on.</param>
    /// <param name="path">The folder of a run, a checkpoint, an exported file or published weights.</param>
    /// <param name="published">The training images of published weights, which the file does not state; null for the paper's.</param>
    /// <exception cref="DataFormatException">The file is damaged, or holds no image encoder; the message says what it holds.</exception>
    public static CmrEmbedder Load(Device device, string path, CmrInput? published = null)
    {
        var loaded = EncoderFile.Load(device, path, Modality.Cmr, new EncoderHints { Images = published ?? new CmrInput() });
        return new CmrEmbedder(device, (CmrEncoder)loaded.Encoder, loaded.Path)
        {
            IsInputAssumed = published is null && loaded.IsInputAssumed,
        };
    }

    /// <summary>Embeds rows of a store, in evaluation mode.</summary>
    /// <returns>[rows, <see cref="Width"/>].</returns>
    public double[] Embed(ImageStore store, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(rows);
        var plain = new CmrAugmenter(_encoder.Input.Plain(_encoder.Channels), seed: 0);
        var image = new float[store.RowLength];
        var pixels = plain.ResultLength(store.Channels);
        var batch = new float[BatchSize * pixels];
        var embeddings = new double[checked(rows.Count * Width)];
        var size = _encoder.Input.Size;
        using var evaluation = new EvaluationMode(_encoder);
        for (var first = 0; first < rows.Count; first += BatchSize)
        {
            var count = Math.Min(BatchSize, rows.Count - first);
            for (var i = 0; i < count; i++)
            {
                store.Read(rows[first + i], image);
                plain.Apply(
                    image, store.Channels, store.Height, store.Width, epoch: 0, rows[first + i], batch.AsSpan(i * pixels, pixels),
                    ImageLayout.ChannelsLast);
            }
            using var scope = TensorScope.Open();
            var x = Tensor.From(_device, new Shape(count, size, size, _encoder.Channels), batch.AsSpan(0, count * pixels));
            _encoder.Forward(x).ToDoubles().CopyTo(embeddings, first * Width);
        }
        return embeddings;
    }
}
