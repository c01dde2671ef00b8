using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>Exchanges left and right. Takes no draws.</summary>
public sealed record HorizontalFlip : ImageAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output)
    {
        output.CopyFrom(input);
        var pixels = output.Pixels;
        for (var row = 0; row < pixels.Length; row += output.Width) pixels.Slice(row, output.Width).Reverse();
    }
}
