using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>Reverses time. Takes no draws.</summary>
public sealed record TimeFlip : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        output.CopyFrom(input);
        for (var lead = 0; lead < output.Leads; lead++) output[lead].Reverse();
    }
}

/// <summary>Turns the signal upside down. Takes no draws.</summary>
public sealed record SignFlip : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        output.CopyFrom(input);
        foreach (ref var x in output.Samples) x = -x;
    }
}
