using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The options that make a <see cref="CmrPreparation"/>, and say which phases of a study are taken.</summary>
internal sealed class CmrPreparationOptions
{
    private const int LargestSize = 4096;

    private static readonly CmrPreparation Defaults = new();

    private readonly Option<int> _size = new("--size")
    {
        Description = "Height and width of an image in pixels; frames are cropped or padded around their middle.",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.Size,
    };

    private readonly Option<double?> _spacing = new("--mm-per-pixel")
    {
        Description = "Resample frames to this size of a pixel before they are cropped. [default: as they are]",
        HelpName = "MM",
    };

    private readonly Option<MissingPhases> _missing = new("--missing-phases")
    {
        Description = "Studies without end-diastole, end-systole or a phase in between: refuse them, or repeat a phase that is there.",
        DefaultValueFactory = _ => Defaults.MissingPhases,
    };

    private readonly Option<string?> _phases = new("--phases")
    {
        Description = "Table with columns ed_phase and es_phase, counted from 0; wins over contours and over what is found in the images.",
        HelpName = "CSV",
    };

    private readonly Option[] _all;

    public CmrPreparationOptions(Command command)
    {
        _all = [_size, _spacing, _missing, _phases];
        foreach (var option in _all) command.Add(option);
        _size.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() is var size and (< 8 or > LargestSize))
                result.AddError($"--size {size}: from 8 to {LargestSize}");
        });
        _spacing.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<double?>() is { } spacing and not (>= 0.1 and <= 20))
                result.AddError($"--mm-per-pixel {spacing}: from 0.1 to 20");
        });
    }

    /// <summary>The first of them that is on the command line, or null.</summary>
    public string? Given(CommandResult line) => _all.FirstOrDefault(line.IsGiven)?.Name;

    public CmrPreparation Read(ParseResult line) => new()
    {
        Size = line.GetValue(_size),
        MillimetresPerPixel = line.GetValue(_spacing),
        MissingPhases = line.GetValue(_missing),
    };

    /// <summary>The table of phases, or null.</summary>
    public LabelTable? ReadPhases(ParseResult line) => line.GetValue(_phases) is { } path ? CmrSources.ReadPhases(path) : null;
}
