using System.CommandLine;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The help of a command: usage, options by sections, examples. No line is longer than 80 columns.</summary>
internal static class HelpPage
{
    /// <summary>Columns of a page.</summary>
    public const int Width = 80;

    private const int Indent = 2;
    private const int Column = 28;

    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="path">The command after the commands that it stands under, beginning with the root.</param>
    public static void Write(TextWriter output, IReadOnlyList<Command> path)
    {
        var (command, name) = (path[^1], string.Join(' ', path.Select(part => part is RootCommand ? "ecgcmr" : part.Name)));
        Paragraph(output, command.Description!);
        output.WriteLine();
        output.WriteLine("Usage:");
        foreach (var line in TextWrap.CommandLine(Usage(command, name), Width - Indent)) output.WriteLine($"  {line}");
        Section(output, "Commands", command.Subcommands.Select(sub => (sub.Name, FirstSentence(sub.Description!))));
        Section(output, "Arguments", command.Arguments.Select(argument => (Name(argument), argument.Description!)));
        var tool = command as ToolCommand;
        foreach (var group in tool?.Groups ?? []) Section(output, group.Key.Heading(), group.Select(Row));
        Section(output, OptionGroup.General.Heading(), General(path).Select(Row));
        if (tool is null && path.Count == 1) Section(output, "Exit codes", ExitCode.All.Select(code => ($"{code.Code}", code.Meaning)));
        if (tool is null) Paragraph(output, $"\n{name} COMMAND --help shows the options of a command.");
        if (tool is not { Examples.Count: > 0 }) return;
        output.WriteLine();
        output.WriteLine(tool.Examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var line in tool.Examples.SelectMany(example => TextWrap.CommandLine(example, Width - Indent)))
            output.WriteLine($"  {line}");
    }

    private static string Usage(Command command, string name)
    {
        if (command.Subcommands.Count > 0) return $"{name} COMMAND [options]";
        string[] required = [.. command.Arguments.Select(Name), .. command.Options.Where(option => option.Required).Select(Label)];
        return string.Join(' ', [name, .. required, "[options]"]);
    }

    private static void Section(TextWriter output, string heading, IEnumerable<(string Label, string Text)> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0) return;
        output.WriteLine();
        output.WriteLine($"{heading}:");
        foreach (var (label, text) in all)
        {
            var line = $"{new string(' ', Indent)}{label}";
            if (line.Length > Column - 2)
            {
                output.WriteLine(line);
                line = "";
            }
            foreach (var part in TextWrap.Lines(text, Width - Column))
            {
                output.WriteLine($"{line.PadRight(Column)}{part}");
                line = "";
            }
        }
    }

    private static void Paragraph(TextWriter output, string text)
    {
        if (text.StartsWith('\n')) output.WriteLine();
        foreach (var line in TextWrap.Lines(text.TrimStart('\n'), Width)) output.WriteLine(line);
    }

    private static (string Label, string Text) Row(Option option) => (Label(option), option.Description!);

    private static string Label(Option option) =>
        option.Arity.MinimumNumberOfValues > 0 ? $"{option.Name} {option.HelpName}" : option.Name;

    private static string Name(Argument argument) => argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;

    /// <summary>What every command has, and the root's own.</summary>
    private static IEnumerable<Option> General(IReadOnlyList<Command> path) =>
        path[0].Options.Where(option => option.Recursive || path.Count == 1);

    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? text[..(end + 1)] : text;
}
