using System.CommandLine;
using System.Text.RegularExpressions;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The options of a command by what the libraries call them in messages: a property of a configuration, or a parameter.</summary>
/// <param name="command">The command.</param>
internal sealed partial class OptionNames(Command command)
{
    private readonly List<(string Part, IReadOnlyList<string> Properties, string Option)> _settings = [];

    /// <summary>Names an option that sets properties of a part of a configuration.</summary>
    public void Add(string part, IReadOnlyList<string> properties, string option) => _settings.Add((part, properties, option));

    /// <summary>The option that sets a property or a parameter; null if there is none.</summary>
    /// <param name="name">A path such as <c>Options.MaskRatio</c>, a property alone, or a parameter such as <c>allowSeen</c>.</param>
    public string? Find(string name)
    {
        var path = name.Split('.');
        // The last name is the property, unless an option sets the whole record that it is in.
        for (var last = path.Length - 1; last >= 0; last--)
        {
            foreach (var (part, properties, option) in _settings)
            {
                if ((last == 0 || part == path[0]) && properties.Contains(path[last])) return option;
            }
        }
        if (path.Length > 1) return null;
        if (_settings.Find(setting => setting.Part == name) is { Option: { } first }) return first;
        var typed = $"--{Hump().Replace(name, "-$0").ToLowerInvariant()}";
        return command.Options.FirstOrDefault(option => option.Name == typed)?.Name;
    }

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex Hump();
}
