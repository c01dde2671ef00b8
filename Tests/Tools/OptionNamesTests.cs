using EcgCmrNative.Cli;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Messages of the libraries name properties; the command line names its options for them.</summary>
public sealed class OptionNamesTests
{
    private static IEnumerable<string> Commands() => Pretrain().Select(command => command.Name);

    [TestCase("mdm", "Options.MaskRatio", "--mask-ratio")]
    [TestCase("mdm", "Training.Seed", "--seed")]
    [TestCase("mdm", "Options.PhaseNoise", "--phase-noise")]
    [TestCase("mdm", "Options.Augment", "--ecg-augmentation")]
    [TestCase("mmcl", "Options.Similarities", "--similarities")]
    [TestCase("mmcl", "Similarities", "--similarities")]
    [TestCase("mmcl", "Ecg.Weights", "--ecg-weights")]
    [TestCase("mmcl", "Cmr.Weights", "--cmr-weights")]
    [TestCase("mmcl", "Cmr.Input.Size", "--image-size")]
    [TestCase("mmcl", "Ecg.Strength.PhaseNoise", "--phase-noise")]
    [TestCase("mmcl", "Ecg.LearningRate", "--lr-ecg")]
    [TestCase("mmcl", "Options.LearningRate", "--lr")]
    [TestCase("mmcl", "Classifier", "--label")]
    [TestCase("mmcl", "allowSeen", "--allow-seen")]
    [TestCase("mmcl", "seed", "--seed")]
    [TestCase("mmcl", "Ecg.PatchLeads", null)]
    [TestCase("mmcl", "ValidationRows", null)]
    [TestCase("mmcl", "device.Name", null)]
    public void A_property_or_parameter_has_its_option(string command, string name, string? option) =>
        Assert.That(Pretrain().Single(one => one.Name == command).OptionNames.Find(name), Is.EqualTo(option));

    /// <summary>Every difference that an option can make has the name of that option.</summary>
    [TestCaseSource(nameof(Commands))]
    public void Every_changed_setting_is_named_by_the_option_that_changed_it(string name)
    {
        var command = Pretrain().Single(one => one.Name == name);
        RunConfiguration published = name == MaskedModellingRecipe.RecipeName
            ? new MaskedModellingConfiguration()
            : ContrastiveRecipes.Of(name).Published();
        foreach (var difference in Difference.Between(published.ToJson(), (published with
        {
            Training = published.Training with
            {
                Epochs = 7,
                BatchSize = 7,
                AccumulationSteps = 7,
                ClipNorm = 7,
                Patience = 7,
                MaximumDelta = 7,
                KeepBest = 7,
                CheckpointSteps = 7,
                GuardNonFinite = true,
                Seed = 7,
            },
        }).ToJson()))
        {
            var option = command.OptionNames.Find(difference.Name);
            Assert.That(command.Options.Select(one => one.Name), Does.Contain(option), difference.Name);
        }
    }

    private static IEnumerable<ToolCommand> Pretrain() =>
        EcgcmrCommandLine.Create().Subcommands.Single(command => command.Name == "pretrain").Subcommands.Cast<ToolCommand>();
}
