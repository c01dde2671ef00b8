using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>Embeds prepared images as they are, cut and sized as the encoder's training images were.</summary>
public sealed class CmrEmbedder
{
    private const int BatchSize = 32;

    private readonly Device _device;
    private readonly CmrEncoder _encoder;
    private readonly CmrSideOptions _side;

    private CmrEmbedder(Device device, CmrEncoder encoder, CmrSideOptions side) => (_device, _encoder, _side) = (device, encoder, side);

    /// <summary>Numbers of an embedding.</summary>
    public int Width => _encoder.Width;

    /// <summary>Loads an encoder.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="path">A checkpoint of this program, or published weights.</param>
    /// <param name="published">Preset, size and region of published weights, which do not say; null for the paper's. Checkpoints know
    /// theirs.</param>
    /// <exception cref="DataFormatException">The file is damaged, or its weights are not those of such an encoder.</exception>
    public static CmrEmbedder Load(Device device, string path, CmrSideOptions? published = null)
    {
        var side = OfRun(path) ?? published ?? new CmrSideOptions();
        var encoder = CmrPresets.Create(side.Preset, device, new RandomSource(0));
        CmrEncoderFile.LoadInto(encoder, path);
        encoder.Training = false;
        return new CmrEmbedder(device, encoder, side);
    }

    /// <summary>Embeds rows of a store.</summary>
    /// <returns>[rows, <see cref="Width"/>].</returns>
    public double[] Embed(ImageStore store, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(rows);
        var plain = new CmrAugmenter(_side.Plain, seed: 0);
        var image = new float[store.RowLength];
        var size = plain.ResultLength(store.Channels);
        var batch = new float[BatchSize * size];
        var embeddings = new double[checked(rows.Count * Width)];
        for (var first = 0; first < rows.Count; first += BatchSize)
        {
            var count = Math.Min(BatchSize, rows.Count - first);
            for (var i = 0; i < count; i++)
            {
                store.Read(rows[first + i], image);
                plain.Apply(
                    image, store.Channels, store.Height, store.Width, epoch: 0, rows[first + i], batch.AsSpan(i * size, size),
                    ImageLayout.ChannelsLast);
            }
            using var scope = TensorScope.Open();
            var x = Tensor.From(_device, new Shape(count, _side.Size, _side.Size, _encoder.Channels), batch.AsSpan(0, count * size));
            _encoder.Forward(x).ToDoubles().CopyTo(embeddings, first * Width);
        }
        return embeddings;
    }

    /// <summary>The image side of the run that a checkpoint is of; null of published weights.</summary>
    private static CmrSideOptions? OfRun(string path)
    {
        using (var file = TensorFormats.Open(path))
        {
            if (!Checkpoint.IsCheckpoint(file)) return null;
        }
        return ContrastiveConfiguration.Parse(path, Checkpoint.ReadConfiguration(path)).Cmr
            ?? throw new DataFormatException(path, null, "the run has no image encoder");
    }
}
