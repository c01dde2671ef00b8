using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Cli.Options;

/// <summary>The options that make an <see cref="EcgPreparation"/>.</summary>
internal sealed class EcgPreparationOptions
{
    private static readonly Request Defaults = new(new EcgPreparation(), Seconds(new EcgPreparation()));

    private static readonly SettingTable<Request> Table = new()
    {
        { OptionGroup.Preparation, "--rate", Values.Number("HZ", NumberRange.From(1, 100_000)),
            "Resample ECGs to this sampling rate.",
            o => o.Recipe.SamplingRateHz, (o, value) => o with { Recipe = o.Recipe with { SamplingRateHz = value } } },
        { OptionGroup.Preparation, "--seconds", Values.Number("S", new NumberRange(0, 86_400, LowOpen: true)),
            "Set the length of a prepared ECG, in seconds.",
            o => o.Seconds, (o, value) => o with { Seconds = value } },
        { OptionGroup.Preparation, "--length", Values.Enumeration<LengthPolicy>(),
            "Choose what happens to ECGs of other lengths: refuse them, crop or pad them, or split them into windows.",
            o => o.Recipe.LengthPolicy, (o, value) => o with { Recipe = o.Recipe with { LengthPolicy = value } } },
        { OptionGroup.Preparation, "--missing-leads",
            Values.Flags<MissingLeads>("refuse|derive|zero|derive,zero", (left, right) => left | right),
            "Choose what happens to ECGs with missing leads: refuse them, derive limb leads from two others, insert zeros, or both.",
            o => o.Recipe.MissingLeads, (o, value) => o with { Recipe = o.Recipe with { MissingLeads = value } } },
        { OptionGroup.Preparation, "--normalization", Values.Enumeration<LeadNormalization>(),
            "Choose which leads share mean and variance.",
            o => o.Recipe.Normalization, (o, value) => o with { Recipe = o.Recipe with { Normalization = value } } },
        { OptionGroup.Preparation, "--no-cleaning", Values.Switch,
            "Do not remove outliers and baseline wander.",
            o => o.Recipe.Cleaning is null,
            (o, value) => o with { Recipe = o.Recipe with { Cleaning = value ? null : Defaults.Recipe.Cleaning } } },
    };

    private readonly SettingOptions<Request> _options;

    public EcgPreparationOptions(ToolCommand command)
    {
        _options = new SettingOptions<Request>(command, Table, Defaults);
        command.Check(line => _options.Read(line, Defaults) is var request
                && request.Samples is not (>= 1 and <= NumericKinds.LargestWindow)
            ? $"--seconds {request.Seconds} at --rate {request.Recipe.SamplingRateHz}: {request.Samples} samples, "
                + $"must be from 1 to {NumericKinds.LargestWindow}"
            : null);
    }

    /// <summary>The first of them that is on the command line, or null.</summary>
    public string? Given(CommandResult line) => _options.FirstGiven(line);

    public EcgPreparation Read(CommandResult line)
    {
        var request = _options.Read(line, Defaults);
        return request.Recipe with { WindowSamples = (int)request.Samples };
    }

    private static double Seconds(EcgPreparation recipe) => recipe.WindowSamples / recipe.SamplingRateHz;

    /// <summary>A recipe whose length is in seconds, whatever the rate.</summary>
    private sealed record Request(EcgPreparation Recipe, double Seconds)
    {
        public double Samples => Math.Round(Seconds * Recipe.SamplingRateHz);
    }
}
