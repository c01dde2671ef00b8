using EcgCmrNative.Cli;
using EcgCmrNative.Cli.Display;

namespace EcgCmrNative.Tests.Tools;

/// <summary>A command line and what came of it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun Of(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = EcgcmrCommandLine.Run(words, new Terminal(output, error));
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
