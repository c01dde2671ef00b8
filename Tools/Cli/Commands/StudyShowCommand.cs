using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Studies;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr study show</c>.</summary>
internal sealed class StudyShowCommand : ToolCommand
{
    private readonly Argument<string> _study = new("NAME")
    {
        Description = "The study: " + string.Join(", ", ShippedStudies.Names) + ".",
    };

    public StudyShowCommand() : base(
        "show", "Print the definition of a study that comes with the program, as a start for one's own.",
        "ecgcmr study show demo")
    {
        Add(_study);
        Check(line => ShippedStudies.Names.Contains(line.GetValue(_study))
            ? null
            : $"there is no study '{line.GetValue(_study)}'; those that come with the program are "
                + string.Join(", ", ShippedStudies.Names));
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Write(ShippedStudies.Text(line.GetRequiredValue(_study)).TrimEnd());
        return ExitCode.Success;
    }
}
