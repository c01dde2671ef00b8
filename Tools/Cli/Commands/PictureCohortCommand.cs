using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Data.Synthetic.Cohort;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr cohort picture</c>.</summary>
internal sealed class PictureCohortCommand : ToolCommand
{
    private const int MostSubjects = 40;

    private static readonly int[] FirstSubjects = [0, 1, 2, 3, 4, 5];

    private readonly Option<int[]> _subjects = ToolOption.List(
        "--subject", Values.Whole("N", NumberRange.From(0, SynthesizeCohortCommand.MostSubjects - 1)),
        $"Draw the people with these numbers, counted from 0; at most {MostSubjects}.",
        string.Join(' ', FirstSubjects));

    private readonly Option<ulong> _seed = SharedOptions.Seed();
    private readonly Option<string> _out = ToolOption.Required("--out", Values.Text("PNG"), "Draw into this file.");
    private readonly OutputFiles _outputs;

    public PictureCohortCommand() : base(
        "picture",
        "Draw people of a synthetic cohort. Shows end-diastole, end-systole and ECG of each. The cohort does not have to be on disk.",
        "ecgcmr cohort picture --seed 7 --subject 0 1 2 --out hearts.png")
    {
        Add(OptionGroup.Data, _subjects, _seed);
        Add(OptionGroup.Output, _out);
        _outputs = new OutputFiles(this);
        Check(line => line.GetValue(_subjects) is { Length: > MostSubjects } ? $"--subject: must be at most {MostSubjects} numbers" : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var cohort = new VirtualCohort(line.GetValue(_seed));
        var path = line.GetRequiredValue(_out);
        _outputs.Check(line, [], path);
        var picture = VirtualHeartPicture.Draw([.. (line.GetValue(_subjects) ?? FirstSubjects).Select(cohort.Subject)]);
        OutputFiles.Write(path, file => PngFile.Write(file, picture));
        terminal.Say($"drawn in {path}");
        return ExitCode.Success;
    }
}
