using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Signals.Augmentation;

namespace EcgCmrNative.Cli.Options;

/// <summary>How strongly ECGs are augmented: a preset, and single numbers that differ from it.</summary>
/// <param name="Augment">Whether anything but the window's place is varied.</param>
/// <param name="Strength">How strongly.</param>
internal sealed record AugmentationSettings(bool Augment, AugmentationStrength Strength)
{
    private const string Preset = "--ecg-augmentation";
    private const string None = "none";

    private static readonly Dictionary<string, AugmentationStrength?> Strengths = new(StringComparer.Ordinal)
    {
        [None] = null,
        ["default"] = AugmentationStrength.Default,
        ["light"] = AugmentationStrength.Light,
        ["medium"] = AugmentationStrength.Medium,
        ["heavy"] = AugmentationStrength.Heavy,
        ["fine-tuning"] = AugmentationStrength.FineTuning,
    };

    /// <summary>One line each. The preset comes first, so that single numbers change it.</summary>
    public static SettingTable<AugmentationSettings> Table { get; } = new()
    {
        { OptionGroup.Augmentation, Preset, Values.OneOf([.. Strengths.Keys]),
            "Set the strength of the ECG augmentations.",
            o => NameOf(o.Augment, o.Strength),
            (o, value) => new AugmentationSettings(value != None, Strengths[value] ?? o.Strength), "from the options below" },
        { OptionGroup.Augmentation, "--phase-noise", Values.Number("X", NumberRange.From(0, 10)),
            "Set the strength of the Fourier surrogate's phase noise.",
            o => o.Strength.PhaseNoise, (o, value) => o with { Strength = o.Strength with { PhaseNoise = value } } },
        { OptionGroup.Augmentation, "--jitter", Values.Number("SD", NumberRange.From(0, 10)),
            "Set the standard deviation of the jitter.",
            o => o.Strength.JitterSigma, (o, value) => o with { Strength = o.Strength with { JitterSigma = value } } },
        { OptionGroup.Augmentation, "--rescaling", Values.Number("SD", NumberRange.From(0, 10)),
            "Set the standard deviation of the rescaling.",
            o => o.Strength.RescalingSigma, (o, value) => o with { Strength = o.Strength with { RescalingSigma = value } } },
    };

    /// <summary>The preset's name; null if it has none.</summary>
    private static string? NameOf(bool augment, AugmentationStrength strength) =>
        augment ? Strengths.FirstOrDefault(entry => entry.Value == strength).Key : None;

    /// <summary>Refuses numbers of an augmentation that is off.</summary>
    /// <param name="settings">What holds.</param>
    /// <param name="number">The first of the numbers' options that was given, or null.</param>
    public static string? FindContradiction(AugmentationSettings settings, string? number) =>
        !settings.Augment && number is not null ? $"{number} has no effect with {Preset} {None}" : null;

    /// <summary>The options of the numbers.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [.. Table.Skip(1).Select(setting => setting.Name)];
}
