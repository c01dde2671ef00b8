using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary>The <c>pretrain</c> command of a contrastive recipe: options of its stores and settings, and the run.</summary>
internal sealed class ContrastiveCommand : ToolCommand
{
    private readonly ContrastiveRecipeRow _recipe;
    private readonly StoreOptions _stores;
    private readonly RunOptions _run;
    private readonly ContrastiveOptionSet _options;
    private readonly SplitOptions _split;
    private readonly SeenPeople _seen;
    private readonly DeviceOptions _device;
    private readonly Option<bool> _projections = ToolOption.Switch(
        "--save-projections", "Write the projections of all held-out pairs after every epoch.");

    /// <param name="recipe">The recipe.</param>
    public ContrastiveCommand(ContrastiveRecipeRow recipe) : base(recipe.Name, recipe.Summary, Example(recipe))
    {
        _recipe = recipe;
        var (hasEcg, hasCmr) = (recipe.Data != RecipeData.Cmr, recipe.Data != RecipeData.Ecg);
        _stores = new StoreOptions(this, hasEcg, hasCmr, both: recipe.HasPairs);
        _run = new RunOptions(this);
        if (recipe.HasPairs) Add(OptionGroup.Output, _projections);
        _options = new ContrastiveOptionSet(this, recipe, _stores, _run, hasEcg, hasCmr);
        _split = new SplitOptions(this);
        _seen = new SeenPeople(this);
        _device = new DeviceOptions(this);
    }

    /// <summary>One command for each recipe.</summary>
    public static IEnumerable<ContrastiveCommand> All() => ContrastiveRecipes.Rows.Select(row => new ContrastiveCommand(row));

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        if (_recipe.HasPairs) return RunPairs(line, terminal, cancellation);
        using var store = _stores.Open(line);
        using var device = _device.Open(line);
        using var run = Open(
            line, terminal, TrainingData.Of(store), store.Manifest.LabelNames,
            settings => ContrastiveRecipe.Create(device, store, settings), cancellation);
        var recipe = ContrastiveRecipe.Create(device, store, (ContrastiveConfiguration)run.Configuration);
        return ContrastiveRun.Train(terminal, device, recipe, run, DataCard.Of(store, run.Configuration), cancellation);
    }

    private int RunPairs(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var ecgs = _stores.OpenEcg(line);
        using var images = _stores.OpenCmr(line);
        var cohort = new PairedCohort(ecgs, images);
        if (cohort.EcgsOnly + cohort.ImagesOnly > 0)
            terminal.Say(
                $"{cohort.Count} people have both; left out: {cohort.EcgsOnly} with ECGs only "
                + $"and {cohort.ImagesOnly} with images only");
        using var device = _device.Open(line);
        using var run = Open(
            line, terminal, TrainingData.Of(cohort), cohort.LabelNames, settings => ContrastiveRecipe.Create(device, cohort, settings),
            cancellation);
        var recipe = ContrastiveRecipe.Create(device, cohort, (ContrastiveConfiguration)run.Configuration);
        if (line.GetValue(_projections))
            recipe.Projected += (epoch, projections) => Write(run.Folder.File($"projections-{epoch}.safetensors"), cohort, projections);
        return ContrastiveRun.Train(terminal, device, recipe, run, DataCard.Of(cohort, run.Configuration), cancellation);
    }

    private TrainingRun Open(
        ParseResult line, Terminal terminal, TrainingData data, IReadOnlyList<string> labels,
        Func<ContrastiveConfiguration, ContrastiveRecipe> create, CancellationToken cancellation) =>
        _run.Open(
            line, terminal, data, _options, _split, _seen,
            asked =>
            {
                if (asked.Classifier is { } classifier) StoreLabels.Require(ClassifierSettings.Label, [classifier.Label], labels);
            },
            configuration => _run.Minutes(line) is { } minutes
                ? SpeedMeasurement.Fit(minutes, terminal, configuration, data.Records.Count, create, cancellation)
                : configuration);

    private static string Example(ContrastiveRecipeRow recipe) => $"ecgcmr pretrain {recipe.Name} " + recipe.Data switch
    {
        RecipeData.Pairs => "--ecg ecg-store --cmr cmr-store --out run --ecg-weights mdm-run --cmr-weights simclr-run "
            + "--cmr-preset resnet18 --image-size 64",
        RecipeData.Cmr => "--cmr cmr-store --out run --cmr-preset resnet18 --image-size 64 --region --epochs 20 --batch-size 50",
        _ => "--ecg demo/ecg-store --out run --ecg-preset pluto --epochs 2 --batch-size 16 --hidden 512",
    };

    /// <summary>Writes the projections of both sides, and the people.</summary>
    private static void Write(string path, PairedCohort cohort, PairProjections projections) => SafeTensorsFile.Write(
        path,
        [
            FileTensor.Of<float>("imaging", projections.Images, projections.Pairs.Count, projections.Width),
            FileTensor.Of<float>("ecg", projections.Ecgs, projections.Pairs.Count, projections.Width),
        ],
        new Dictionary<string, string>
        {
            ["patients"] = string.Join('\n', projections.Pairs.Select(pair => cohort.Patients[pair].Patient)),
        });
}
