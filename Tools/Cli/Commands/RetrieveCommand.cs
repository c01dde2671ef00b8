using System.CommandLine;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Evaluation.Retrieval;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr retrieve</c>.</summary>
internal sealed class RetrieveCommand : ToolCommand
{
    private const string Training = "training";
    private const string Validation = "validation";
    private const string Test = "test";

    private readonly Option<string> _weights = new("--weights")
    {
        Description = "A run of pretrain mmcl, for its best epoch, or a checkpoint of one.",
        HelpName = "RUN|FILE",
        Required = true,
    };

    private readonly Option<string> _ecg = new("--ecg")
    {
        Description = "The ECGs that the run was started on.",
        HelpName = "STORE",
        Required = true,
    };

    private readonly Option<string> _cmr = new("--cmr")
    {
        Description = "The images that the run was started on.",
        HelpName = "STORE",
        Required = true,
    };

    private readonly Option<string?> _part = Setting.Of<string?>(
        "--part", "People who look for each other. [default: test where the run kept some for the end, else validation]",
        $"{Training}|{Validation}|{Test}");
    private readonly Option<string?> _out = Setting.Of<string?>("--out", "Write the figures as JSON.", "FILE");
    private readonly SeenPeople _seen;
    private readonly DeviceOptions _device;

    public RetrieveCommand() : base(
        "retrieve",
        "Looks for each person's image by their ECG, and the other way: R@1, 5, 10 and the median rank beside chance, with 95 % intervals.",
        "ecgcmr retrieve --weights mmcl-run --ecg ecg-store --cmr cmr-store --part validation")
    {
        _part.AcceptOnlyFromAmong(Training, Validation, Test);
        foreach (var option in (Option[])[_weights, _ecg, _cmr, _part, _out]) Add(option);
        _seen = new SeenPeople(this);
        _device = new DeviceOptions(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var checkpoint = RunFolder.Weights(line.GetRequiredValue(_weights));
        var configuration = ContrastiveConfiguration.Parse(checkpoint, Checkpoint.ReadConfiguration(checkpoint));
        if (configuration.Cmr is null || configuration.Ecg is null)
            throw new ArgumentException($"{checkpoint}: is of a run of {configuration.Recipe}, which has no pairs to look for");
        using var ecgs = EcgStore.Open(line.GetRequiredValue(_ecg));
        using var images = ImageStore.Open(line.GetRequiredValue(_cmr));
        var cohort = new PairedCohort(ecgs, images);
        if (configuration.ValidationRows.Concat(configuration.TestRows).Any(row => row >= cohort.Count))
            throw new ArgumentException(
                $"the stores have {cohort.Count} people in common, fewer than those of the run: give the stores that it was started on");
        var part = line.GetValue(_part) ?? (configuration.TestRows.Count > 0 ? Test : Validation);
        var rows = part switch
        {
            Training => configuration.TrainingRows(cohort.Count),
            Validation => configuration.ValidationRows,
            _ => configuration.TestRows,
        };
        if (rows.Count == 0) throw new ArgumentException($"the run has nobody in its {part} part");
        var held = part == Test ? new HeldOutRows([], rows) : new HeldOutRows(rows, []);
        if (part != Training) _seen.Check(line.CommandResult, terminal, cohort.Records, held, line.GetRequiredValue(_weights));
        using var device = _device.Open(line);
        var recipe = PairRecipe.Create(device, cohort, configuration);
        Checkpoint.LoadModel(checkpoint, recipe.Model);
        var figures = RetrievalFigures.Of(recipe.Project(rows).Retrieval(), "cmr", "ecg");
        terminal.Write($"{checkpoint}: {rows.Count} people of the {part} part");
        RetrievalView.Write(terminal, figures);
        if (line.GetValue(_out) is not { } file) return EcgcmrCommandLine.Success;
        FileSystem.Disk.WriteAtomically(file, stream => stream.Write(Encoding.UTF8.GetBytes(figures.ToJson())));
        return EcgcmrCommandLine.Success;
    }
}
