using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Studies.Formats;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Data.Formats.Nifti;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

/// <summary>A file that looks like a recording or a study and cannot be used is listed with its reason; the others are prepared.</summary>
public sealed class DamagedFolderTests
{
    private const int Samples = 500;

    private static readonly EcgStoreWriter Writer = new()
    {
        Preparation = new EcgPreparation { WindowSamples = Samples, LengthPolicy = LengthPolicy.CropOrPad },
        Threads = 2,
    };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Damaged_files_of_every_format_of_ECGs_are_failures()
    {
        WriteArray("ecgs/good.npy", (lead, t) => lead + (t % 50));
        Cut("ecgs/good.npy", "ecgs/cut.npy");
        Write("ecgs/flipped.npz", "PK\u0003\u0004garbage"u8);
        Write("ecgs/header.npy", [0x93, .. "NUMPY\u0001\0"u8]);
        Write("ecgs/empty.npz", []);
        Write("ecgs/weights.pth", "no pickle"u8);
        Write("ecgs/numbers.safetensors", [255, 0, 0, 0, 0, 0, 0, 0]);
        Write("ecgs/record.hea", "record twelve"u8);
        WriteArray("ecgs/labels.npy", [3, 1], (_, _) => 1);

        var failures = Prepare("ecgs");

        Assert.That(failures.Keys, Is.EquivalentTo(new[] { "cut", "flipped", "header", "empty", "weights", "numbers", "record" }));
        Assert.That(failures["cut"], Does.Contain("cut.npy").And.Contain("needs 24000 bytes"));
        Assert.That(failures["flipped"], Does.Contain("flipped.npz").And.Contain("end record"));
        Assert.That(failures["record"], Does.Contain("record.hea"));
    }

    [Test]
    public void Recordings_without_a_signal_are_failures()
    {
        WriteArray("ecgs/good.npy", (lead, t) => lead + (t % 50));
        WriteArray("ecgs/nan.npy", (_, _) => float.NaN);
        WriteArray("ecgs/zeros.npy", (_, _) => 0);
        WriteArray("ecgs/constant.npy", (lead, t) => t == 7 ? float.NaN : lead);
        WriteArray("ecgs/infinite.npy", (lead, t) => lead == 7 && t == 3 ? float.NegativeInfinity : t % 5);
        WriteArray("ecgs/huge.npy", (_, t) => t % 2 == 0 ? 3e38f : -3e38f);

        var failures = Prepare("ecgs");

        Assert.That(failures.Keys, Is.EquivalentTo(new[] { "nan", "zeros", "constant", "infinite", "huge" }));
        Assert.That(failures["nan"], Does.Contain("every sample is missing"));
        Assert.That(failures["constant"], Does.Contain("constant: no lead ever changes"));
        Assert.That(failures["zeros"], Does.Contain("constant: no lead ever changes"));
        Assert.That(failures["infinite"], Does.Contain("lead V2 has the sample -Infinity"));
        Assert.That(failures["huge"], Does.Contain("at most 1E+12"));
    }

    [TestCase("inf")]
    [TestCase("-Infinity")]
    [TestCase("1e39")]
    [TestCase("1e400")]
    public void An_infinite_label_costs_its_recording_and_not_the_table(string label)
    {
        WriteArray("ecgs/a.npy", (lead, t) => lead + (t % 50));
        WriteArray("ecgs/b.npy", (lead, t) => lead - (t % 50));
        Write("labels.csv", System.Text.Encoding.UTF8.GetBytes($"record,EF\na,{label}\nb,55\n"));
        var table = LabelTable.Read(_folder["labels.csv"], new LabelColumns());

        var failures = Prepare("ecgs", table);

        Assert.That(failures.Keys, Is.EqualTo(new[] { "a" }));
        Assert.That(failures["a"], Does.Contain("label 'EF' is infinite"));
    }

    [Test]
    public void A_damaged_file_is_a_failure_also_if_the_table_does_not_list_it()
    {
        WriteArray("ecgs/a.npy", (lead, t) => lead + (t % 50));
        Cut("ecgs/a.npy", "ecgs/many.npy");
        Write("labels.csv", "record,EF\na,1\nmany#1,0\nmany#2,1\n"u8);
        var failures = Prepare("ecgs", LabelTable.Read(_folder["labels.csv"], new LabelColumns()));
        Assert.That(failures.Keys, Is.EqualTo(new[] { "many" }));
    }

