using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Models.Prediction;
using NUnit.Framework;
using Parquet;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>Embeddings with person, window, fold, labels and quality of each row, in every kind of file.</summary>
public sealed class EmbeddingFileTests
{
    private const int Recordings = 6, Width = 16;

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder["ecg"]);
        var recordings = Enumerable.Range(0, Recordings).Select(i => SyntheticEcg.Record(new EcgModel(), seed: 2, i, seconds: 1)).ToArray();
        recordings[1] = recordings[1] with
        {
            Signals = [.. recordings[1].Signals.Select((signal, lead) =>
                lead == 0 ? signal with { Samples = [.. signal.Samples.Select(_ => 0f)] } : signal)],
        };
        // As files have them: rounded to counts.
        recordings = Array.ConvertAll(recordings, recording => EcgFormats.Default.Read(WfdbFormat.Write(_folder["ecg"], recording)));
        new EcgStoreWriter { Preparation = SmallPredictor.Preparation, LabelNames = ["LVM_g", "quality"] }.Write(
            _folder["store"],
            [
                .. recordings.Select((recording, i) => new EcgSource(
                    new CohortRecord($"r{i}", $"p{i / 2}", [i == 3 ? float.NaN : 0.1f * i, i % 2], Fold: i < 4 ? i : null),
                    () => recording)),
            ]);
        using var device = new CpuDevice(threads: 1);
        PredictorFile.Write(_folder["model.safetensors"], SmallPredictor.Create(device), SmallPredictor.Card);
        foreach (var name in (string[])["e.npy", "e.npz", "e.parquet"]) Embed("store", name);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void The_table_beside_npy_has_people_labels_and_quality()
    {
        var table = CsvTable.Read(_folder["e.csv"]);
        Assert.That(
            table.Columns,
            Is.EqualTo(["row", "recording", "person", "window", "fold", "heart_rate_per_min", "quality", "LVM_g", "quality_2"]));
        Assert.That(Enumerable.Range(0, 9).Select(column => table.Text(1, column)), Is.EqualTo(
            ["1", "r1", "p0", "0", "1", "", "flat I; limb leads contradict each other", "0.1", "1"]));
        Assert.That((table.Text(3, 7), table.Text(4, 4)), Is.EqualTo(("", "")), "a missing label, no fold");
    }

    [Test]
    public void Npz_holds_the_same_numbers_and_the_rows()
    {
        using var numbers = NumpyFile.Open(_folder["e.npy"]);
        using var file = NumpyFile.Open(_folder["e.npz"]);
        Assert.That(file.Tensors["embeddings"].ToSingles(), Is.EqualTo(numbers.Tensors[0].ToSingles()));
        Assert.That(file.Tensors["embeddings"].Shape, Is.EqualTo(new long[] { Recordings, Width }));
        Assert.That(file.Tensors["fold"].ToInt64s(), Is.EqualTo([0, 1, 2, 3, -1, -1]));
        var labels = file.Tensors["labels"].ToSingles();
        Assert.That((labels[2], labels[6], labels[8]), Is.EqualTo((0.1f, float.NaN, 0.4f)));
        Assert.That(file.Tensors["person"].ToInt64s().Take(4), Is.EqualTo([(long)'p', '0', 'p', '0']));
    }

    [Test]
    public async Task Parquet_holds_a_list_per_row()
    {
        using var numbers = NumpyFile.Open(_folder["e.npy"]);
        await using var reader = await ParquetReader.CreateAsync(_folder["e.parquet"]);
        var fields = reader.Schema.GetDataFields();
        using var group = reader.OpenRowGroupReader(0);
        var (people, embeddings) = (new string[Recordings], new float[Recordings * Width]);
        var (defined, starts) = (new int[Recordings * Width], new int[Recordings * Width]);
        await group.ReadAsync(fields.Single(field => field.Name == "person"), people);
        Assert.That(people, Is.EqualTo(["p0", "p0", "p1", "p1", "p2", "p2"]));
        await group.ReadRawAsync<float>(
            fields.Single(field => field.Path.FirstPart == "embedding"), embeddings, defined.AsMemory(), starts.AsMemory());
        Assert.That(embeddings, Is.EqualTo(numbers.Tensors[0].ToSingles()));
        Assert.That(starts, Is.EqualTo(Enumerable.Range(0, Recordings * Width).Select(i => i % Width == 0 ? 0 : 1)));
    }

    [Test]
    public void Files_have_a_heart_rate_and_the_bytes_of_their_store()
    {
        Embed("ecg", "files.npy");
        Assert.That(File.ReadAllBytes(_folder["files.npy"]), Is.EqualTo(File.ReadAllBytes(_folder["e.npy"])));
        var table = CsvTable.Read(_folder["files.csv"]);
        Assert.That((table.Text(1, 1), table.Text(1, 2)), Is.EqualTo(("synthetic-000001.hea", "")));
        Assert.That(table.Text(1, table.Column("quality")), Does.StartWith("flat I"));
    }

    private void Embed(string ecg, string output)
    {
        var run = CommandRun.Of(
            "embed", "--weights", _folder["model.safetensors"], "--ecg", _folder[ecg], "--out", _folder[output], "--threads", "1");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }
}
