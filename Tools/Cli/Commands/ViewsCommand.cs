using System.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Commands;

/// <summary>
/// Contrastive learning on data of one kind: <c>pretrain simclr-ecg</c>, <c>clocs</c>, <c>byol</c>, <c>barlow</c>, <c>simclr-cmr</c>.
/// </summary>
internal sealed class ViewsCommand : ContrastiveCommand
{
    private ViewsCommand(string recipe, string description, string example, bool hasEcg, bool hasCmr) : base(
        recipe, description, example, hasEcg, hasCmr, isPair: false)
    {
    }

    /// <summary>One command for each recipe.</summary>
    public static IEnumerable<ViewsCommand> All() =>
    [
        OfEcg(ContrastiveRecipes.SimClrEcg, "Train an ECG encoder by SimCLR: match two augmented windows of each recording."),
        OfEcg(ContrastiveRecipes.Clocs, "Train an ECG encoder by CLOCS: match two windows that follow each other in a recording."),
        OfEither(ContrastiveRecipes.Byol, "Train an encoder of ECGs or images by BYOL: predict what a moving average of the network makes of another view."),
        OfEither(
            ContrastiveRecipes.BarlowTwins,
            "Train an encoder of ECGs or images by Barlow Twins: correlate two views, decorrelate the components of a projection."),
        new(ContrastiveRecipes.SimClrCmr, "Train an image encoder by SimCLR: match two augmented views of each image.",
            "ecgcmr pretrain simclr-cmr --cmr cmr-store --out run --cmr-preset resnet18 --image-size 64 --region "
            + "--epochs 20 --batch-size 50",
            hasEcg: false, hasCmr: true),
    ];

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var store = Stores.Open(line);
        using var folder = OpenFolder(line);
        var published = PublishedSettings.Of(Name, ofImages: store is ImageStore);
        var configuration = Configure(line, terminal, folder, published, store.Records, store as EcgStore);
        using var device = OpenDevice(line);
        var recipe = ViewRecipe.Create(device, store, configuration);
        if (!Resumes(line) && (configuration.Ecg?.Weights ?? configuration.Cmr?.Weights) is { } weights) recipe.LoadEncoder(weights);
        return ContrastiveRun.Train(terminal, device, recipe, configuration, folder, Resumes(line), cancellation);
    }

    private static ViewsCommand OfEcg(string recipe, string description) => new(
        recipe, description,
        $"ecgcmr pretrain {recipe} --ecg demo/store --out run --ecg-preset pluto --epochs 2 --batch-size 16",
        hasEcg: true, hasCmr: false);

    private static ViewsCommand OfEither(string recipe, string description) => new(
        recipe, description,
        $"ecgcmr pretrain {recipe} --ecg demo/store --out run --ecg-preset pluto --epochs 2 --batch-size 16 --hidden 512",
        hasEcg: true, hasCmr: true);
}
