using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>
/// Image encoders by name. The paper's is resnet50. The narrow ones are ours, for experiments on a laptop: resnet18 with a quarter of its
/// filters, and with an eighth.
/// </summary>
public static class CmrPresets
{
    private static readonly (string Name, ResNetConfiguration Sizes)[] ResNets =
    [
        ("resnet50", new ResNetConfiguration([3, 4, 6, 3]) { Bottleneck = true }),
        ("resnet18", new ResNetConfiguration([2, 2, 2, 2])),
        ("resnet18-narrow16", new ResNetConfiguration([2, 2, 2, 2]) { StemWidth = 16 }),
        ("resnet18-narrow8", new ResNetConfiguration([2, 2, 2, 2]) { StemWidth = 8 }),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ResNets.Select(row => row.Name), UNetKind.KindName];

    /// <summary>Channels of the images that an encoder takes.</summary>
    /// <exception cref="ArgumentException">The preset is unknown.</exception>
    public static int ChannelsOf(string name) => ResNet(name)?.Channels ?? UNetEncoder.InputChannels;

    /// <summary>Creates an encoder with initial weights.</summary>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <exception cref="ArgumentException">The preset is unknown.</exception>
    public static CmrEncoder Create(string name, Device device, RandomSource random) =>
        ResNet(name) is { } sizes ? new ResNet(device, random, sizes) : new UNetEncoder(device, random);

    /// <summary>Describes the encoder of a preset.</summary>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="input">The images that it expects.</param>
    /// <exception cref="ArgumentException">The preset is unknown.</exception>
    public static EncoderDescription Describe(string name, CmrInput input) =>
        ResNet(name) is { } sizes ? ResNetKind.Describe(sizes, input) : UNetKind.Describe(input);

    /// <summary>The preset with these sizes; null if no preset has them.</summary>
    internal static string? Recognize(ResNetConfiguration sizes) => ResNets
        .Where(row => row.Sizes.Blocks.SequenceEqual(sizes.Blocks) && row.Sizes with { Blocks = sizes.Blocks } == sizes)
        .Select(row => row.Name).FirstOrDefault();

    /// <summary>The sizes of a residual network; null for the U-Net.</summary>
    private static ResNetConfiguration? ResNet(string name)
    {
        if (name == UNetKind.KindName) return null;
        foreach (var (preset, sizes) in ResNets)
        {
            if (preset == name) return sizes;
        }
        throw new ArgumentException($"unknown CMR preset '{name}'; the presets are {string.Join(", ", Names)}");
    }
}
