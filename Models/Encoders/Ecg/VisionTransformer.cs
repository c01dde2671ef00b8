using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg.Positions;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>
/// The ECG encoder that all stages share (Dosovitskiy et al. 2021; Turgut et al. 2025): patches of one lead and 100 samples become tokens,
/// positions are added, a class token is put in front, transformer blocks and a last layer norm follow.
/// </summary>
public sealed class VisionTransformer : Module
{
    private readonly Parameter _classToken;
    private readonly Parameter _positions;
    private readonly Parameter _patchWeight;
    private readonly Parameter _patchBias;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private PatchMask? _noMask;

    /// <summary>Creates the encoder with the published initialisation.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="configuration">Its sizes.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit each other.</exception>
    public VisionTransformer(Device device, RandomSource random, VisionTransformerConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Validate();
        var c = Configuration = configuration;
        _classToken = Add("cls_token", new Parameter(device, new Shape(1, 1, c.Width)));
        _positions = Add("pos_embed", new Parameter(device, new Shape(1, 1 + c.Patches, c.Width), c.LearnPositions));
        _patchWeight = Add("patch_embed.proj.weight", new Parameter(device, new Shape(c.Width, c.Channels, c.PatchLeads, c.PatchSamples)));
        _patchBias = Add("patch_embed.proj.bias", new Parameter(device, new Shape(c.Width)));
        _blocks = new TransformerBlock[c.Depth];
        for (var i = 0; i < c.Depth; i++)
        {
            var dropPath = c.Depth == 1 ? 0 : c.DropPath * i / (c.Depth - 1);
            _blocks[i] = Add($"blocks.{i}", new TransformerBlock(device, random, c.Width, c.Heads, c.MlpRatio, dropPath));
        }
        _norm = Add("norm", new LayerNorm(device, c.Width));

        Initialization.Normal(_classToken, 0.02, random);
        Initialization.XavierUniform(_patchWeight, random);
        Initialization.Uniform(_patchBias, 1 / Math.Sqrt(c.PatchSize), random);
        _positions.Set(PositionTable.SineCosine(c.Width, c.GridRows, c.GridColumns));
    }

    /// <summary>The sizes.</summary>
    public VisionTransformerConfiguration Configuration { get; }

    /// <summary>All tokens after the last norm, none masked.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    /// <returns>[batch, 1 + patches, width]; the class token is first.</returns>
    public Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = TensorScope.Open();
        return scope.Keep(Encode(Patches.ForEmbedding(x, Configuration), NoMask(x.Shape[0])));
    }

    /// <summary>Embeddings: the mean of the patch tokens after the last norm, without the class token.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    /// <returns>[batch, width].</returns>
    public Tensor Embed(Tensor x)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(Forward(x).MeanTokens(first: 1));
    }

    /// <summary>All tokens as the last block leaves them, before the last norm.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    /// <param name="map">Receives the last block's attention map [batch, heads, tokens, tokens]; null to skip it.</param>
    /// <param name="kept">The patches that become tokens; null for all.</param>
    /// <returns>[batch, 1 + kept patches, width]; the class token is first.</returns>
    public Tensor LastBlock(Tensor x, Tensor? map = null, PatchMask? kept = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = TensorScope.Open();
        return scope.Keep(Blocks(Patches.ForEmbedding(x, Configuration), kept ?? NoMask(x.Shape[0]), map));
    }

    /// <summary>All tokens as the last block leaves them, and the attention of every block: to explain a model.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    /// <returns>
    /// The tokens [batch, 1 + patches, width]; and for each block, first to last, the attention [batch, heads, tokens, tokens], whose rows
    /// are queries and sum to 1.
    /// </returns>
    public (Tensor Tokens, IReadOnlyList<Tensor> Maps) Attention(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var tokens = 1 + Configuration.Patches;
        var shape = new Shape(x.Shape[0], Configuration.Heads, tokens, tokens);
        Tensor[] maps = [.. _blocks.Select(_ => Tensor.Uninitialized(x.Device, shape))];
        using var scope = TensorScope.Open();
        return (scope.Keep(Blocks(Patches.ForEmbedding(x, Configuration), NoMask(x.Shape[0]), lastMap: null, maps)), maps);
    }

    /// <summary>The last norm, of what <see cref="LastBlock"/> returns or of some of it.</summary>
    /// <param name="tokens">[..., width].</param>
    public Tensor Normalize(Tensor tokens) => _norm.Forward(tokens);

    /// <summary>The tokens that a mask keeps, after the last norm. Only those are ever embedded.</summary>
    /// <param name="patches">[batch, patches, channels·p·q], see <see cref="Patches.ForEmbedding"/>.</param>
    /// <param name="mask">Which to keep.</param>
    /// <returns>[batch, 1 + kept, width].</returns>
    internal Tensor Encode(Tensor patches, PatchMask mask)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(_norm.Forward(Blocks(patches, mask, lastMap: null)));
    }

    /// <summary>The mask that keeps all; that of the last batch if its size is the same.</summary>
    private PatchMask NoMask(int batch) =>
        _noMask is { } mask && mask.Batch == batch ? mask : _noMask = PatchMask.None(batch, Configuration.Patches);

    private Tensor Blocks(Tensor patches, PatchMask mask, Tensor? lastMap, Tensor[]? maps = null)
    {
        using var scope = TensorScope.Open();
        var tokens = Tokens(patches, mask);
        for (var i = 0; i < _blocks.Length; i++)
            tokens = _blocks[i].Forward(tokens, maps?[i] ?? (i == _blocks.Length - 1 ? lastMap : null));
        return scope.Keep(tokens);
    }

    /// <summary>The input of the first block: [batch, 1 + kept, width].</summary>
    private Tensor Tokens(Tensor patches, PatchMask mask)
    {
        using var scope = TensorScope.Open();
        var (batch, kept, width) = (mask.Batch, mask.KeptPatches, Configuration.Width);
        var device = patches.Device;
        using var source = new IndexBuffer(batch * kept);
        using var position = new IndexBuffer(batch * kept);
        using var withClass = new IndexBuffer(batch * (1 + kept));
        for (var b = 0; b < batch; b++)
        {
            withClass[b * (1 + kept)] = -1;
            for (var i = 0; i < kept; i++)
            {
                var row = b * kept + i;
                source[row] = b * mask.Patches + mask.Kept[row];
                position[row] = 1 + mask.Kept[row];
                withClass[b * (1 + kept) + 1 + i] = row;
            }
        }
        var visible = patches.GatherRows(source.ToTensor(device, batch, kept));
        var positions = _positions.GatherRows(position.ToTensor(device, batch, kept));
        var embedded = visible.Linear(
            _patchWeight.Reshape(width, Configuration.PatchSize), _patchBias, ActivationFunction.Identity, residual: positions);
        var classToken = _classToken.Reshape(1, width).Add(_positions.GatherRows(Tensor.FromIndices(device, new Shape(1), [0])));
        return scope.Keep(embedded.GatherRows(withClass.ToTensor(device, batch, 1 + kept), classToken));
    }
}
