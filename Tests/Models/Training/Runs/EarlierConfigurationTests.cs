using System.Text.Json.Nodes;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.Runs;

/// <summary>Checkpoints of earlier versions have no fingerprints of their stores.</summary>
public sealed class EarlierConfigurationTests
{
    private static IEnumerable<string> Recipes() => ContrastiveRecipes.All;

    [TestCaseSource(nameof(Recipes))]
    public void AContrastiveConfigurationWithoutStoresIsRead(string recipe)
    {
        var configuration = ContrastiveRecipes.Of(recipe).Published() with { ValidationRows = [1, 2] };
        var read = ContrastiveConfiguration.Parse("run", Without(configuration, "Stores", "TestRows"));
        Assert.That((read.Stores.Count, read.TestRows.Count, read.ValidationRows), Is.EqualTo((0, 0, new[] { 1, 2 })));
        Assert.That(read.Training, Is.EqualTo(configuration.Training));
    }

    /// <summary>A setting that a later version has added has its default, not 0.</summary>
    [Test]
    public void AMissingSettingHasItsDefault()
    {
        var read = ContrastiveConfiguration.Parse(
            "run", """{"Recipe":"mmcl","Options":{"ProjectionWidth":7},"Training":{"BatchSize":3},"Ecg":{"Preset":"tiny"},"Cmr":null}""");
        Assert.That((read.Options.Temperature, read.Options.ProjectionWidth), Is.EqualTo((0.1, 7)));
        Assert.That((read.Training.KeepBest, read.Training.BatchSize), Is.EqualTo((5, 3)));
        Assert.That((read.Ecg!.Window, read.Cmr, read.Classifier), Is.EqualTo((2500, (CmrSideOptions?)null, (ClassifierOptions?)null)));
        var masked = MaskedModellingConfiguration.Parse("run", """{"Recipe":"mdm","Options":{"MaskRatio":0.5},"Preparation":{}}""");
        Assert.That((masked.Options.MaskRatio, masked.Options.Window, masked.Preparation!.WindowSamples), Is.EqualTo((0.5, 2500, 5000)));
    }

    /// <summary>Earlier versions wrote the images of the encoder beside its other settings.</summary>
    [Test]
    public void TheImagesOfAnEarlierConfigurationAreRead()
    {
        var read = ContrastiveConfiguration.Parse(
            "run",
            """{"Recipe":"simclr-cmr","Cmr":{"Preset":"unet","Size":64,"RegionOfInterest":false,"Channels":"mid,es","Frozen":true}}""");
        Assert.That(read.Cmr!.Input, Is.EqualTo(new CmrInput { Size = 64, CropToRegionOfInterest = false, Channels = "mid,es" }));
        Assert.That((read.Cmr.Preset, read.Cmr.Frozen), Is.EqualTo(("unet", true)));
        var again = ContrastiveConfiguration.Parse("run", read.ToJson());
        Assert.That(again.Cmr, Is.EqualTo(read.Cmr));
        Assert.That(ContrastiveConfiguration.Parse("run", """{"Recipe":"simclr-cmr","Cmr":{}}""").Cmr!.Input, Is.EqualTo(new CmrInput()));
    }

    [TestCase("""{"Recipe":"mmcl"}""", "'mmcl'")]
    [TestCase("""{"Recipe":7}""", "'unknown'")]
    [TestCase("[]", "'unknown'")]
    [TestCase("""{"Recipe":"mdm","Options":{"Window":"long"}}""", "cannot be read")]
    [TestCase("""{"Recipe":"mdm","Recipe":"mdm"}""", "")]
    [TestCase("{", "cannot be read")]
    public void ADamagedOrForeignConfigurationIsRefused(string json, string reason) => Assert.That(
        () => MaskedModellingConfiguration.Parse("run", json), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));

    [TestCase(null, 0)]
    [TestCase("", 0)]
    [TestCase("0123456789abcdef", 1)]
    public void AMaskedModellingConfigurationHasTheChecksumOfItsSamples(string? checksum, int stores)
    {
        var json = JsonNode.Parse(Without(new MaskedModellingConfiguration { Leads = ["I"] }, "Stores"))!;
        if (checksum is not null) json["SamplesSha256"] = checksum;
        var read = MaskedModellingConfiguration.Parse("run", json.ToJsonString());
        Assert.That(read.Stores.Select(store => store.Samples), Is.EqualTo(Enumerable.Repeat(checksum, stores)));
        Assert.That(read.Leads, Is.EqualTo(new[] { "I" }));
    }

    private static string Without(RunConfiguration configuration, params string[] names)
    {
        var json = JsonNode.Parse(configuration.ToJson())!.AsObject();
        foreach (var name in names) Assert.That(json.Remove(name), name);
        return json.ToJsonString();
    }
}
