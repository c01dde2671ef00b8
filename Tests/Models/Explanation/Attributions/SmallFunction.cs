using EcgCmrNative.Models.Explanation.Attributions;

namespace EcgCmrNative.Tests.Models.Explanation.Attributions;

/// <summary>A function of a window of 2 leads and 12 samples with a gradient that is written down.</summary>
/// <param name="value">The value of a window.</param>
/// <param name="gradient">Its gradient.</param>
/// <param name="patchSamples">Samples per patch.</param>
internal sealed class SmallFunction(Func<double[], double> value, Func<double[], double[]> gradient, int patchSamples = 3)
    : EcgFunction(new PatchGrid(2, 12, 1, patchSamples), "mV", scale: 1)
{
    public const int Length = 24;

    /// <summary>Σ wᵢ·xᵢ + 5.</summary>
    public static SmallFunction Linear(double[] weights, int patchSamples = 3) =>
        new(x => 5 + x.Zip(weights, (a, b) => a * b).Sum(), _ => weights, patchSamples);

    public override double[] Values(double[] windows) => [.. windows.Chunk(Length).Select(value)];

    public override double[] Gradients(double[] windows) => [.. windows.Chunk(Length).SelectMany(gradient)];
}
