using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>
/// Image encoders by name. The paper's is resnet50. The narrow ones are ours, for experiments on a laptop: resnet18 with a quarter of its
/// filters, and with an eighth.
/// </summary>
public static class CmrPresets
{
    private static readonly (string Name, int Channels, Func<Device, RandomSource, CmrEncoder> Create)[] Table =
    [
        ("resnet50", 3, (device, random) => new ResNet(device, random, new ResNetConfiguration([3, 4, 6, 3]) { Bottleneck = true })),
        ("resnet18", 3, (device, random) => new ResNet(device, random, new ResNetConfiguration([2, 2, 2, 2]))),
        ("resnet18-narrow16", 3, (device, random) => new ResNet(device, random, new ResNetConfiguration([2, 2, 2, 2]) { StemWidth = 16 })),
        ("resnet18-narrow8", 3, (device, random) => new ResNet(device, random, new ResNetConfiguration([2, 2, 2, 2]) { StemWidth = 8 })),
        ("unet", 2, (device, random) => new UNetEncoder(device, random)),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>Channels of the images that an encoder takes.</summary>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static int ChannelsOf(string name) =>
        Names.Contains(name) ? Table.Single(row => row.Name == name).Channels : throw Unknown(name);

    /// <summary>Creates an encoder with initial weights.</summary>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="device">Where it lives.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static CmrEncoder Create(string name, Device device, RandomSource random)
    {
        foreach (var (preset, _, create) in Table)
        {
            if (preset == name) return create(device, random);
        }
        throw Unknown(name);
    }

    private static ArgumentException Unknown(string name) => new($"there is no CMR preset '{name}'; there are {string.Join(", ", Names)}");
}
