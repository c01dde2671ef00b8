using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Data.Synthetic.Cohort;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr cohort picture</c>.</summary>
internal sealed class PictureCohortCommand : ToolCommand
{
    private const int MostSubjects = 40;

    private readonly Option<int[]> _subjects = new("--subject")
    {
        Description = $"Numbers of the people, counted from 0; at most {MostSubjects}.",
        HelpName = "N",
        DefaultValueFactory = _ => [0, 1, 2, 3, 4, 5],
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<ulong> _seed = SeedOption.Create();
    private readonly Option<string> _out = new("--out") { Description = "PNG file to draw into.", HelpName = "PNG", Required = true };

    public PictureCohortCommand() : base(
        "picture",
        "Draws people of a virtual cohort: end-diastole, end-systole and ECG of each. The cohort need not have been made.",
        "ecgcmr cohort picture --seed 7 --subject 0 1 2 --out hearts.png")
    {
        foreach (var option in (Option[])[_subjects, _seed, _out]) Add(option);
        _subjects.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int[]>() is { } numbers
                && (numbers.Length > MostSubjects || numbers.Any(number => number < 0)))
                result.AddError($"--subject: at most {MostSubjects} numbers from 0 on");
        });
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var cohort = new VirtualCohort(line.GetValue(_seed));
        var path = line.GetRequiredValue(_out);
        PngFile.Write(path, VirtualHeartPicture.Draw([.. line.GetRequiredValue(_subjects).Select(cohort.Subject)]));
        terminal.Say($"drawn in {path}");
        return EcgcmrCommandLine.Success;
    }
}
