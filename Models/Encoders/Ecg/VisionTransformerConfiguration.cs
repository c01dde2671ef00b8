namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>Input and size of a vision transformer for ECG.</summary>
/// <param name="Width">Numbers per token.</param>
/// <param name="Depth">Transformer blocks.</param>
/// <param name="Heads">Attention heads.</param>
public sealed record VisionTransformerConfiguration(int Width, int Depth, int Heads)
{
    /// <summary>Channels of the input; 1 for an ECG.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Leads.</summary>
    public int Leads { get; init; } = 12;

    /// <summary>Samples per lead; 2500 is 5 s at 500 Hz.</summary>
    public int Samples { get; init; } = 2500;

    /// <summary>Leads per patch.</summary>
    public int PatchLeads { get; init; } = 1;

    /// <summary>Samples per patch.</summary>
    public int PatchSamples { get; init; } = 100;

    /// <summary>Width of the MLPs' hidden layer over <see cref="Width"/>.</summary>
    public int MlpRatio { get; init; } = 4;

    /// <summary>Rate of stochastic depth in the last block; it rises linearly from 0 in the first.</summary>
    public double DropPath { get; init; }

    /// <summary>True if the position table is learned, as in fine-tuning; false for the fixed table of masked data modelling.</summary>
    public bool LearnPositions { get; init; }

    /// <summary>Rows of the patch grid: leads over leads per patch.</summary>
    public int GridRows => Leads / PatchLeads;

    /// <summary>Columns of the patch grid: samples over samples per patch.</summary>
    public int GridColumns => Samples / PatchSamples;

    /// <summary>Patches of a recording.</summary>
    public int Patches => GridRows * GridColumns;

    /// <summary>Numbers in a patch.</summary>
    public int PatchSize => Channels * PatchLeads * PatchSamples;

    /// <summary>Checks that the sizes fit each other.</summary>
    /// <exception cref="ArgumentException">Sizes that do not fit each other.</exception>
    public void Validate()
    {
        if (Width < 1 || Depth < 1 || Heads < 1 || Channels < 1 || Leads < 1 || Samples < 1 || PatchLeads < 1 || PatchSamples < 1
            || MlpRatio < 1)
            throw new ArgumentException("all sizes of a vision transformer must be at least 1");
        if (Width % 4 != 0) throw new ArgumentException($"width {Width} is not divisible by 4, which the position table needs");
        if (Width % Heads != 0) throw new ArgumentException($"width {Width} is not divisible by the number of heads, {Heads}");
        if (Leads % PatchLeads != 0) throw new ArgumentException($"{Leads} leads are not divisible by the leads of a patch, {PatchLeads}");
        if (Samples % PatchSamples != 0)
            throw new ArgumentException($"{Samples} samples are not divisible by the samples of a patch, {PatchSamples}");
        if ((long)GridRows * GridColumns >= int.MaxValue || (long)Channels * PatchLeads * PatchSamples > int.MaxValue
            || (long)PatchLeads * PatchSamples > int.MaxValue)
            throw new ArgumentException($"{Leads} leads of {Samples} samples make too many or too large patches");
        if (!double.IsFinite(DropPath) || DropPath is < 0 or >= 1)
            throw new ArgumentException($"the rate of stochastic depth, {DropPath}, is not in [0, 1)");
    }
}
