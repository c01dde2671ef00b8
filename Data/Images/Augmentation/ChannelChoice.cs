using System.Collections.Immutable;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>
/// Keeps some channels of an image, as published, for end-diastole and end-systole alone. Comes last: colours change all
/// channels together. Takes no draws.
/// </summary>
/// <param name="Kept">The channels that stay, ascending.</param>
/// <param name="BlankOthers">True to set the other channels to zero; false to remove them.</param>
public sealed record ChannelChoice(ImmutableArray<int> Kept, bool BlankOthers) : ImageAugmentation
{
    /// <summary>Channels of the result.</summary>
    /// <param name="channels">Channels of the image.</param>
    public int ChannelsOf(int channels) => BlankOthers ? channels : Kept.Length;

    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output)
    {
        output.Resize(ChannelsOf(input.Channels), input.Height, input.Width);
        output.Pixels.Clear();
        for (var i = 0; i < Kept.Length; i++) input[Kept[i]].CopyTo(output[BlankOthers ? Kept[i] : i]);
    }
}
