using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Reads a word as a value.</summary>
/// <param name="word">The word.</param>
/// <param name="value">The value; the default of its type if it is invalid.</param>
/// <returns>What is wrong with the word, such as "must be a whole number"; null if nothing is.</returns>
internal delegate string? ValueParser<T>(string word, out T value);

/// <summary>How values of one kind are written on the command line.</summary>
/// <param name="Unit">What help shows in place of a value: a unit, or the names to choose from.</param>
/// <param name="Parse">Reads a word.</param>
/// <param name="Print">Writes a value so that <paramref name="Parse"/> reads it.</param>
internal sealed record ValueKind<T>(string Unit, ValueParser<T> Parse, Func<T, string> Print)
{
    /// <summary>The names to choose from; empty for other values.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>A sentence on the numbers that are accepted, for the help; null for other values.</summary>
    public string? Range { get; init; }

    /// <summary>Reads the word of an option that takes one, and adds an error that begins with the option's name.</summary>
    public T? Read(ArgumentResult result)
    {
        if (result.Tokens is not [var token]) return default;
        if (Parse(token.Value, out var value) is not { } complaint) return value;
        result.AddError($"{NameOf(result)} {token.Value}: {complaint}");
        return default;
    }

    /// <summary>Reads the words of an option that takes several.</summary>
    public T[] ReadAll(ArgumentResult result)
    {
        var values = new T[result.Tokens.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Parse(result.Tokens[i].Value, out values[i]) is not { } complaint) continue;
            result.AddError($"{NameOf(result)} {result.Tokens[i].Value}: {complaint}");
            return [];
        }
        return values;
    }

    private static string NameOf(ArgumentResult result) =>
        result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
}
