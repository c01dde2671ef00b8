using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Commands;

/// <summary>Learning from pairs: <c>pretrain mmcl</c> and <c>pretrain byol-multimodal</c>.</summary>
internal sealed class PairsCommand : ContrastiveCommand
{
    private readonly Option<bool> _projections = ToolOption.Switch(
        "--save-projections", "Write the projections of all held-out pairs after every epoch.");

    private PairsCommand(string recipe, string description, string example) : base(
        recipe, description, example, hasEcg: true, hasCmr: true, isPair: true) => Add(OptionGroup.Output, _projections);

    /// <summary>One command for each recipe.</summary>
    public static IEnumerable<PairsCommand> All() =>
    [
        new(ContrastiveRecipes.Multimodal,
            "Train an ECG encoder and an image encoder together: match the ECG and the image of each person. Defaults are those of the paper.",
            "ecgcmr pretrain mmcl --ecg ecg-store --cmr cmr-store --out run --ecg-weights mdm-run --cmr-weights simclr-run "
            + "--cmr-preset resnet18 --image-size 64"),
        new(ContrastiveRecipes.MultimodalByol,
            "Train an ECG encoder and an image encoder by BYOL: each predicts what a moving average of the other makes of the same person.",
            "ecgcmr pretrain byol-multimodal --ecg ecg-store --cmr cmr-store --out run --cmr-preset resnet18 --image-size 64 --hidden 512"),
    ];

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var ecgs = Stores.OpenEcg(line);
        using var images = Stores.OpenCmr(line);
        var cohort = new PairedCohort(ecgs, images);
        if (cohort.EcgsOnly + cohort.ImagesOnly > 0)
            terminal.Say(
                $"{cohort.Count} people have both; {cohort.EcgsOnly} with ECGs alone "
                + $"and {cohort.ImagesOnly} with images alone are left out");
        using var folder = OpenFolder(line);
        var configuration = Configure(line, terminal, folder, PublishedSettings.Of(Name), cohort.Records, ecgs);
        using var device = OpenDevice(line);
        var recipe = PairRecipe.Create(device, cohort, configuration);
        if (!Resumes(line)) recipe.LoadEncoders(configuration.Cmr!.Weights, configuration.Ecg!.Weights);
        if (line.GetValue(_projections))
            recipe.Projected += (epoch, projections) => Write(folder.File($"projections-{epoch}.safetensors"), cohort, projections);
        return ContrastiveRun.Train(terminal, device, recipe, configuration, folder, Resumes(line), cancellation);
    }

    /// <summary>Writes the projections of both sides, and who they are of.</summary>
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