    [Test]
    public void Damaged_images_and_manifests_are_failures()
    {
        Write("cmr/anna.nii.gz", NiftiBytes.Compress(Image()));
        Write("cmr/bert.nii.gz", NiftiBytes.Compress(Image())[3..]);
        Write("cmr/carl.nii", Image()[..100]);
        Write("cmr/dora.dcm", "no DICOM"u8);
        Write("cmr/emil.nii", []);
        Write("cmr/index.json", """[{"subject": "anna", "ed_phase": 1, "es_phase": 0}, {"subject": "bert", "ed_phase": "first"}]"""u8);

        var found = CmrStudies.Open(_folder["cmr"]);
        var sources = CmrSources.InFolder(_folder["cmr"]);

        Assert.That(found.Failures.Select(failure => Path.GetFileName(failure.Path)), Is.EquivalentTo(new[] { "dora.dcm", "index.json" }));
        Assert.That(found.Failures.Single(failure => failure.Path.EndsWith("json", StringComparison.Ordinal)).Reason,
            Does.Contain("entry 2 of the manifest"));
        var anna = sources.Single(source => source.About.Record == "anna").Read();
        Assert.That((anna.EndDiastole, anna.EndSystole), Is.EqualTo((1, 0)));
        Assert.That(sources, Has.Count.EqualTo(6));
        foreach (var source in sources.Where(source => source.About.Record != "anna"))
            Assert.That(source.Read, Throws.TypeOf<DataFormatException>(), source.About.Record);
    }

    [TestCase("""[{"subject": "anna", "ed_phase": 1, "es_phase": 0}, {"original_id": "anna", "ed_phase": 0, "es_phase": 1}]""", 1)]
    [TestCase("""[{"original_id": "anna", "ed_phase": 1, "es_phase": 0}, {"subject": "anna", "ed_phase": 0, "es_phase": 1}]""", 1)]
    [TestCase("""[{"subject": "bert", "ed_phase": 1}, {"subject": null, "original_id": "anna", "ed_phase": 0, "es_phase": 1}]""", 0)]
    public void The_first_entry_that_names_a_study_counts(string manifest, int endDiastole)
    {
        Write("cmr/anna.nii.gz", NiftiBytes.Compress(Image()));
        _folder.Write("cmr/index.json", System.Text.Encoding.UTF8.GetBytes(manifest));

        var anna = CmrSources.InFolder(_folder["cmr"]).Single().Read();

        Assert.That((anna.EndDiastole, anna.EndSystole), Is.EqualTo((endDiastole, 1 - endDiastole)));
    }

    [TestCase("""[{"subject": "anna", "ed_phase": 1""", "not valid JSON")]
    [TestCase("""[{"ed_phase": 1.5}]""", "entry 1")]
    [TestCase("""[{"original_id": {}}]""", "entry 1")]
    public void A_damaged_manifest_is_noted(string text, string reason)
    {
        var files = new MemoryFileSystem { ["dir/anna.nii.gz"] = NiftiBytes.Compress(Image()) };
        files.Add("dir/index.json", text);
        var failure = CmrStudies.Open("dir", files).Failures.Single();
        Assert.That(failure.Path, Is.EqualTo("dir/index.json"));
        Assert.That(failure.Reason, Does.Contain(reason));
    }

    /// <summary>The files of a report, read in place.</summary>
    [Test]
    public void The_damaged_arrays_of_the_shared_folder_are_failures()
    {
        var folder = SharedData.Require("field", "arrays-damaged");
        var failures = Prepare(folder, new EcgPreparation());
        Assert.That(failures.Keys, Is.EquivalentTo(new[] { "cut", "flipped", "huge", "inf", "nan", "zeros" }));
    }

    private static byte[] Image() => [.. new NiftiBytes(1, false, false, 4, 4, 4, 1, 3).Header,
        .. new NiftiBytes(1, false, false, 4, 4, 4, 1, 3).Words([.. Enumerable.Range(0, 48).Select(i => (short)(i * i % 97))])];

    private Dictionary<string, string> Prepare(string folder, LabelTable? labels = null)
    {
        var writer = Writer with { LabelNames = labels?.LabelNames ?? [] };
        var manifest = writer.Write(_folder["store"], EcgSources.InFolder(_folder[folder], labels));
        Assert.That(manifest.Count, Is.EqualTo(1), "one recording is intact");
        return manifest.Failures.ToDictionary(failure => failure.Record, failure => failure.Reason);
    }

    private Dictionary<string, string> Prepare(string folder, EcgPreparation preparation)
    {
        var manifest = (Writer with { Preparation = preparation }).Write(_folder["store"], EcgSources.InFolder(folder));
        Assert.That(manifest.Count, Is.EqualTo(1), "one recording is intact");
        return manifest.Failures.ToDictionary(failure => failure.Record, failure => failure.Reason);
    }

    private void WriteArray(string name, Func<int, int, float> value) => WriteArray(name, [12, Samples], value);

    private void WriteArray(string name, long[] shape, Func<int, int, float> value)
    {
        var values = new float[shape[0] * shape[1]];
        for (var i = 0; i < values.Length; i++) values[i] = value((int)(i / shape[1]), (int)(i % shape[1]));
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        NumpyFile.WriteNpy(_folder[name], FileTensor.Of<float>("values", values, shape));
    }

    private void Cut(string from, string to) => File.WriteAllBytes(_folder[to], File.ReadAllBytes(_folder[from])[..^100]);

    private void Write(string name, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllBytes(_folder[name], content.ToArray());
    }
}
