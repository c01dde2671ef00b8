using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The options of a table on a command. An option that is not given leaves its setting as it was.</summary>
/// <typeparam name="TRecord">The options record.</typeparam>
internal sealed class SettingOptions<TRecord>
{
    private readonly List<(Setting<TRecord> Setting, Option Option)> _options = [];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="table">The settings.</param>
    /// <param name="defaults">What holds if nothing is given, for the help.</param>
    /// <param name="part">The property of a run's configuration that is the record; null for other records.</param>
    /// <param name="except">Names of settings that the command has no use for.</param>
    public SettingOptions(
        ToolCommand command, SettingTable<TRecord> table, TRecord defaults, string? part = null, params IReadOnlyList<string> except)
    {
        foreach (var setting in table.Where(setting => !except.Contains(setting.Name)))
        {
            var option = setting.CreateOption(defaults);
            command.Add(setting.Group, option);
            if (part is not null) command.OptionNames.Add(part, setting.Properties, option.Name);
            _options.Add((setting, option));
        }
    }

    /// <summary>A record with what was given.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="others">What holds where nothing was given.</param>
    public TRecord Read(CommandResult line, TRecord others) => _options.Where(entry => line.IsGiven(entry.Option))
        .Aggregate(others, (record, entry) => entry.Setting.Apply(line, entry.Option, record));

    /// <summary>The first of some options that was given, or of all; null if none was.</summary>
    public string? FirstGiven(CommandResult line, params IReadOnlyList<string> names) => _options
        .Where(entry => line.IsGiven(entry.Option) && (names.Count == 0 || names.Contains(entry.Setting.Name)))
        .Select(entry => entry.Setting.Name).FirstOrDefault();

    /// <summary>True if the option is on the command line.</summary>
    public bool IsGiven(CommandResult line, string name) => FirstGiven(line, name) is not null;

    /// <summary>The settings in which two records differ, as one would type them.</summary>
    public IEnumerable<(string Name, string Left, string Right)> Differences(TRecord left, TRecord right) => _options
        .Select(entry => (entry.Setting.Name, Left: entry.Setting.Print(left), Right: entry.Setting.Print(right)))
        .Where(entry => entry.Left != entry.Right);
}
