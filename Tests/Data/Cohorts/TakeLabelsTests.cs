using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Models.Training.Runs;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

/// <summary>The labels of a table in the place of a store's.</summary>
public sealed class TakeLabelsTests
{
    private TemporaryFolder _folder = null!;
    private EcgStore _store = null!;

    [SetUp]
    public void Open()
    {
        _folder = new TemporaryFolder();
        new EcgStoreWriter { Preparation = new EcgPreparation { WindowSamples = 500 }, LabelNames = ["CAD", "EF"] }.Write(
            _folder["store"],
            [
                .. Enumerable.Range(0, 4).Select(i => new EcgSource(
                    new CohortRecord($"ecg{i}", $"patient{i}", [i % 2, 50 + i], Fold: i),
                    () => SyntheticEcg.Record(new EcgModel(), seed: 1, number: i, seconds: 1))),
            ]);
        _store = EcgStore.Open(_folder["store"]);
    }

    [TearDown]
    public void Close()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void LabelsPeopleAndFoldsAreThoseOfTheTable()
    {
        Assert.That(_store.Records[1].Labels, Is.EqualTo(new[] { 1f, 51f }), "before");
        var found = _store.TakeLabels(new LabelTable(
            ["age", "death", "years"],
            [
                new CohortRecord("ecg3", "anna", [70, 1, 2.5f], Fold: 9),
                new CohortRecord("elsewhere", "otto", [1, 1, 1]),
                new CohortRecord("ecg0.hea", "anna", [71, 0, float.NaN]),
            ]));
        Assert.That(found, Is.EqualTo(2));
        Assert.That(_store.Manifest.LabelNames, Is.EqualTo(new[] { "age", "death", "years" }));
        Assert.That(_store.Records.Select(record => record.Record), Is.EqualTo(new[] { "ecg0", "ecg1", "ecg2", "ecg3" }));
        Assert.That(_store.Records.Select(record => record.Patient), Is.EqualTo(new[] { "anna", "patient1", "patient2", "anna" }));
        Assert.That(_store.Records.Select(record => record.Fold), Is.EqualTo(new int?[] { 0, 1, 2, 9 }));
        Assert.That(_store.Records[3].Labels, Is.EqualTo(new[] { 70f, 1, 2.5f }));
        Assert.That(_store.Records[0].Labels, Is.EqualTo(new[] { 71f, 0, float.NaN }));
        Assert.That(_store.Records[1].Labels, Is.EqualTo(new[] { float.NaN, float.NaN, float.NaN }), "not in the table");
        Assert.That(_store.Rows[3].Labels, Is.EqualTo(_store.Records[3].Labels));
    }

    [Test]
    public void ATableWithoutPeopleLeavesThoseOfTheStore()
    {
        // Without a column of people, LabelTable names each recording as its own person.
        _store.TakeLabels(new LabelTable(["age"], [new CohortRecord("ecg2", "ecg2", [60])]));
        Assert.That(_store.Records.Select(record => record.Patient), Is.EqualTo(Enumerable.Range(0, 4).Select(i => $"patient{i}")));
    }

    [Test]
    public void SamplesAndTheFolderStayAsTheyAre()
    {
        var before = _store.Read(2).ToArray();
        var manifest = File.ReadAllBytes(Path.Combine(_folder["store"], "manifest.json"));
        var index = File.ReadAllBytes(Path.Combine(_folder["store"], "index.jsonl"));
        _store.TakeLabels(new LabelTable(["age"], [new CohortRecord("ecg2", "ecg2", [60])]));
        _store.Verify();
        Assert.That(_store.Read(2).ToArray(), Is.EqualTo(before));
        Assert.That(File.ReadAllBytes(Path.Combine(_folder["store"], "manifest.json")), Is.EqualTo(manifest));
        Assert.That(File.ReadAllBytes(Path.Combine(_folder["store"], "index.jsonl")), Is.EqualTo(index));
        using var again = EcgStore.Open(_folder["store"]);
        Assert.That(again.Manifest.LabelNames, Is.EqualTo(new[] { "CAD", "EF" }));
    }

    [Test]
    public void ATableOfOtherRecordingsIsRefusedAndChangesNothing()
    {
        Assert.That(
            () => _store.TakeLabels(new LabelTable(["age"], [new CohortRecord("x1", "x1", [60])])),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("ecg0").And.Message.Contains("1 rows such as 'x1'"));
        Assert.That(
            () => _store.TakeLabels(new LabelTable(["age"], [])),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("has 0 rows"));
        Assert.That((_store.Manifest.LabelNames.Count, _store.Records[1].Labels[1]), Is.EqualTo((2, 51f)));
    }

    [Test]
    public void ImagesTakeLabelsToo()
    {
        ImageStoreTests.Writer.Write(_folder["images"], ImageStoreTests.Sources(3));
        using var store = ImageStore.Open(_folder["images"]);
        Assert.That(store.TakeLabels(new LabelTable(["mass"], [new CohortRecord("study1", "study1", [90])])), Is.EqualTo(1));
        Assert.That(store.Records.Select(record => record.Labels.Single()), Is.EqualTo(new[] { float.NaN, 90, float.NaN }));
    }

    /// <summary>A resumed run compares the values of all labels that it learns, and of no others.</summary>
    [Test]
    public void TheFingerprintIsThatOfTheLearnedLabels()
    {
        string?[] Taken(params CohortRecord[] records)
        {
            _store.TakeLabels(new LabelTable(["death", "years", "other"], records));
            return [StoreFingerprint.Of(_store, "death", "years").Label, StoreFingerprint.Of(_store, "death").Label];
        }
        var first = Taken(new CohortRecord("ecg0", "ecg0", [1, 2, 3]));
        Assert.That(first[0], Is.Not.Null.And.Not.EqualTo(first[1]));
        Assert.That(Taken(new CohortRecord("ecg0", "ecg0", [1, 2, 9])), Is.EqualTo(first), "another label");
        var later = Taken(new CohortRecord("ecg0", "ecg0", [1, 5, 3]));
        Assert.That(later[0], Is.Not.EqualTo(first[0]), "another time");
        Assert.That(later[1], Is.EqualTo(first[1]));
        Assert.That(StoreFingerprint.Of(_store).Label, Is.Null);
    }
}
