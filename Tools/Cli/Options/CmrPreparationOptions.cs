using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Cli.Options;

/// <summary>The options that make a <see cref="CmrPreparation"/>, and say which phases of a study are taken.</summary>
internal sealed class CmrPreparationOptions
{
    private static readonly SettingTable<CmrPreparation> Table = new()
    {
        { OptionGroup.Preparation, "--image-size", NumericKinds.Pixels,
            "Crop or pad frames around their centre to this height and width.",
            o => o.Size, (o, value) => o with { Size = value } },
        { OptionGroup.Preparation, "--mm-per-pixel", Values.Number("MM", NumberRange.From(0.1, 20)),
            "Resample frames to this pixel size before they are cropped.",
            o => o.MillimetresPerPixel, (o, value) => o with { MillimetresPerPixel = value }, "no resampling" },
        { OptionGroup.Preparation, "--missing-phases", Values.Enumeration<MissingPhases>(),
            "Choose what happens to studies without end-diastole, mid-systole or end-systole: refuse them, or repeat "
            + "an existing phase.",
            o => o.MissingPhases, (o, value) => o with { MissingPhases = value } },
    };

    private readonly SettingOptions<CmrPreparation> _options;

    private readonly Option<string?> _phases = ToolOption.Optional(
        "--phases", Values.Text("CSV"),
        "Read the phases from the columns ed_phase and es_phase of this table, counted from 0, instead of contours and images.",
        "from the study");

    public CmrPreparationOptions(ToolCommand command)
    {
        _options = new SettingOptions<CmrPreparation>(command, Table, new CmrPreparation());
        command.Add(OptionGroup.Preparation, _phases);
    }

    /// <summary>The first of them that is on the command line, or null.</summary>
    public string? Given(CommandResult line) => _options.FirstGiven(line) ?? line.FirstGiven(_phases);

    public CmrPreparation Read(CommandResult line) => _options.Read(line, new CmrPreparation());

    /// <summary>The table of phases, or null.</summary>
    public LabelTable? ReadPhases(ParseResult line) => line.GetValue(_phases) is { } path ? CmrSources.ReadPhases(path) : null;
}
