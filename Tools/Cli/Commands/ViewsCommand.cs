using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary>
/// Contrastive learning on data of one kind: <c>pretrain simclr-ecg</c>, <c>clocs</c>, <c>byol</c>, <c>barlow</c>, <c>simclr-cmr</c>.
/// </summary>
internal sealed class ViewsCommand : ContrastiveCommand
{
    private ViewsCommand(string recipe, string description, string example, bool hasEcg, bool hasCmr) : base(
        recipe, description, example, hasEcg, hasCmr, Store("--data", "A store made by ecgcmr prepare."))
    {
    }

    /// <summary>One command for each recipe.</summary>
    public static IEnumerable<ViewsCommand> All() =>
    [
        OfEcg(ContrastiveRecipes.SimClrEcg, "SimCLR on ECGs: two augmented windows of a recording find each other."),
        OfEcg(ContrastiveRecipes.Clocs, "CLOCS: two windows that follow each other in a recording find each other."),
        OfEither(ContrastiveRecipes.Byol, "BYOL on ECGs or images: a network predicts what its own moving average makes of another view."),
        OfEither(
            ContrastiveRecipes.BarlowTwins,
            "Barlow Twins on ECGs or images: two views agree, and no two numbers of a projection say the same."),
        new(ContrastiveRecipes.SimClrCmr, "SimCLR on images: two augmented views of an image find each other.",
            "ecgcmr pretrain simclr-cmr --data cmr-store --out run --cmr-preset resnet18 --image-size 64 --region true "
            + "--epochs 20 --batch-size 50",
            hasEcg: false, hasCmr: true),
    ];

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var store = PreparedStore.Open(line.GetRequiredValue(Data[0]));
        var published = PublishedSettings.Of(Name, ofImages: store is ImageStore);
        using var run = OpenRun(line, terminal, published, TrainingData.Of(store));
        using var device = OpenDevice(line);
        var recipe = ViewRecipe.Create(device, store, (ContrastiveConfiguration)run.Configuration);
        return ContrastiveRun.Train(terminal, device, recipe, run, cancellation);
    }

    private static ViewsCommand OfEcg(string recipe, string description) => new(
        recipe, description,
        $"ecgcmr pretrain {recipe} --data demo/store --out run --ecg-preset pluto --epochs 2 --batch-size 16",
        hasEcg: true, hasCmr: false);

    private static ViewsCommand OfEither(string recipe, string description) => new(
        recipe, description,
        $"ecgcmr pretrain {recipe} --data demo/store --out run --ecg-preset pluto --epochs 2 --batch-size 16 --hidden 512",
        hasEcg: true, hasCmr: true);
}
