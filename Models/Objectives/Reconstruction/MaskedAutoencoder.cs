using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Ecg.Positions;
using EcgCmrNative.Models.Objectives.Siamese;

namespace EcgCmrNative.Models.Objectives.Reconstruction;

/// <summary>
/// Masked data modelling (He et al. 2022; Turgut et al. 2025): the encoder gets a fifth of the patches, a small decoder predicts the rest,
/// and the loss compares the reconstruction with the recording.
/// </summary>
public sealed class MaskedAutoencoder : Module
{
    private readonly Linear _decoderEmbedding;
    private readonly Parameter _maskToken;
    private readonly Parameter _decoderPositions;
    private readonly TransformerBlock[] _decoderBlocks;
    private readonly LayerNorm _decoderNorm;
    private readonly Linear _decoderPrediction;
    private readonly SimSiamBranch? _simSiam;

    /// <summary>Creates the model with the published initialisation.</summary>
    /// <exception cref="ArgumentException">Sizes that do not fit each other.</exception>
    public MaskedAutoencoder(Device device, RandomSource random, MaskedAutoencoderConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Validate();
        var c = Configuration = configuration;
        Encoder = Add("", new EcgEncoder(new VisionTransformer(device, random, c.Encoder)));
        _maskToken = Add("mask_token", new Parameter(device, new Shape(1, 1, c.DecoderWidth)));
        _decoderPositions = Add(
            "decoder_pos_embed", new Parameter(device, new Shape(1, 1 + c.Encoder.Patches, c.DecoderWidth), trainable: false));
        _decoderEmbedding = Add("decoder_embed", new Linear(device, random, c.Encoder.Width, c.DecoderWidth));
        _decoderBlocks = new TransformerBlock[c.DecoderDepth];
        for (var i = 0; i < c.DecoderDepth; i++)
            _decoderBlocks[i] = Add(
                $"decoder_blocks.{i}", new TransformerBlock(device, random, c.DecoderWidth, c.DecoderHeads, c.Encoder.MlpRatio));
        _decoderNorm = Add("decoder_norm", new LayerNorm(device, c.DecoderWidth));
        _decoderPrediction = Add("decoder_pred", new Linear(device, random, c.DecoderWidth, c.Encoder.PatchSize));
        if (c.SimSiam) _simSiam = Add("", new SimSiamBranch(device, random, c.Encoder.Width));

        Initialization.Normal(_maskToken, 0.02, random);
        _decoderPositions.Set(PositionTable.SineCosine(c.DecoderWidth, c.Encoder.GridRows, c.Encoder.GridColumns));
    }

    /// <summary>The sizes.</summary>
    public MaskedAutoencoderConfiguration Configuration { get; }

    /// <summary>The encoder, which later stages of training use.</summary>
    public EcgEncoder Encoder { get; }

    /// <summary>Masks, encodes, decodes and compares.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    /// <param name="mask">The visible patches.</param>
    /// <param name="secondMask">A second view for the SimSiam branch; needed if the model has one.</param>
    public MaskedReconstruction Forward(Tensor x, PatchMask mask, PatchMask? secondMask = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(mask);
        var patches = Patches.ForEmbedding(x, Configuration.Encoder);
        var latent = Encoder.Transformer.Encode(patches, mask);
        var prediction = Decode(latent, mask);
        var (loss, correlation) = Loss(x, prediction);
        if (_simSiam is null) return new MaskedReconstruction(latent, prediction, loss, correlation, null, loss);
        if (secondMask is null)
            throw new ArgumentException("the SimSiam branch compares two masked views and needs a second mask", nameof(secondMask));
        var agreement = _simSiam.Forward(latent.MeanTokens(first: 1), Encoder.Transformer.Encode(patches, secondMask).MeanTokens(first: 1));
        return new MaskedReconstruction(
            latent, prediction, loss, correlation, agreement, loss.AddScaled(agreement.Loss, 1, Configuration.SimSiamWeight));
    }

    /// <summary>The decoder's output as a recording: [batch, patches, p·q·channels] to [batch, channels, leads, samples].</summary>
    public Tensor Assemble(Tensor prediction) => Patches.Assemble(prediction, Configuration.Encoder);

    /// <summary>Puts mask tokens where patches were taken out, and predicts every patch.</summary>
    /// <param name="latent">[batch, 1 + kept, width].</param>
    /// <param name="mask">The mask that the encoder had.</param>
    /// <returns>[batch, patches, p·q·channels].</returns>
    internal Tensor Decode(Tensor latent, PatchMask mask)
    {
        using var scope = TensorScope.Open();
        var (batch, patches) = (mask.Batch, mask.Patches);
        using var source = new IndexBuffer(batch * (1 + patches));
        using var withoutClass = new IndexBuffer(batch * patches);
        for (var b = 0; b < batch; b++)
        {
            var start = b * (1 + mask.KeptPatches);
            source[b * (1 + patches)] = start;
            for (var i = 0; i < patches; i++)
            {
                var position = mask.Position[b * patches + i];
                source[b * (1 + patches) + 1 + i] = position < 0 ? -1 : start + 1 + position;
                withoutClass[b * patches + i] = b * (1 + patches) + 1 + i;
            }
        }
        var positions = _decoderPositions.Reshape(1 + patches, Configuration.DecoderWidth);
        var tokens = _decoderEmbedding.Forward(latent)
            .GatherRows(source.ToTensor(latent.Device, batch, 1 + patches), _maskToken)
            .AddTable(positions);
        foreach (var block in _decoderBlocks) tokens = block.Forward(tokens);
        var everyPatch = _decoderNorm.Forward(tokens).GatherRows(withoutClass.ToTensor(latent.Device, batch, patches));
        return scope.Keep(_decoderPrediction.Forward(everyPatch));
    }

    /// <summary>(1 − α)·MSE over all patches, kept and masked, + α·(1 − NCC) over whole signals.</summary>
    private (Tensor Loss, Tensor Correlation) Loss(Tensor x, Tensor prediction)
    {
        using var scope = TensorScope.Open();
        var c = Configuration;
        var target = Patches.ForTarget(x, c.Encoder);
        if (c.NormalizeTargets) target = target.StandardizeRows(1e-6);
        var error = prediction.SquaredError(target);
        var correlation = Assemble(prediction).Correlation(x);
        var dissimilarity = Tensor.Filled(x.Device, new Shape(), 1).Subtract(correlation);
        var loss = c.CorrelationWeight == 0 ? error : error.AddScaled(dissimilarity, 1 - c.CorrelationWeight, c.CorrelationWeight);
        return (scope.Keep(loss), scope.Keep(correlation));
    }
}

/// <summary>A masked autoencoder's result for a batch.</summary>
/// <param name="Latent">[batch, 1 + kept, width].</param>
/// <param name="Prediction">[batch, patches, p·q·channels].</param>
/// <param name="Loss">Reconstruction loss, a scalar.</param>
/// <param name="Correlation">Mean correlation of reconstruction and recording over all signals (NCC), a scalar.</param>
/// <param name="SimSiam">The SimSiam branch's result for two views; null without that branch.</param>
/// <param name="Total">The loss that is minimised, a scalar.</param>
public sealed record MaskedReconstruction(
    Tensor Latent, Tensor Prediction, Tensor Loss, Tensor Correlation, SimSiamAgreement? SimSiam, Tensor Total);
