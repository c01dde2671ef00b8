using System.Text.Json.Nodes;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

public class EcgStoreTests
{
    private static readonly EcgStoreWriter Writer = new()
    {
        Preparation = new EcgPreparation { WindowSamples = 1000, LengthPolicy = LengthPolicy.Split },
        LabelNames = ["MI", "EF"],
        Threads = 2,
    };

    private TemporaryFolder _folder = null!;

    private string Store => _folder["store"];

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Gives_back_what_was_prepared_in_the_order_of_the_sources()
    {
        var progress = new List<(int, int)>();
        var sources = Sources(7);
        Writer.Write(Store, sources, (done, all) => progress.Add((done, all)));
        using var store = EcgStore.Open(Store);
        store.Verify();

        Assert.That(progress, Is.EqualTo(Enumerable.Range(1, 7).Select(i => (i, 7))));
        Assert.That((store.Count, store.Leads, store.Length), Is.EqualTo((14, 12, 1000)));
        Assert.That(store.Manifest.Preparation, Is.EqualTo(Writer.Preparation));
        Assert.That(store.Manifest.Leads, Is.EqualTo(Enum.GetNames<Lead>()));
        for (var i = 0; i < 7; i++)
        {
            var expected = Writer.Preparation.Prepare(sources[i].Read());
            for (var window = 0; window < 2; window++)
            {
                Assert.That(store.Read(2 * i + window).ToArray(), Is.EqualTo(expected[(window * 12_000)..((window + 1) * 12_000)]));
                var row = store.Rows[2 * i + window];
                Assert.That((row.Record, row.Patient, row.Window, row.Fold),
                    Is.EqualTo(($"record{i}", $"patient{i / 2}", window, (int?)i)));
                Assert.That(row.Labels, Is.EqualTo(new[] { i, float.NaN }));
                Assert.That(row.Defects, Has.Count.EqualTo(12).And.All.EqualTo(LeadDefects.None));
            }
        }
    }

    [Test]
    public void Is_the_same_on_any_number_of_threads()
    {
        foreach (var threads in (int[])[1, 3]) (Writer with { Threads = threads }).Write(_folder[$"{threads}"], Sources(9));
        foreach (var file in (string[])["samples.f32", "index.jsonl", "manifest.json"])
            Assert.That(File.ReadAllBytes(Path.Combine(_folder["3"], file)),
                Is.EqualTo(File.ReadAllBytes(Path.Combine(_folder["1"], file))), file);
    }

    [Test]
    public void Recordings_that_fail_are_listed_or_end_it_all()
    {
        EcgSource[] sources =
        [
            .. Sources(2),
            new(new CohortRecord("broken", "p", [0, 0]), () => throw new DataFormatException("broken.hea", 12, "no gain")),
            new(new CohortRecord("short", "p", [0, 0]), () => SyntheticEcg.Record(new EcgModel(), 1, seconds: 1)),
        ];
        var manifest = Writer.Write(Store, sources);
        Assert.That(manifest.Count, Is.EqualTo(4));
        Assert.That(manifest.Failures.Select(failure => failure.Record), Is.EqualTo(new[] { "broken", "short" }));
        Assert.That(manifest.Failures[0].Reason, Is.EqualTo("broken.hea, byte 12: no gain"));
        Assert.That(manifest.Failures[1].Reason, Does.Contain("500 samples per lead"));

        Assert.That(() => (Writer with { Strict = true }).Write(_folder["strict"], sources),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("no gain"));
        Assert.That(() => Writer.Write(_folder["none"], sources[2..]),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("none of 2 ECGs"));
        Assert.That(Directory.GetFiles(_folder["strict"]).Concat(Directory.GetFiles(_folder["none"])), Is.Empty);
    }

    [Test]
    public void A_second_store_in_the_same_folder_is_refused()
    {
        Writer.Write(Store, Sources(1));
        Assert.That(() => Writer.Write(Store, Sources(2)), Throws.InstanceOf<IOException>().With.Message.Contains("already"));
        Assert.That(Count(), Is.EqualTo(2));
    }

    [Test]
    public void Cancelling_leaves_no_store()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.That(
            () => Writer.Write(Store, Sources(40), (done, _) => { if (done == 3) cancellation.Cancel(); }, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetFiles(Store), Is.Empty);
    }

    [Test]
    public void A_disk_that_fails_at_any_operation_leaves_no_store()
    {
        var sources = Sources(2);
        var failures = 0;
        for (var n = 1; ; n++)
        {
            var disk = new FailingFileSystem(n);
            try
            {
                (Writer with { Files = disk }).Write(Store, sources);
                Assert.That(disk.HasFailed, Is.False);
                break;
            }
            catch (IOException)
            {
                failures++;
                Assert.That(() => EcgStore.Open(Store),
                    Throws.InstanceOf<DataFormatException>().With.Message.Contains("prepare it again"));
                Assert.That(Directory.GetFiles(Store), Is.Empty);
            }
        }
        Assert.That(failures, Is.GreaterThan(8));
        Assert.That(Count(), Is.EqualTo(4));
    }

