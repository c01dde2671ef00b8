using System.Collections.Immutable;
using EcgCmrNative.Data.Images.Augmentation;

namespace EcgCmrNative.Models.Encoders;

/// <summary>The images that a cardiac MR encoder expects: phases of the heart, cropped and resized. The defaults are the paper's.</summary>
public sealed record CmrInput
{
    /// <summary>Height and width of the images in pixels.</summary>
    public int Size { get; init; } = 210;

    /// <summary>True if the fixed region around the heart is cropped first.</summary>
    public bool CropToRegionOfInterest { get; init; } = true;

    /// <summary>
    /// The phases that are kept, a name of <see cref="ChannelChoices"/>; null for as many as the encoder takes: all, or for two channels
    /// end-diastole and end-systole. An encoder of three channels sees zeros in place of a phase that is left out.
    /// </summary>
    public string? Channels { get; init; }

    /// <summary>The choices of phases, and the channels that each keeps: 0 end-diastole, 1 the phase between, 2 end-systole.</summary>
    public static IReadOnlyDictionary<string, ImmutableArray<int>> ChannelChoices { get; } =
        new Dictionary<string, ImmutableArray<int>>(StringComparer.Ordinal)
        {
            [AllPhases] = [0, 1, 2],
            ["ed,es"] = [0, 2],
            ["mid,es"] = [1, 2],
        };

    private const int LargestSize = 4096;

    private const string AllPhases = "ed,mid,es";

    /// <summary>Why an input from a file is invalid, or null.</summary>
    internal string? Refusal() =>
        Size is < 1 or > LargestSize ? $"images of {Size} pixels; expected 1 to {LargestSize}"
        : Channels is not null && !ChannelChoices.ContainsKey(Channels) ? $"unknown phases '{Channels}'"
        : null;

    /// <summary>The image without augmentation.</summary>
    /// <param name="encoderChannels">Channels that the encoder takes.</param>
    public CmrAugmentation Plain(int encoderChannels) =>
        CmrAugmentation.Evaluation(Size, CropToRegionOfInterest) with { Channels = Choice(encoderChannels) };

    /// <summary>The channels to keep for an encoder; null for all.</summary>
    /// <param name="encoderChannels">Channels of the encoder. A phase that is left out is zero if the encoder has a channel for it.</param>
    public ChannelChoice? Choice(int encoderChannels)
    {
        var all = ChannelChoices[AllPhases].Length;
        var kept = ChannelChoices[Channels ?? (encoderChannels < all ? "ed,es" : AllPhases)];
        return kept.Length == all ? null : new ChannelChoice(kept, BlankOthers: encoderChannels == all);
    }
}
