using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Data.Studies;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

/// <summary>Whatever a store's manifest or index says, opening it succeeds or ends in the typed exception with the file's name.</summary>
public sealed class StoreMutationTests
{
    private const string Manifest = "manifest.json", Index = "index.jsonl";

    private TemporaryFolder _folder = null!;

    private string Store => _folder["store"];

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void Every_damaged_manifest_is_refused_or_opened(bool images)
    {
        WriteStore(images);
        var path = Path.Combine(Store, Manifest);
        RequireTyped(JsonMutations.Of(File.ReadAllText(path)), json => File.WriteAllText(path, json));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Every_damaged_row_is_refused_or_opened(bool images)
    {
        WriteStore(images);
        var (index, manifest) = (Path.Combine(Store, Index), Path.Combine(Store, Manifest));
        var lines = File.ReadAllLines(index);
        var described = JsonNode.Parse(File.ReadAllText(manifest))!;
        RequireTyped(JsonMutations.Of(lines[0]), json =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', [json, .. lines[1..]]) + "\n");
            File.WriteAllBytes(index, bytes);
            described["IndexSha256"] = Convert.ToHexString(SHA256.HashData(bytes));
            File.WriteAllText(manifest, described.ToJsonString());
        });
    }

    private void RequireTyped(IEnumerable<(string What, string Json)> mutations, Action<string> write)
    {
        var (tried, refused) = (0, 0);
        foreach (var (what, json) in mutations)
        {
            write(json);
            tried++;
            try
            {
                using var store = PreparedStore.Open(Store);
                store.Verify();
                Use(store);
            }
            catch (DataFormatException refusal)
            {
                refused++;
                Assert.That(refusal.Message, Does.Contain(Store), what);
            }
            catch (Exception other)
            {
                Assert.Fail($"{what}: {other}");
            }
        }
        Assert.That(tried, Is.GreaterThan(50));
        Assert.That(refused, Is.GreaterThan(tried / 3));
    }

    /// <summary>Everything that commands do with a store that is open.</summary>
    private static void Use(PreparedStore store)
    {
        foreach (var record in store.Records) Assert.That(record.Labels, Has.Count.EqualTo(store.Manifest.LabelNames.Count));
        foreach (var failure in store.Manifest.Failures)
            Assert.That(failure.Record.Length + failure.Reason.Length, Is.GreaterThanOrEqualTo(0));
        foreach (var row in store.Rows)
            Assert.That(row.Record.Length + row.Patient.Length + row.Source.Length, Is.GreaterThanOrEqualTo(0));
        if (store is ImageStore images)
        {
            foreach (var row in images.Rows)
                Assert.That(row.Frames.ToString() + string.Concat(row.Notes.Select(note => note.Length)), Is.Not.Empty);
            Assert.That(images.Read(0), Has.Length.EqualTo(images.RowLength));
        }
        if (store is not EcgStore ecgs) return;
        foreach (var row in ecgs.Rows) Assert.That(row.Defects.Select(defects => defects.ToString()), Has.All.Not.Empty);
        using var samples = ecgs.Samples(0);
        Assert.That(samples.Values.Length, Is.EqualTo(ecgs.Leads * ecgs.Length));
    }

    private void WriteStore(bool images)
    {
        if (images)
        {
            var studies = Enumerable.Range(0, 3).Select(i => new CmrSource(
                new CohortRecord($"study{i}", $"patient{i}", [i], i),
                () => ExampleStudies.Make(rows: 21, columns: 33) with { Notes = ["a note"] })).ToArray();
            ImageStoreTests.Writer.Write(Store, studies);
            return;
        }
        new EcgStoreWriter
        {
            Preparation = new EcgPreparation { WindowSamples = 500, LengthPolicy = LengthPolicy.CropOrPad },
            LabelNames = ["MI", "EF"],
            Threads = 1,
        }.Write(Store, Enumerable.Range(0, 3).Select(i => new EcgSource(
            new CohortRecord($"record{i}", $"patient{i}", [i, float.NaN], i),
            () => i == 1
                ? throw new DataFormatException("x.hea", 3, "damaged")
                : SyntheticEcg.Record(new EcgModel(), 1, i, seconds: 2))).ToArray());
    }
}
