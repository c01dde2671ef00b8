using Spectre.Console;

namespace EcgCmrNative.Cli.Display;

/// <summary>Where a command writes: results to the standard output, everything about the way there to the standard error.</summary>
internal sealed class Terminal
{
    /// <summary>Columns if the width is unknown: a file or a pipe.</summary>
    private const int WidthOfFiles = 200;

    public Terminal(TextWriter output, TextWriter error)
    {
        Output = Create(output);
        Error = Create(error);
    }

    /// <summary>For results.</summary>
    public IAnsiConsole Output { get; }

    /// <summary>For progress and messages.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>True where progress can be drawn over itself.</summary>
    public bool IsInteractive => Error.Profile.Out.IsTerminal;

    /// <summary>Writes a line of results.</summary>
    public void Write(string line) => Output.Profile.Out.Writer.WriteLine(line);

    /// <summary>Writes a line about how it goes; only a terminal needs it broken.</summary>
    public void Say(string line)
    {
        if (IsInteractive) Error.WriteLine(line);
        else Error.Profile.Out.Writer.WriteLine(line);
    }

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
