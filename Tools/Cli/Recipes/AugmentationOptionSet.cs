using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Data.Signals.Augmentation;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>How strongly ECGs are augmented: a preset, and single numbers that differ from it.</summary>
internal sealed class AugmentationOptionSet
{
    private const string None = "none";

    private static readonly Dictionary<string, AugmentationStrength> Strengths = new(StringComparer.Ordinal)
    {
        ["default"] = AugmentationStrength.Default,
        ["light"] = AugmentationStrength.Light,
        ["medium"] = AugmentationStrength.Medium,
        ["heavy"] = AugmentationStrength.Heavy,
        ["fine-tuning"] = AugmentationStrength.FineTuning,
    };

    private readonly Option<string?> _preset = Setting.Of<string?>(
        "--augmentation", $"Strength of the ECGs' augmentations: {None}, {string.Join(", ", Strengths.Keys)}.", "NAME");

    private readonly Option<double?> _phaseNoise = Setting.Of<double?>("--phase-noise", "Strength of the Fourier surrogate.", "X");
    private readonly Option<double?> _jitter = Setting.Of<double?>("--jitter", "Standard deviation of the jitter.", "X");
    private readonly Option<double?> _rescaling = Setting.Of<double?>("--rescaling", "Standard deviation of the rescaling.", "X");

    public AugmentationOptionSet(Command command)
    {
        foreach (var option in Options) command.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [_preset, _phaseNoise, _jitter, _rescaling];

    /// <summary>Whether anything is augmented at all.</summary>
    public bool ReadSwitch(CommandResult line, bool other) => line.GetValue(_preset) is { } name ? name != None : other;

    /// <summary>How strongly.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    public AugmentationStrength ReadStrength(CommandResult line, AugmentationStrength others)
    {
        var preset = line.GetValue(_preset) is { } name and not None ? Strengths[name] : others;
        return new AugmentationStrength(
            line.GetValue(_phaseNoise) ?? preset.PhaseNoise, line.GetValue(_jitter) ?? preset.JitterSigma,
            line.GetValue(_rescaling) ?? preset.RescalingSigma);
    }

    private void Check(CommandResult line)
    {
        if (line.Errors.Any() || line.Children.Any(child => child.Errors.Any()) || line.GetValue(_preset) is not { } name) return;
        if (name != None && !Strengths.ContainsKey(name))
            line.AddError($"there is no augmentation '{name}'; there are {None}, {string.Join(", ", Strengths.Keys)}");
        else if (name == None && (line.GetValue(_phaseNoise) ?? line.GetValue(_jitter) ?? line.GetValue(_rescaling)) is not null)
            line.AddError($"--augmentation {None} leaves nothing for --phase-noise, --jitter and --rescaling to set");
    }
}
