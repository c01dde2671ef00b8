using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Data.Synthetic.Cohort;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr cohort synthesize</c>.</summary>
internal sealed class SynthesizeCohortCommand : ToolCommand
{
    private const int MostSubjects = 1_000_000;

    private readonly Option<int> _subjects = ToolOption.WithDefault(
        "--subjects", Values.Whole("N", NumberRange.From(1, MostSubjects)), "Create this many people.", 1000);

    private readonly Option<bool> _stack = ToolOption.Switch("--stack", "Image the whole heart instead of its mid-ventricular slice.");
    private readonly Option<ulong> _seed = SharedOptions.Seed();
    private readonly Option<string> _out = ToolOption.Required("--out", Values.Text("DIR"), "Write the cohort to this folder.");
    private readonly Option<bool> _replace = ToolOption.Switch("--replace", "Replace the cohort that is in that folder.");
    private readonly Option<int> _threads = DeviceOptions.ThreadsOption();

    public SynthesizeCohortCommand() : base(
        "synthesize",
        "Create a synthetic cohort with known hearts: ECGs, short-axis cines and labels.",
        "ecgcmr cohort synthesize --subjects 1000 --seed 7 --out cohort")
    {
        Add(OptionGroup.Data, _subjects, _stack, _seed);
        Add(OptionGroup.Output, _out, _replace);
        Add(OptionGroup.Device, _threads);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var (folder, subjects, threads) = (line.GetRequiredValue(_out), line.GetValue(_subjects), line.GetValue(_threads));
        if (!line.GetValue(_replace) && File.Exists(Path.Combine(folder, VirtualCohortWriter.SubjectsFile)))
            throw new IOException(
                $"{folder}: already contains a cohort; choose another folder, or replace the cohort with {_replace.Name}");
        using var made = new OutputFolder(folder);
        var writer = new VirtualCohortWriter
        {
            WholeStack = line.GetValue(_stack),
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
        };
        ProgressDisplay.Run(terminal, "synthesize", progress => writer.Write(
            folder, new VirtualCohort(line.GetValue(_seed)), subjects,
            (done, all) => progress.Report(done, all, "subjects"), cancellation));
        made.Keep();
        terminal.Write($"{folder}: {subjects} subjects, described in {Path.Combine(folder, "DATA_CARD.md")}");
        return ExitCode.Success;
    }
}
