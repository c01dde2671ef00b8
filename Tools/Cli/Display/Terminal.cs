using System.Globalization;
using System.Text;
using Spectre.Console;

namespace EcgCmrNative.Cli.Display;

/// <summary>Where a command writes: results to the standard output, everything about the way there to the standard error.</summary>
internal sealed class Terminal
{
    /// <summary>Columns if the width is unknown: a file or a pipe.</summary>
    private const int WidthOfFiles = 200;

    private readonly IAnsiConsole _output;
    private readonly IAnsiConsole _error;

    public Terminal(TextWriter output, TextWriter error)
    {
        _output = Create(output);
        _error = Create(error);
    }

    /// <summary>True where progress can be drawn over itself.</summary>
    public bool IsInteractive => _error.Profile.Out.IsTerminal;

    /// <summary>For the help, which is not from files.</summary>
    public TextWriter OutputWriter => _output.Profile.Out.Writer;

    /// <summary>Writes a line of results.</summary>
    public void Write(string line) => OutputWriter.WriteLine(Printable(line));

    /// <summary>Writes a table of results, whose cells are made by <see cref="Cell"/>.</summary>
    public void Write(Table table) => _output.Write(table);

    /// <summary>Writes a line about how it goes; only a terminal needs it broken.</summary>
    public void Say(string line)
    {
        line = Printable(line);
        if (IsInteractive) _error.WriteLine(line);
        else _error.Profile.Out.Writer.WriteLine(line);
    }

    /// <summary>A bar on the standard error.</summary>
    public Progress Progress() => _error.Progress();

    /// <summary>
    /// A text that a terminal shows and does not obey: control characters, and characters that hide or reorder others, become escapes such
    /// as \u001B. Names and texts in files may contain them.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="isLine">False to leave line ends and tabs as they are.</param>
    public static string Printable(string text, bool isLine = false)
    {
        if (!text.EnumerateRunes().Any(rune => IsEscaped(rune, isLine))) return text;
        var shown = new StringBuilder();
        // A half of a surrogate pair is enumerated as the replacement character.
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsEscaped(rune, isLine)) shown.Append(rune.ToString());
            else if (rune.Value == '\n') shown.Append(@"\n");
            else shown.Append(CultureInfo.InvariantCulture, $@"\u{rune.Value:X4}");
        }
        return shown.ToString();
    }

    private static bool IsEscaped(Rune rune, bool isLine) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => isLine || rune.Value is not ('\n' or '\t'),
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => false,
    };

    private static IAnsiConsole Create(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = output.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!output.IsTerminal) console.Profile.Width = WidthOfFiles;
        return console;
    }
}
