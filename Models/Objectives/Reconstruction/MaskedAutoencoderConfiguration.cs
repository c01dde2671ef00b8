using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Models.Objectives.Reconstruction;

/// <summary>A masked autoencoder: its encoder, its decoder and its loss.</summary>
/// <param name="Encoder">The encoder, which later stages use.</param>
/// <param name="DecoderWidth">Numbers per token in the decoder.</param>
/// <param name="DecoderDepth">Blocks of the decoder.</param>
/// <param name="DecoderHeads">Heads of the decoder.</param>
public sealed record MaskedAutoencoderConfiguration(
    VisionTransformerConfiguration Encoder, int DecoderWidth, int DecoderDepth, int DecoderHeads)
{
    /// <summary>Share of masked patches.</summary>
    public double MaskRatio { get; init; } = 0.8;

    /// <summary>α in (1 − α)·MSE + α·(1 − NCC).</summary>
    public double CorrelationWeight { get; init; } = 0.1;

    /// <summary>Each patch of the target is standardised first ("norm_pix_loss").</summary>
    public bool NormalizeTargets { get; init; }

    /// <summary>The model has the SimSiam branch on two masked views, which the later published code added; the paper has none.</summary>
    public bool SimSiam { get; init; }

    /// <summary>Weight of the SimSiam loss.</summary>
    public double SimSiamWeight { get; init; }

    /// <summary>
    /// Visible patches: the product is taken in floating point, as published, so 300 patches at 0.8 leave 59.
    /// </summary>
    public int KeptPatches => (int)(Encoder.Patches * (1 - MaskRatio));

    /// <summary>The masked autoencoder of a preset.</summary>
    /// <param name="name">A name of <see cref="EcgPresets.Names"/>, or the published spelling with prefix and suffix.</param>
    /// <exception cref="ArgumentException">The preset is unknown.</exception>
    public static MaskedAutoencoderConfiguration OfPreset(string name)
    {
        var (width, depth, heads) = EcgPresets.Decoder(name);
        return new MaskedAutoencoderConfiguration(EcgPresets.Encoder(name), width, depth, heads);
    }

    /// <summary>Checks that the sizes fit each other.</summary>
    /// <exception cref="ArgumentException">Sizes that do not fit each other.</exception>
    public void Validate()
    {
        Encoder.Validate();
        if (DecoderWidth < 1 || DecoderDepth < 1 || DecoderHeads < 1)
            throw new ArgumentException("all sizes of a decoder must be at least 1");
        if (DecoderWidth % 4 != 0)
            throw new ArgumentException($"decoder width {DecoderWidth} is not divisible by 4, which the position table needs");
        if (DecoderWidth % DecoderHeads != 0)
            throw new ArgumentException($"decoder width {DecoderWidth} is not divisible by the number of heads, {DecoderHeads}");
        if (!(MaskRatio >= 0 && MaskRatio < 1))
            throw new ArgumentException($"the mask ratio must be at least 0 and below 1, not {MaskRatio}");
        if (KeptPatches < 1)
            throw new ArgumentException($"mask ratio {MaskRatio} masks all {Encoder.Patches} patches; at least one must stay visible");
        if (!(CorrelationWeight >= 0 && CorrelationWeight <= 1))
            throw new ArgumentException($"the correlation weight must be from 0 to 1, not {CorrelationWeight}");
        if (SimSiamWeight > 0 && !SimSiam) throw new ArgumentException("a SimSiam weight needs the SimSiam branch");
        if (!(SimSiamWeight >= 0)) throw new ArgumentException($"the SimSiam weight must not be negative, but is {SimSiamWeight}");
    }
}
