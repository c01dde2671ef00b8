using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The options that make an <see cref="EcgPreparation"/>.</summary>
internal sealed class EcgPreparationOptions
{
    /// <summary>Half a day at 500 Hz; twelve such leads are a gigabyte.</summary>
    private const int LargestWindow = 21_600_000;

    private static readonly EcgPreparation Defaults = new();

    private readonly Option<double> _rate = new("--rate")
    {
        Description = "Sampling rate of the store in Hz.",
        HelpName = "HZ",
        DefaultValueFactory = _ => Defaults.SamplingRateHz,
    };

    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "Length of a prepared recording in seconds.",
        HelpName = "S",
        DefaultValueFactory = _ => Defaults.WindowSamples / Defaults.SamplingRateHz,
    };

    private readonly Option<LengthPolicy> _length = new("--length")
    {
        Description = "Recordings of other lengths: refuse them, crop or pad them, or split them into windows.",
        DefaultValueFactory = _ => Defaults.Length,
    };

    private readonly Option<MissingLeads> _missing = new("--missing-leads")
    {
        Description = "Recordings that lack leads: refuse them, derive limb leads from two others, put zeros, or both (derive,zero).",
        DefaultValueFactory = _ => Defaults.MissingLeads,
    };

    private readonly Option<LeadNormalization> _normalization = new("--normalization")
    {
        Description = "Which leads share mean and variance.",
        DefaultValueFactory = _ => Defaults.Normalization,
    };

    private readonly Option<bool> _raw = new("--no-cleaning") { Description = "Leave outliers and baseline wander in." };

    private readonly Option[] _all;

    public EcgPreparationOptions(Command command)
    {
        _all = [_rate, _seconds, _length, _missing, _normalization, _raw];
        foreach (var option in _all) command.Add(option);
        Limit(_rate, 100_000);
        Limit(_seconds, 86_400);
        command.Validators.Add(result =>
        {
            // Options that are not given have no value yet; those that are get checked one by one behind this.
            var rate = result.IsGiven(_rate) ? result.GetValue(_rate) : Defaults.SamplingRateHz;
            var seconds = result.IsGiven(_seconds) ? result.GetValue(_seconds) : Defaults.WindowSamples / Defaults.SamplingRateHz;
            if (WindowSamples(rate, seconds) is var samples and not (>= 1 and <= LargestWindow))
                result.AddError($"--seconds {seconds} at --rate {rate}: {samples} samples, from 1 to {LargestWindow}");
        });
    }

    /// <summary>The first of them that is on the command line, or null.</summary>
    public string? Given(CommandResult line) => _all.FirstOrDefault(line.IsGiven)?.Name;

    public EcgPreparation Read(ParseResult line) => new()
    {
        SamplingRateHz = line.GetValue(_rate),
        WindowSamples = (int)WindowSamples(line.GetValue(_rate), line.GetValue(_seconds)),
        Length = line.GetValue(_length),
        MissingLeads = line.GetValue(_missing),
        Normalization = line.GetValue(_normalization),
        Cleaning = line.GetValue(_raw) ? null : Defaults.Cleaning,
    };

    private static double WindowSamples(double rate, double seconds) => Math.Round(seconds * rate);

    private static void Limit(Option<double> option, double largest) => option.Validators.Add(result =>
    {
        if (!result.Errors.Any() && !(result.GetValueOrDefault<double>() is > 0 and var value && value <= largest))
            result.AddError($"{option.Name} {result.GetValueOrDefault<double>()}: above 0, up to {largest}");
    });
}
