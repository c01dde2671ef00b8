using System.CommandLine;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Makes options. Every help text begins with a verb and ends with the default, which comes from the code that uses it.</summary>
internal static class ToolOption
{
    /// <summary>An option that has to be given.</summary>
    public static Option<T> Required<T>(string name, ValueKind<T> kind, string help) where T : notnull
    {
        var option = Create(name, kind, help, "[required]");
        option.Required = true;
        return option;
    }

    /// <summary>An option with a default value.</summary>
    public static Option<T> WithDefault<T>(string name, ValueKind<T> kind, string help, T byDefault) where T : notnull
    {
        var option = Create(name, kind, help, $"[default: {kind.Print(byDefault)}]");
        option.DefaultValueFactory = _ => byDefault;
        return option;
    }

    /// <summary>A text that may be left out.</summary>
    /// <param name="name">The option.</param>
    /// <param name="kind">What it takes.</param>
    /// <param name="help">What it does.</param>
    /// <param name="absent">What holds without it.</param>
    public static Option<string?> Optional(string name, ValueKind<string> kind, string help, string absent) =>
        Create<string?>(name, kind!, help, $"[default: {absent}]");

    /// <summary>A number that may be left out.</summary>
    /// <inheritdoc cref="Optional(string, ValueKind{string}, string, string)"/>
    public static Option<T?> Optional<T>(string name, ValueKind<T> kind, string help, string absent) where T : struct
    {
        var option = new Option<T?>(name)
        {
            Description = Describe(kind, help, $"[default: {absent}]"),
            HelpName = kind.Unit,
            CustomParser = result => kind.Read(result),
            Arity = ArgumentArity.ExactlyOne,
        };
        return option;
    }

    /// <summary>An option that is on if it is given.</summary>
    public static Option<bool> Switch(string name, string help) => new(name) { Description = $"{help} [default: false]" };

    /// <summary>An option that takes one value or more.</summary>
    /// <param name="name">The option.</param>
    /// <param name="kind">What each is.</param>
    /// <param name="help">What they do.</param>
    /// <param name="absent">What holds without them; null if they have to be given.</param>
    public static Option<T[]> List<T>(string name, ValueKind<T> kind, string help, string? absent) => new(name)
    {
        Description = Describe(kind, help, absent is null ? "[required]" : $"[default: {absent}]"),
        HelpName = $"{kind.Unit}...",
        CustomParser = kind.ReadAll,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        Required = absent is null,
    };

    /// <summary>An option whose help ends in its own way. A switch is true by its name alone; other options take a word.</summary>
    public static Option<T> Create<T>(string name, ValueKind<T> kind, string help, string end)
    {
        var isSwitch = typeof(T) == typeof(bool);
        return new Option<T>(name)
        {
            Description = Describe(kind, help, end),
            HelpName = kind.Unit,
            CustomParser = result => isSwitch && result.Tokens.Count == 0 ? (T)(object)true : kind.Read(result)!,
            Arity = isSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
    }

    private static string Describe<T>(ValueKind<T> kind, string help, string end)
    {
        var areListed = kind.Names.Count > 0 && !kind.Unit.Contains('|', StringComparison.Ordinal)
            && !kind.Names.All(name => help.Contains(name, StringComparison.Ordinal));
        var range = kind.Range is null ? "" : $" {kind.Range}";
        return $"{help}{(areListed ? $" One of {string.Join(", ", kind.Names)}." : "")}{range} {end}";
    }
}
