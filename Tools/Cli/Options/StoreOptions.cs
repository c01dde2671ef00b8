using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Cohorts.Stores;

namespace EcgCmrNative.Cli.Options;

/// <summary>The prepared stores of a command: <c>--ecg</c>, <c>--cmr</c>, one of the two, or both.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?>? _ecg;
    private readonly Option<string?>? _cmr;

    /// <param name="command">Gets the options.</param>
    /// <param name="hasEcg">Whether ECGs can be given.</param>
    /// <param name="hasCmr">Whether images can be given.</param>
    /// <param name="both">Whether both have to be given.</param>
    /// <param name="orFolder">Whether ECGs may be a folder of recordings, which the command prepares.</param>
    public StoreOptions(ToolCommand command, bool hasEcg, bool hasCmr, bool both = false, bool orFolder = false)
    {
        var isChoice = hasEcg && hasCmr && !both;
        if (hasEcg) _ecg = Create("--ecg", "ECGs", isChoice ? "--cmr" : null, orFolder);
        if (hasCmr) _cmr = Create("--cmr", "images", isChoice ? "--ecg" : null, orFolder: false);
        command.Add(OptionGroup.Data, [.. new Option?[] { _ecg, _cmr }.OfType<Option>()]);
        if (!isChoice) return;
        command.Check(line => (HasEcg(line), HasCmr(line)) switch
        {
            (false, false) => "specify --ecg STORE or --cmr STORE",
            (true, true) => "--ecg and --cmr exclude each other; specify one",
            _ => null,
        });
    }

    /// <summary>True if a store of ECGs is given.</summary>
    public bool HasEcg(CommandResult line) => _ecg is not null && line.IsGiven(_ecg);

    /// <summary>True if a store of images is given.</summary>
    public bool HasCmr(CommandResult line) => _cmr is not null && line.IsGiven(_cmr);

    /// <summary>The folders of the stores that are given.</summary>
    public IEnumerable<string> Paths(ParseResult line) =>
        new[] { _ecg, _cmr }.OfType<Option<string?>>().Select(option => line.GetValue(option)).OfType<string>();

    /// <summary>Opens the store of ECGs.</summary>
    /// <exception cref="IOException">It is damaged, or none.</exception>
    public EcgStore OpenEcg(ParseResult line) => EcgStore.Open(line.GetRequiredValue(_ecg!)!);

    /// <summary>Opens the store of images.</summary>
    /// <exception cref="IOException">It is damaged, or none.</exception>
    public ImageStore OpenCmr(ParseResult line) => ImageStore.Open(line.GetRequiredValue(_cmr!)!);

    /// <summary>Opens the one store that is given.</summary>
    /// <exception cref="IOException">It is damaged, or none.</exception>
    public PreparedStore Open(ParseResult line) => HasEcg(line.CommandResult) ? OpenEcg(line) : OpenCmr(line);

    private static Option<string?> Create(string name, string holds, string? other, bool orFolder)
    {
        var option = ToolOption.Create<string?>(
            name, Values.Text(orFolder ? "STORE|DIR" : "STORE")!,
            $"Read the {holds} from this store, made by 'ecgcmr prepare {name}'"
            + (orFolder ? ", or from a folder of recordings, which is prepared first." : "."),
            other is null ? "[required]" : $"[this or {other}]");
        option.Required = other is null;
        return option;
    }
}
