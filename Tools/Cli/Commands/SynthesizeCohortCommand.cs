using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr cohort synthesize</c>.</summary>
internal sealed class SynthesizeCohortCommand : ToolCommand
{
    /// <summary>Names have six digits.</summary>
    public const int MostSubjects = 1_000_000;

    private readonly Option<int> _subjects = ToolOption.WithDefault(
        "--subjects", Values.Whole("N", NumberRange.From(1, MostSubjects)), "Create this many people.", 1000);

    private readonly Option<double> _cad = Share("--cad-share", "coronary artery disease");
    private readonly Option<double> _af = Share("--af-share", "atrial fibrillation");
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
        Add(OptionGroup.Data, _subjects, _cad, _af, _stack, _seed);
        Add(OptionGroup.Output, _out, _replace);
        Add(OptionGroup.Device, _threads);
        Check(line => line.GetValue(_cad) + line.GetValue(_af) < 1 ? null : "the sum of --cad-share and --af-share must be below 1");
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var (folder, subjects, threads) = (line.GetRequiredValue(_out), line.GetValue(_subjects), line.GetValue(_threads));
        RequireFree(folder, line.GetValue(_replace));
        RequireSpace(folder, subjects, line.GetValue(_stack));
        using var made = new OutputFolder(folder);
        var writer = new VirtualCohortWriter
        {
            WholeStack = line.GetValue(_stack),
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
        };
        var cohort = new VirtualCohort(line.GetValue(_seed));
        ProgressDisplay.Run(terminal, "synthesize", progress => writer.Write(
            folder, cohort, cohort.Enriched(subjects, line.GetValue(_cad), line.GetValue(_af)),
            (done, all) => progress.Report(done, all, "subjects"), cancellation));
        made.Keep();
        terminal.Write($"{folder}: {subjects} subjects, described in {Path.Combine(folder, "DATA_CARD.md")}");
        return ExitCode.Success;
    }

    private static Option<double> Share(string name, string illness) => ToolOption.WithDefault(
        name, Values.Number("SHARE", new NumberRange(0, 1, HighOpen: true)),
        $"Choose people so that this share has {illness}, as in a study of patients; 0 is as many as in the population.", 0);

    /// <summary>Refuses a folder in which a cohort would replace other files, or be mixed with them.</summary>
    private void RequireFree(string folder, bool replace)
    {
        if (File.Exists(folder)) throw new IOException($"{folder}: is a file; specify a folder");
        if (!Directory.Exists(folder)) return;
        if (!replace && File.Exists(Path.Combine(folder, VirtualCohortWriter.SubjectsFile)))
            throw new IOException(
                $"{folder}: already contains a cohort; choose another folder, or replace the cohort with {_replace.Name}");
        if (VirtualCohortWriter.FindForeign(folder) is { } foreign)
            throw new IOException($"{folder}: contains '{foreign}', which is not part of a cohort; choose another folder");
    }

    /// <summary>Refuses a cohort that the disk cannot hold.</summary>
    private static void RequireSpace(string folder, int subjects, bool isStack)
    {
        const long BytesOfSlice = 300_000, BytesOfStack = 2_000_000;
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above) existing = above;
        var (needed, free) = (subjects * (isStack ? BytesOfStack : BytesOfSlice), new DriveInfo(existing).AvailableFreeSpace);
        if (needed > free)
            throw new IOException(
                $"{folder}: {subjects} people need about {MachineMemory.Text(needed)}; the disk has {MachineMemory.Text(free)} left; "
                + "choose fewer (--subjects)");
    }
}
