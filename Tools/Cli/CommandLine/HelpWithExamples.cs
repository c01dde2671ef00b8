using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The usual help, and behind it the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not ToolCommand { Examples.Count: > 0 } command) return 0;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in command.Examples) output.WriteLine($"  {example}");
        return 0;
    }
}
