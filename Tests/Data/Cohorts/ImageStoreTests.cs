using System.Text.Json.Nodes;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Data.Studies;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

/// <summary>What is not the same for every store is tested here; the rest by <see cref="EcgStoreTests"/>.</summary>
public sealed class ImageStoreTests
{
    internal static readonly ImageStoreWriter Writer = new()
    {
        Preparation = new CmrPreparation { Size = 20 },
        LabelNames = ["EF"],
        Threads = 2,
    };

    [Test]
    public void GivesBackWhatWasPreparedToHalfACount()
    {
        using var folder = new TemporaryFolder();
        var sources = Sources(9);
        Writer.Write(folder["store"], sources);
        using var store = ImageStore.Open(folder["store"]);
        store.Verify();
        Assert.That((store.Count, store.Channels, store.Height, store.Width), Is.EqualTo((9, 3, 20, 20)));
        Assert.That(store.Manifest.Preparation, Is.EqualTo(Writer.Preparation));
        for (var i = 0; i < 9; i++)
        {
            var expected = Writer.Preparation.Prepare(sources[i].Read());
            Assert.That(store.Read(i), Is.EqualTo(expected.Pixels).Within(0.5001 / 65535));
            Assert.That(
                (store.Rows[i].Patient, store.Rows[i].Frames, store.Rows[i].RowSpacingMm),
                Is.EqualTo(($"patient{i}", expected.Frames, 1.5)));
            Assert.That(store.Rows[i].Labels, Is.EqualTo(new float[] { i }));
        }
        Assert.That(store.Read(0).Max(), Is.EqualTo(1));
        Assert.That(() => store.Read(0, new float[5]), Throws.ArgumentException.With.Message.Contains("1200"));
    }

    [Test]
    public void IsTheSameOnAnyNumberOfThreads()
    {
        using var folder = new TemporaryFolder();
        foreach (var threads in (int[])[1, 3]) (Writer with { Threads = threads }).Write(folder[$"{threads}"], Sources(9));
        foreach (var file in (string[])["images.u16", "index.jsonl", "manifest.json"])
            Assert.That(
                File.ReadAllBytes(Path.Combine(folder["3"], file)),
                Is.EqualTo(File.ReadAllBytes(Path.Combine(folder["1"], file))), file);
    }

    [Test]
    public void StudiesThatFailAreListed()
    {
        using var folder = new TemporaryFolder();
        CmrSource[] sources =
            [.. Sources(1), new(new CohortRecord("short", "p", [0]), () => ExampleStudies.Make(phases: 1, diastole: 0, systole: null))];
        var manifest = Writer.Write(folder["store"], sources);
        Assert.That((manifest.Count, manifest.Failures.Single().Record), Is.EqualTo((1, "short")));
    }

    [Test]
    public void AStoreOfTheOtherKindIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        Writer.Write(folder["images"], Sources(1));
        Assert.That(
            () => EcgStore.Open(folder["images"]),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("no store of ECGs"));
        using var store = PreparedStore.Open(folder["images"]);
        Assert.That(store, Is.InstanceOf<ImageStore>());
    }

    [TestCase("{\"Size\":-1}", "invalid image size -1")]
    [TestCase("{\"Size\":2000000000}", "invalid image size 2000000000")]
    [TestCase("{\"Size\":19}", "bytes")]
    public void AManifestThatLiesAboutTheSizeIsRefused(string preparation, string reason)
    {
        using var folder = new TemporaryFolder();
        Writer.Write(folder["store"], Sources(1));
        var path = Path.Combine(folder["store"], "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllBytes(path))!;
        manifest["Preparation"] = JsonNode.Parse(preparation);
        File.WriteAllText(path, manifest.ToJsonString());
        Assert.That(() => ImageStore.Open(folder["store"]), Throws.InstanceOf<DataFormatException>().With.Message.Contains(reason));
    }

    internal static CmrSource[] Sources(int count, Func<int, string>? patient = null, int size = 21) =>
    [
        .. Enumerable.Range(0, count).Select(i => new CmrSource(
            new CohortRecord($"study{i}", patient?.Invoke(i) ?? $"patient{i}", [i]), () =>
                ExampleStudies.Make(rows: size + i, columns: 33))),
    ];
}
