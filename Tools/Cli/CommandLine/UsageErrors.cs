using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>
/// Finds what is wrong with a command line and says it in one sentence: first what is unknown, then wrong values, then what is missing.
/// </summary>
internal static class UsageErrors
{
    /// <summary>A command or option that does not exist; null if all exist.</summary>
    public static string? FindUnknown(ParseResult line)
    {
        var swallowed = line.CommandResult.Children.SelectMany(child => child.Tokens).Select(token => token.Value)
            .FirstOrDefault(IsOptionLike);
        if ((swallowed ?? line.UnmatchedTokens.FirstOrDefault()) is not { } word) return null;
        var command = line.CommandResult.Command;
        if (!IsOptionLike(word) && command.Subcommands.Count == 0) return $"unexpected argument '{word}'";
        if (!IsOptionLike(word)) return $"unknown command '{word}'{Suggestion.DidYouMean(word, CommandNames(command, word))}";
        string[] options = [.. OptionsOf(line.CommandResult).Select(option => option.Name)];
        return RenamedOptions.NewNames(word, options) is { Count: > 0 } renamed
            ? $"{word} is now {string.Join(" or ", renamed)}"
            : $"unknown option '{word}'{Suggestion.DidYouMean(word, options)}";
    }

    /// <summary>The first thing that is wrong or missing; null if nothing is.</summary>
    public static string? Find(ParseResult line)
    {
        var result = line.CommandResult;
        if (FindUnknown(line) is { } unknown) return unknown;
        if (result.Command is not ToolCommand command)
            return $"specify a command: {string.Join(", ", result.Command.Subcommands.Select(sub => sub.Name))}";
        return FindWrongValue(line) ?? FindMissing(command, result) ?? command.FindContradiction(result)
            ?? line.Errors.FirstOrDefault()?.Message.TrimEnd('.');
    }

    private static string? FindWrongValue(ParseResult line)
    {
        foreach (var given in line.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit))
        {
            var (name, arity) = (given.Option.Name, given.Option.Arity);
            if (given.Tokens.Count < arity.MinimumNumberOfValues) return $"{name} needs a value: {name} {given.Option.HelpName}";
            if (given.Tokens.Count > arity.MaximumNumberOfValues) return $"{name} is given twice";
            if (Complaint(given) is { } complaint) return complaint;
        }
        return null;
    }

    /// <summary>What is wrong with the words of an option; the parser says it by an exception, when it is asked for the value.</summary>
    private static string? Complaint(OptionResult given)
    {
        try
        {
            given.GetValueOrDefault<object>();
            return null;
        }
        catch (InvalidOperationException error)
        {
            return error.Message.TrimEnd('.');
        }
    }

    private static string? FindMissing(ToolCommand command, CommandResult line)
    {
        string[] missing =
        [
            .. command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0
                && line.GetResult(argument) is not { Tokens.Count: > 0 }).Select(argument => argument.Name),
            .. command.Options.Where(option => option.Required && !line.IsGiven(option))
                .Select(option => $"{option.Name} {option.HelpName}"),
        ];
        return missing.Length == 0 ? null : $"specify {string.Join(" and ", missing)}";
    }

    private static bool IsOptionLike(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.'
        && !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static IEnumerable<Option> OptionsOf(SymbolResult? result) => result is null ? []
        : OptionsOf(result.Parent).Where(option => option.Recursive)
            .Concat(result is CommandResult { Command: var command } ? command.Options : []);

    /// <summary>The names of the commands below, and the paths of those that have the word's name: 'pretrain mdm' for mdm.</summary>
    private static IEnumerable<string> CommandNames(Command command, string word)
    {
        string[] below =
        [
            .. command.Subcommands.SelectMany(group => group.Subcommands.Select(sub => (Group: group.Name, sub.Name)))
                .Where(sub => sub.Name == word).Select(sub => $"{sub.Group} {sub.Name}"),
        ];
        return below.Length > 0 ? below : command.Subcommands.Select(sub => sub.Name);
    }
}
