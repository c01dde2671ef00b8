using System.Text.Json.Nodes;
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
