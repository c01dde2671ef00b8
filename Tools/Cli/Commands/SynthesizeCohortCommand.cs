using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Synthetic.Cohort;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr cohort synthesize</c>.</summary>
internal sealed class SynthesizeCohortCommand : ToolCommand
{
    private const int MostSubjects = 1_000_000;

    private readonly Option<int> _subjects = new("--subjects")
    {
        Description = "How many people.",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
    };

    private readonly Option<ulong> _seed = SeedOption.Create();
    private readonly Option<string> _out = new("--out") { Description = "Folder for the cohort.", HelpName = "DIR", Required = true };
    private readonly Option<bool> _replace = new("--replace") { Description = "Replace the cohort that is in that folder." };
    private readonly Option<bool> _stack = new("--stack") { Description = "Image the whole heart instead of its mid-ventricular slice." };
    private readonly Option<int> _threads = DeviceOptions.ThreadsOption();

    public SynthesizeCohortCommand() : base(
        "synthesize",
        "Makes a virtual cohort: people who do not exist, with ECG, short-axis cine and labels of hearts that are known.",
        "ecgcmr cohort synthesize --subjects 1000 --seed 7 --out cohort")
    {
        foreach (var option in (Option[])[_subjects, _seed, _out, _replace, _stack, _threads]) Add(option);
        _subjects.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() is < 1 or > MostSubjects)
                result.AddError($"--subjects {result.GetValueOrDefault<int>()}: from 1 to {MostSubjects}");
        });
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var (folder, subjects, threads) = (line.GetRequiredValue(_out), line.GetValue(_subjects), line.GetValue(_threads));
        if (!line.GetValue(_replace) && File.Exists(Path.Combine(folder, VirtualCohortWriter.SubjectsFile)))
            throw new IOException($"{folder}: there is a cohort already; choose another folder, or replace it with {_replace.Name}");
        var writer = new VirtualCohortWriter
        {
            WholeStack = line.GetValue(_stack),
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
        };
        ProgressDisplay.Run(terminal, "synthesize", progress => writer.Write(
            folder, new VirtualCohort(line.GetValue(_seed)), subjects,
            (done, all) => progress.Report(done, all, "subjects"), cancellation));
        terminal.Write($"{folder}: {subjects} subjects, described in {Path.Combine(folder, "DATA_CARD.md")}");
        return EcgcmrCommandLine.Success;
    }
}
