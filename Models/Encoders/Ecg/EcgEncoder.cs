using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>
/// The ECG encoder of contrastive learning and fine-tuning: a <see cref="VisionTransformer"/> whose tokens are pooled to one embedding.
/// If patches are pooled, <c>fc_norm</c> takes the place of <c>norm</c>, which stays in the state unused, as published.
/// <see cref="Layer.Forward"/> takes [batch, channels, leads, samples] to [batch, <see cref="Width"/>].
/// </summary>
public sealed class EcgEncoder : Encoder
{
    private const double WeightDeviation = 0.02;
    private const double ClassTokenDeviation = 1e-6;

    private readonly LayerNorm? _poolNorm;
    private readonly AttentionPool? _attentionPool;
    private readonly Linear? _head;

    /// <summary>
    /// Creates the encoder: matrices start truncated-normal, and positions, learned or fixed, start from
    /// the table of sines and cosines.
    /// </summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="configuration">Sizes, drop path, and whether positions are learned.</param>
    /// <param name="pooling">How tokens become an embedding.</param>
    /// <param name="outputs">Outputs of the <c>head</c> of published state dictionaries; 0 for none.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit each other.</exception>
    public EcgEncoder(
        Device device, RandomSource random, VisionTransformerConfiguration configuration, TokenPooling pooling = TokenPooling.Mean,
        int outputs = 0)
    {
        Transformer = Add("", new VisionTransformer(device, random, configuration));
        foreach (var (name, parameter) in Transformer.State())
        {
            if (name == "cls_token") Initialization.Normal(parameter, ClassTokenDeviation, random);
            else if (name == "patch_embed.proj.weight") Initialization.Uniform(parameter, 1 / Math.Sqrt(configuration.PatchSize), random);
            else if (parameter.Shape.Rank == 2) Initialization.TruncatedNormal(parameter, WeightDeviation, random);
        }
        Pooling = pooling;
        if (pooling is TokenPooling.Mean or TokenPooling.Attention) _poolNorm = Add("fc_norm", new LayerNorm(device, configuration.Width));
        if (outputs > 0)
        {
            _head = Add("head", new Linear(device, random, configuration.Width, outputs));
            Initialization.TruncatedNormal(_head.Weight, WeightDeviation, random);
        }
        if (pooling == TokenPooling.Attention)
            _attentionPool = Add("attention_pool", new AttentionPool(device, random, configuration.Width, configuration.Heads));
    }

    /// <summary>Wraps a transformer as masked data modelling trains it; the embedding is <see cref="VisionTransformer.Embed"/>.</summary>
    /// <param name="transformer">The transformer; its weights stay as they are.</param>
    public EcgEncoder(VisionTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        Transformer = Add("", transformer);
        Pooling = TokenPooling.NormalizedMean;
    }

    /// <summary>The transformer, whose state has no prefix: that of masked data modelling fits.</summary>
    public VisionTransformer Transformer { get; }

    /// <summary>How tokens become an embedding.</summary>
    public TokenPooling Pooling { get; }

    /// <summary>The sizes.</summary>
    public VisionTransformerConfiguration Configuration => Transformer.Configuration;

    /// <inheritdoc/>
    public override int Width => Configuration.Width;

