namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>The sizes of a residual network.</summary>
/// <param name="Blocks">Residual blocks of each stage; every stage but the first halves the image and doubles the width.</param>
public sealed record ResNetConfiguration(IReadOnlyList<int> Blocks)
{
    private const int MostStages = 8, LargestStem = 1 << 16;

    /// <summary>Blocks of three convolutions, the middle one of a quarter of the width, in place of two.</summary>
    public bool Bottleneck { get; init; }

    /// <summary>Channels of the images.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Filters of the first convolution, and of the first stage's 3×3 convolutions.</summary>
    public int StemWidth { get; init; } = 64;

    /// <summary>Channels of the feature map.</summary>
    public int Width => (StemWidth << (Blocks.Count - 1)) * (Bottleneck ? ResidualBlock.Expansion : 1);

    /// <summary>Checks the sizes.</summary>
    /// <exception cref="ArgumentException">Invalid sizes.</exception>
    public void Validate()
    {
        if (Blocks.Count == 0 || Blocks.Any(count => count < 1))
            throw new ArgumentException("a residual network needs at least one block in every stage");
        if (Blocks.Count > MostStages || StemWidth > LargestStem)
            throw new ArgumentException($"a residual network has at most {MostStages} stages and a first width of {LargestStem}");
        if (Channels < 1 || StemWidth < 1) throw new ArgumentException("a residual network needs at least one channel and one filter");
    }
}
