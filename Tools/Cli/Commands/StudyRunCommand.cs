using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Studies;
using EcgCmrNative.Models.Studies;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr study run</c>.</summary>
internal sealed class StudyRunCommand : ToolCommand
{
    private readonly Argument<string> _study = new("STUDY")
    {
        Description = "The study: a JSON file, or one that comes with the program: " + string.Join(", ", ShippedStudies.Names) + ".",
    };

    private readonly Option<string> _out = ToolOption.Required(
        "--out", Values.Text("DIR"),
        "Do everything in this folder. The same command goes on with what is missing; of a changed study only what changed is done anew.");

    private readonly Option<int> _jobs = ToolOption.WithDefault(
        "--jobs", Values.Whole("N", NumberRange.From(1, 1024)),
        "Work on this many trainings at once, each with --threads. Results do not depend on it.", 1);

    private readonly DeviceOptions _device;

    public StudyRunCommand() : base(
        "run",
        "Run a study: pre-train, fine-tune and compare encoders for every task, share of labels and seed. Writes the table as Markdown, "
        + "CSV and HTML. It can be interrupted at any moment.",
        "ecgcmr study run demo --out study",
        "ecgcmr study run my-study.json --out my-study --jobs 2 --threads 1")
    {
        Add(_study);
        Add(OptionGroup.Output, _out);
        _device = new DeviceOptions(this);
        Add(OptionGroup.Device, _jobs);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var (study, folder) = (ShippedStudies.Read(line.GetRequiredValue(_study)), line.GetRequiredValue(_out));
        Carry(line, terminal, study, folder, _device, line.GetValue(_jobs), cancellation);
        var table = StudyTableCommand.Write(terminal, folder, cancellation: cancellation);
        terminal.Write($"table:   {Path.Combine(folder, StudyTables.Markdown)}, {StudyTables.Csv}, {StudyTables.Json}");
        terminal.Write($"report:  {Path.Combine(folder, StudyTables.Report)}");
        return table.Done == table.Cells ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>Carries out a study, with its progress on the terminal.</summary>
    public static void Carry(
        ParseResult line, Terminal terminal, StudyDefinition study, string folder, DeviceOptions device, int jobs,
        CancellationToken cancellation)
    {
        using var protection = Interruption.Protect();
        try
        {
            ProgressDisplay.Run(terminal, study.Name, progress => StudyRunner.Run(
                study, folder, () => device.Open(line), jobs, new StudyDisplay(terminal, progress), cancellation));
        }
        catch (OperationCanceledException)
        {
            terminal.Say($"interrupted; the same command goes on in {folder}");
            throw;
        }
    }
}
