using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The command line that is running, for the footer of reports. Of a path only the last name is kept.</summary>
internal static class RunningCommand
{
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>As one types it, such as <c>ecgcmr finetune --ecg store --out run</c>; null outside a command.</summary>
    public static string? Text => Current.Value;

    /// <summary>A command begins.</summary>
    public static void Begin(ParseResult line) => Current.Value = string.Join(
        ' ', ["ecgcmr", .. line.Tokens.Select(token => token.Type == TokenType.Argument ? Shown(token.Value) : token.Value)]);

    private static string Shown(string word)
    {
        // NAME=PATH keeps its name.
        var at = word.IndexOf('=', StringComparison.Ordinal) + 1;
        var path = word[at..];
        var isPath = Path.IsPathRooted(path) || path.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var text = word[..at] + (isPath ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : path);
        return text.Length == 0 || text.Any(char.IsWhiteSpace) ? $"\"{text}\"" : text;
    }
}
