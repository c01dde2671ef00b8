using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Values of options that are no values of their kind.</summary>
internal static class OptionValues
{
    /// <summary>Refuses a command line with such a value. The parser finds out only when the value is asked for, and throws.</summary>
    public static void Refuse(CommandResult result)
    {
        if (FindWrong(result) is { } reason) result.AddError(reason);
    }

    /// <summary>What is wrong with the first of them, and what would be right; null where all are values.</summary>
    public static string? FindWrong(CommandResult result)
    {
        foreach (var option in result.Children.OfType<OptionResult>().Where(option => !option.Implicit))
        {
            try
            {
                option.GetValueOrDefault<object>();
            }
            catch (InvalidOperationException error)
            {
                return option.Tokens is [var word]
                    ? $"{option.Option.Name} {word.Value}: {Expected(option.Option)}"
                    : error.Message.TrimEnd('.');
            }
        }
        return null;
    }

    private static string Expected(Option option)
    {
        var kind = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        return kind.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(kind))}"
            : kind == typeof(ulong) ? "has to be a whole number, 0 or more"
            : kind == typeof(int) ? "has to be a whole number, up to some two billion"
            : kind == typeof(double) ? "has to be a number, with a point before its decimals"
            : "is no value for it";
    }
}