    /// <summary>The recordings that it expects. Until it is set, the leads have default names and the preparation is unknown.</summary>
    /// <exception cref="ArgumentException">The number of leads is not the encoder's.</exception>
    public EcgInput Input
    {
        get => field ?? new EcgInput(EcgInput.LeadNames(Configuration.Leads), Configuration.Samples, Preparation: null);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Leads.Count != Configuration.Leads)
                throw new ArgumentException($"got names of {value.Leads.Count} leads; the encoder has {Configuration.Leads}");
            field = value with { WindowSamples = Configuration.Samples };
        }
    }

    /// <inheritdoc/>
    public override EncoderDescription Description => VisionTransformerKind.Describe(Configuration, Pooling, Input);

    /// <summary>The description of a file of these weights without <c>fc_norm</c>: a mean without it is of normalised tokens.</summary>
    internal EncoderDescription WithoutPoolNorm => VisionTransformerKind.Describe(
        Configuration, Pooling == TokenPooling.Mean ? TokenPooling.NormalizedMean : Pooling, Input);

    /// <summary>The patch tokens as the last block leaves them, before any norm: a feature for each lead and time.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    /// <param name="map">Receives the last block's attention map [batch, heads, 1 + patches, 1 + patches]; null to skip it.</param>
    /// <returns>[batch, patches, width].</returns>
    public Tensor LocalTokens(Tensor x, Tensor? map = null)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(WithoutClassToken(Transformer.LastBlock(x, map)));
    }

    /// <summary>The attention of all blocks, and of the pooling if it attends.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    public EncoderAttention Attention(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = TensorScope.Open();
        var (tokens, maps) = Transformer.Attention(x);
        Tensor? pool = null;
        if (_attentionPool is not null)
        {
            pool = Tensor.Uninitialized(x.Device, new Shape(x.Shape[0], Configuration.Heads, 1, Configuration.Patches));
            _attentionPool.Forward(WithoutClassToken(tokens), pool);
        }
        return new EncoderAttention(
            x.Shape[0], Configuration.Heads, Configuration.Patches, Pooling, [.. maps.Select(map => map.ToDoubles())], pool?.ToDoubles());
    }

    /// <summary>
    /// The published classifier on an embedding: <c>fc_norm</c> a second time, if there is one, then <c>head</c>.
    /// Fine-tuned weights are made for that.
    /// </summary>
    /// <param name="embedding">[batch, width], as <see cref="Layer.Forward"/> returns it.</param>
    /// <returns>[batch, outputs].</returns>
    /// <exception cref="InvalidOperationException">The encoder was made without a head.</exception>
    public Tensor Predict(Tensor embedding)
    {
        if (_head is null) throw new InvalidOperationException("the encoder has no head; create it with a number of outputs");
        using var scope = TensorScope.Open();
        return scope.Keep(_head.Forward(NormalizeAgain(embedding)));
    }

    /// <summary>Embeds the patches that a mask keeps; the others are left out of the computation.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    /// <param name="kept">The patches to keep.</param>
    /// <returns>[batch, <see cref="Width"/>].</returns>
    public Tensor Forward(Tensor x, PatchMask? kept)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(Pool(Transformer.LastBlock(x, map: null, kept)));
    }

    /// <summary>
    /// <c>fc_norm</c> of an embedding, which is one already: the published head gets a pooled embedding normalised twice. Other embeddings
    /// stay as they are.
    /// </summary>
    /// <param name="embedding">[batch, width].</param>
    internal Tensor NormalizeAgain(Tensor embedding) => _poolNorm?.Forward(embedding) ?? embedding;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => Pool(Transformer.LastBlock(x));

    private Tensor Pool(Tensor tokens) => Pooling switch
    {
        TokenPooling.NormalizedMean => Transformer.Normalize(tokens).MeanTokens(first: 1),
        TokenPooling.Mean => _poolNorm!.Forward(tokens.MeanTokens(first: 1)),
        TokenPooling.Attention => _poolNorm!.Forward(_attentionPool!.Forward(WithoutClassToken(tokens))),
        _ => Transformer.Normalize(tokens.Token(0)),
    };

    private static Tensor WithoutClassToken(Tensor tokens)
    {
        var (batch, patches) = (tokens.Shape[0], tokens.Shape[1] - 1);
        using var rows = new IndexBuffer(batch * patches);
        for (var b = 0; b < batch; b++)
            for (var i = 0; i < patches; i++) rows[b * patches + i] = b * (1 + patches) + 1 + i;
        return tokens.GatherRows(rows.ToTensor(tokens.Device, batch, patches));
    }
}