    [Test]
    public void What_a_killed_run_left_is_no_store_and_is_written_over()
    {
        Directory.CreateDirectory(Store);
        File.WriteAllBytes(Path.Combine(Store, "samples.f32"), new byte[1 << 20]);
        Assert.That(() => EcgStore.Open(Store), Throws.InstanceOf<DataFormatException>().With.Message.Contains("did not finish"));
        Writer.Write(Store, Sources(1));
        Assert.That(Count(), Is.EqualTo(2));
    }

    [Test]
    public void A_changed_byte_is_noticed_when_its_block_is_used()
    {
        Writer.Write(Store, Sources(1));
        var path = Path.Combine(Store, "samples.f32");
        var bytes = File.ReadAllBytes(path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var store = EcgStore.Open(Store);
        Assert.That(() => store.Read(0).Length, Throws.InstanceOf<DataFormatException>().With.Message.Contains("checksum"));
        Assert.That(() => store.Verify(), Throws.InstanceOf<DataFormatException>());
        using var unchecked_ = EcgStore.Open(Store, checksums: false);
        Assert.That(unchecked_.Read(0).Length, Is.EqualTo(12_000));
    }

    [TestCase("\"BlockRows\":", "\"BlockRows\":0,\"Ignored\":", "invalid manifest")]
    [TestCase("\"BlockSha256\":[", "\"BlockSha256\":[null,", "SHA-256")]
    [TestCase("\"LabelNames\":[", "\"LabelNames\":[null,", "null")]
    [TestCase("\"Leads\":[\"I\"", "\"Leads\":[null", "leads")]
    [TestCase("\"Leads\":[\"I\"", "\"Leads\":[\"II\"", "leads")]
    public void A_manifest_with_a_wrong_value_is_refused(string text, string replacement, string reason)
    {
        Writer.Write(Store, Sources(1));
        var path = Path.Combine(Store, "manifest.json");
        var json = File.ReadAllText(path);
        Assert.That(json, Does.Contain(text));
        File.WriteAllText(path, json.Replace(text, replacement, StringComparison.Ordinal));
        Assert.That(() => EcgStore.Open(Store), Throws.InstanceOf<DataFormatException>().With.Message.Contains(reason));
    }

    /// <summary>Blocks of no rows need no checksums; so a manifest could switch them off.</summary>
    [Test]
    public void A_manifest_cannot_switch_checksums_off()
    {
        Writer.Write(Store, Sources(1));
        var path = Path.Combine(Store, "manifest.json");
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
        (json["BlockRows"], json["BlockSha256"]) = (0, new System.Text.Json.Nodes.JsonArray());
        File.WriteAllText(path, json.ToJsonString());
        Assert.That(() => EcgStore.Open(Store), Throws.InstanceOf<DataFormatException>().With.Message.Contains("1 row or more"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_store_that_is_cut_short_while_it_is_open_is_an_error_and_not_a_crash(bool checksums)
    {
        Writer.Write(Store, Sources(1));
        using var store = EcgStore.Open(Store, checksums);
        Assert.That(store.Read(0).Length, Is.EqualTo(12_000));
        using (var file = new FileStream(Path.Combine(Store, "samples.f32"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(0);
        Assert.That(() => store.Read(0).Length,
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("block 0").And.Message.Contains("while it was open"));
        Assert.That(() => store.Verify(), Throws.InstanceOf<DataFormatException>());
    }

    [Test]
    public void A_store_that_is_written_to_while_it_is_open_is_checked_again()
    {
        Writer.Write(Store, Sources(1));
        using var store = EcgStore.Open(Store);
        Assert.That(store.Read(0).Length, Is.EqualTo(12_000));
        var path = Path.Combine(Store, "samples.f32");
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.Write([1, 2, 3]);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        Assert.That(() => store.Read(0).Length, Throws.InstanceOf<DataFormatException>().With.Message.Contains("checksum"));
    }

    [TestCase("samples.f32")]
    [TestCase("index.jsonl")]
    [TestCase("manifest.json")]
    public void Damaged_files_are_refused(string file)
    {
        Writer.Write(Store, Sources(1));
        var path = Path.Combine(Store, file);
        var bytes = File.ReadAllBytes(path);
        foreach (var damaged in (byte[][])[[], bytes[..^1], bytes[..(bytes.Length / 2)], [.. bytes, 0]])
        {
            File.WriteAllBytes(path, damaged);
            Assert.That(() => EcgStore.Open(Store), Throws.InstanceOf<DataFormatException>().With.Message.Contains(file));
        }
        File.Delete(path);
        Assert.That(() => EcgStore.Open(Store), Throws.InstanceOf<DataFormatException>().With.Message.Contains(file));
    }

    [TestCase("Version", "2", "version 2")]
    [TestCase("Format", "\"other\"", "'other'")]
    [TestCase("Count", "0", "0 rows")]
    [TestCase("Count", "-4", "-4 rows")]
    [TestCase("Count", "2000000000", "checksums")]
    [TestCase("Count", "3", "2 rows, but the manifest states 3")]
    [TestCase("Length", "2147483647", "too large")]
    [TestCase("Leads", "[]", "0 x 1000")]
    [TestCase("Leads", "null", "Leads")]
    [TestCase("BlockRows", "0", "checksums")]
    [TestCase("BlockSha256", "[]", "checksums")]
    [TestCase("IndexSha256", "\"00\"", "checksum")]
    [TestCase("LabelNames", "[\"MI\"]", "labels")]
    [TestCase("Preparation", "{\"Filter\":1}", "Filter")]
    [TestCase("Extra", "1", "Extra")]
    public void A_manifest_that_lies_is_refused(string field, string value, string reason)
    {
        Writer.Write(Store, Sources(1));
        var path = Path.Combine(Store, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllBytes(path))!;
        manifest[field] = JsonNode.Parse(value);
        File.WriteAllText(path, manifest.ToJsonString());
        Assert.That(() => EcgStore.Open(Store), Throws.InstanceOf<DataFormatException>().With.Message.Contains(reason));
    }

    [Test]
    public void Threads_read_at_the_same_time()
    {
        Writer.Write(Store, Sources(30));
        using var store = EcgStore.Open(Store);
        var sums = new double[store.Count];
        Parallel.For(0, store.Count, row => sums[row] = Sum(store.Read(row)));
        for (var row = 0; row < store.Count; row++) Assert.That(sums[row], Is.EqualTo(Sum(store.Read(row))));
        Assert.That(() => store.Read(store.Count).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => store.Read(-1).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
        store.Dispose();
        Assert.That(() => store.Read(0).Length, Throws.InstanceOf<ObjectDisposedException>());
    }

    /// <summary>The file stays mapped while a row is read: an access after unmapping would end the process.</summary>
    [Test]
    public void A_store_that_is_closed_while_threads_read_ends_their_reading()
    {
        Writer.Write(Store, Sources(4));
        for (var repetition = 0; repetition < 30; repetition++)
        {
            var store = EcgStore.Open(Store);
            using var begun = new CountdownEvent(4);
            var readers = Enumerable.Range(0, begun.InitialCount).Select(number => Task.Run(() =>
            {
                var rows = 0;
                try
                {
                    for (; ; rows++)
                    {
                        using var samples = store.Samples((number + rows) % store.Count);
                        if (rows == 0) begun.Signal();
                        Assert.That(float.IsFinite(System.Numerics.Tensors.TensorPrimitives.Sum(samples.Values)), Is.True);
                    }
                }
                catch (ObjectDisposedException)
                {
                    return rows;
                }
            })).ToArray();
            begun.Wait();
            store.Dispose();
            Assert.That(Task.WhenAll(readers).Result, Has.All.Positive);
        }
    }

    [Test]
    public void Samples_that_are_being_read_outlive_the_closing_of_the_store()
    {
        Writer.Write(Store, Sources(1));
        var store = EcgStore.Open(Store);
        var expected = store.Read(0);
        using var samples = store.Samples(0);
        store.Dispose();
        Assert.That(samples.Values.SequenceEqual(expected), Is.True);
        Assert.That(() => store.Read(0).Length, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void A_folder_in_which_a_store_is_being_prepared_is_refused()
    {
        Directory.CreateDirectory(Store);
        var stale = Path.Combine(Store, "manifest.json.12.tmp");
        File.WriteAllText(stale, "");
        using (FileSystem.Disk.Lock(Store))
            Assert.That(
                () => Writer.Write(Store, Sources(1)),
                Throws.InstanceOf<IOException>().With.Message.Contains(Store).And.Message.Contains("another process"));
        Assert.That(stale, Does.Exist);
        Writer.Write(Store, Sources(1));
        Assert.That(
            Directory.GetFiles(Store).Select(Path.GetFileName), Is.EquivalentTo(new[] { "index.jsonl", "manifest.json", "samples.f32" }));
    }

    [Test]
    public void A_folder_of_real_records_is_prepared_with_the_labels_of_a_table()
    {
        var folder = SharedData.Require("data", "ecg", "ptbxl_biolabsel", "records100");
        var all = EcgSources.InFolder(folder);
        Assert.That(all, Has.Count.EqualTo(80));
        var chosen = all[5].About.Record;
        var table = new LabelTable(["MI", "EF"],
            [new CohortRecord(chosen[(chosen.LastIndexOf('/') + 1)..], "p1", [1, 2]), new CohortRecord("absent", "p2", [0, 0])]);
        var manifest = Writer.Write(Store, EcgSources.InFolder(folder, table));
        Assert.That((manifest.Count, manifest.Failures.Count), Is.EqualTo((5, 0)));
        using var store = EcgStore.Open(Store);
        Assert.That((store.Rows[4].Record, store.Rows[4].Patient, store.Rows[4].Window), Is.EqualTo((chosen, "p1", 4)));
    }

    private int Count()
    {
        using var store = EcgStore.Open(Store);
        return store.Count;
    }

    private static double Sum(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += sample;
        return sum;
    }

    private static EcgSource[] Sources(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new EcgSource(
            new CohortRecord($"record{i}", $"patient{i / 2}", [i, float.NaN], i), () =>
                SyntheticEcg.Record(new EcgModel(), 1, i, seconds: 4))),
    ];
}
