using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Cmr;

/// <summary>
/// Image encoders by name. The paper's is resnet50. The narrow ones are ours, for experiments on a laptop: resnet18 with a quarter of its
/// filters, and with an eighth.
/// </summary>
public static class CmrPresets
{
    private static readonly (string Name, Func<Device, RandomSource, CmrEncoder> Create)[] Table =
    [
        ("resnet50", (device, random) => new ResNet(device, random, new ResNetConfiguration([3, 4, 6, 3]) { Bottleneck = true })),
        ("resnet18", (device, random) => new ResNet(device, random, new ResNetConfiguration([2, 2, 2, 2]))),
        ("resnet18-narrow16", (device, random) => new ResNet(device, random, new ResNetConfiguration([2, 2, 2, 2]) { StemWidth = 16 })),
        ("resnet18-narrow8", (device, random) => new ResNet(device, random, new ResNetConfiguration([2, 2, 2, 2]) { StemWidth = 8 })),
        ("unet", (device, random) => new UNetEncoder(device, random)),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>Creates an encoder with initial weights.</summary>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="device">Where it lives.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static CmrEncoder Create(string name, Device device, RandomSource random)
    {
        foreach (var (preset, create) in Table)
        {
            if (preset == name) return create(device, random);
        }
        throw new ArgumentException($"there is no CMR preset '{name}'; there are {string.Join(", ", Names)}");
    }
}
