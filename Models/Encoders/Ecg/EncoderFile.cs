using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>What a file of weights does not say of its encoder.</summary>
public sealed record EncoderFileOptions
{
    /// <summary>Attention heads; null to take them from the preset of the same width and depth. Checkpoints of this program know
    /// them.</summary>
    public int? Heads { get; init; }

    /// <summary>Leads that the encoder was trained on. Checkpoints of this program know them.</summary>
    public int Leads { get; init; } = 12;

    /// <summary>Samples per lead that the encoder is to see; null for what it was trained on. Positions are interpolated in time for
    /// another window.</summary>
    public int? Window { get; init; }
}

/// <summary>What an encoder was trained on.</summary>
/// <param name="Leads">Leads of the recordings, in order.</param>
/// <param name="Preparation">How they were prepared.</param>
public sealed record EncoderOrigin(IReadOnlyList<string> Leads, EcgPreparation Preparation);

/// <summary>
/// An ECG encoder from a file: a checkpoint of this program, or weights in a published layout (bare, under <c>model</c> or
/// <c>state_dict</c>, or as a part of a larger model), whose sizes are read off the weights.
/// </summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="Pooled">The same encoder with the pooling that it was trained with; null where it was trained without.</param>
/// <param name="Origin">What it was trained on, where the file is a checkpoint of this program; null otherwise.</param>
/// <param name="Unused">Weights of a published file that are no part of the encoder, as decoders and heads.</param>
public sealed record EncoderFile(VisionTransformer Encoder, EcgEncoder? Pooled, EncoderOrigin? Origin, IReadOnlyList<string> Unused)
{
    /// <summary>Loads an encoder for inference.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or its weights are not those of one encoder.</exception>
    /// <exception cref="ArgumentException">The options do not fit the weights, or have to say more.</exception>
    public static EncoderFile Load(Device device, string path, EncoderFileOptions? options = null)
    {
        options ??= new EncoderFileOptions();
        using var file = EncoderTensors.Open(path, options);
        var seen = file.Trained with { Samples = options.Window ?? file.Trained.Samples };
        if (file.Pooling is { } pooling)
        {
            var pooled = new EcgEncoder(device, new RandomSource(0), seen, pooling) { Training = false };
            file.Fill(pooled, seen);
            return new EncoderFile(pooled.Transformer, pooled, file.Origin, file.Besides(pooled));
        }
        var encoder = new VisionTransformer(device, new RandomSource(0), seen) { Training = false };
        file.Fill(encoder, seen);
        return new EncoderFile(encoder, null, file.Origin, file.Besides(encoder));
    }

    /// <summary>
    /// Puts the weights of a file into an encoder that is to be trained on; what a file lacks behind the transformer stays new.
    /// </summary>
    /// <returns>What stayed new.</returns>
    /// <exception cref="DataFormatException">The file is damaged, or its encoder has other sizes.</exception>
    public static IReadOnlyList<string> LoadInto(EcgEncoder encoder, string path)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var seen = encoder.Transformer.Configuration;
        using var file = EncoderTensors.Open(path, new EncoderFileOptions { Heads = seen.Heads, Leads = seen.Leads });
        var ofTransformer = encoder.Transformer.State().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        return file.Fill(encoder, seen, isOptional: name => !ofTransformer.Contains(name));
    }
}
