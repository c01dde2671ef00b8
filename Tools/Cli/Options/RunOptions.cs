using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;

namespace EcgCmrNative.Cli.Options;

/// <summary>The folder of a run, and whether the run is resumed: the options of every training.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _out = ToolOption.Required(
        "--out", Values.Text("RUN"), "Write checkpoints, logs and report to this folder.");

    private readonly Option<bool> _resume = ToolOption.Switch(
        "--resume", "Resume the run in that folder, exactly as if it had never stopped.");

    public RunOptions(ToolCommand command)
    {
        command.Add(OptionGroup.Output, _out, _resume);
    }

    /// <summary>True if the run is resumed.</summary>
    public bool Resume(ParseResult line) => line.GetValue(_resume);

    /// <summary>The run's folder.</summary>
    public string Folder(ParseResult line) => line.GetRequiredValue(_out);
}
