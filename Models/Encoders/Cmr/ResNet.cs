using System.Globalization;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>
/// Residual network without its classifier (He et al. 2016), as torchvision has it: the stride of a bottleneck is in its 3×3 convolution.
/// State names are the positions in the published chain: 0 convolution, 1 batch norm, 2 ReLU, 3 pooling, 4 to 7 stages.
/// </summary>
public sealed class ResNet : CmrEncoder
{
    /// <summary>Position of the first stage in the published chain.</summary>
    internal const int FirstStage = 4;

    private readonly Convolution2d _stem;
    private readonly BatchNorm _stemNorm;
    private readonly List<ResidualBlock> _blocks = [];

    /// <summary>Creates the encoder; filters start Kaiming-normal over the fan-out, gains at 1.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="configuration">Its sizes.</param>
    /// <exception cref="ArgumentException">Invalid sizes.</exception>
    public ResNet(Device device, RandomSource random, ResNetConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Validate();
        var c = Configuration = configuration;
        _stem = Add("0", new Convolution2d(device, random, c.Channels, c.StemWidth, kernel: 7, stride: 2, padding: 3, bias: false));
        _stemNorm = Add("1", new BatchNorm(device, c.StemWidth));
        var width = c.StemWidth;
        for (var stage = 0; stage < c.Blocks.Count; stage++)
        {
            for (var block = 0; block < c.Blocks[stage]; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                var added = c.Bottleneck
                    ? ResidualBlock.Bottleneck(device, random, width, c.StemWidth << stage, stride)
                    : ResidualBlock.Basic(device, random, width, c.StemWidth << stage, stride);
                _blocks.Add(Add(string.Create(CultureInfo.InvariantCulture, $"{FirstStage + stage}.{block}"), added));
                width = added.Width;
            }
        }
    }

    /// <summary>The sizes.</summary>
    public ResNetConfiguration Configuration { get; }

    /// <inheritdoc/>
    public override int Channels => Configuration.Channels;

    /// <inheritdoc/>
    public override int Width => Configuration.Width;

    /// <inheritdoc/>
    public override EncoderDescription Description => ResNetKind.Describe(Configuration, Input);

    /// <inheritdoc/>
    protected override Tensor Map(Tensor images)
    {
        var x = _stemNorm.Forward(_stem.Forward(images), rectify: true).MaxPool2d(kernel: 3, stride: 2, padding: 1);
        foreach (var block in _blocks) x = block.Forward(x);
        return x;
    }
}
