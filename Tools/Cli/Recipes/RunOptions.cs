using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>The folder of a run, and whether the run is resumed: the options of every training.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for checkpoints, logs and report.",
        HelpName = "RUN",
        Required = true,
    };

    private readonly Option<bool> _resume = Setting.Switch(
        "--resume", "Continue the run in that folder; the result is the same as without the interruption.");

    public RunOptions(Command command)
    {
        command.Add(_out);
        command.Add(_resume);
    }

    /// <summary>True if the run is resumed.</summary>
    public bool Resume(ParseResult line) => line.GetValue(_resume);

    /// <summary>The run's folder.</summary>
    public string Folder(ParseResult line) => line.GetRequiredValue(_out);
}
