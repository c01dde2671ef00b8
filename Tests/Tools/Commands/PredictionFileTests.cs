using System.Text.Json;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Models.Prediction;
using NUnit.Framework;
using Parquet;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>What predict writes: values with intervals and decisions, and the quality of each recording.</summary>
public sealed class PredictionFileTests
{
    /// <summary>More than a batch has.</summary>
    private const int Recordings = 70;

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder["ecg"]);
        for (var i = 0; i < Recordings; i++)
        {
            var recording = SyntheticEcg.Record(new EcgModel(), seed: 2, i, seconds: i == 5 ? 3 : 4);
            if (i == 2)
                recording = recording with
                {
                    Signals = [.. recording.Signals.Select((signal, lead) =>
                        lead == 7 ? signal with { Samples = [.. signal.Samples.Select(_ => 0f)] } : signal)],
                };
            WfdbFormat.Write(_folder["ecg"], recording);
        }
        File.WriteAllText(_folder["ecg/synthetic-000004.hea"], "damaged");
        using var device = new CpuDevice(threads: 1);
        var preparation = SmallPredictor.Preparation with { WindowSamples = 2000 };
        PredictorFile.Write(_folder["model.safetensors"], SmallPredictor.Create(device, preparation: preparation), SmallPredictor.Card);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Json_holds_intervals_decision_and_quality()
    {
        var run = Predict("ecg", "one.json", "--threads", "1");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("2 recordings do not fit").And.Contain("95 % interval of LVEDV_mL: split conformal")
            .And.Contain("95 % interval of CAD: exact binomial bounds of neighbours among 20 validation cases"));
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["one.json"]));
        Assert.That(json.RootElement.GetArrayLength(), Is.EqualTo(Recordings));
        Assert.That(
            json.RootElement.EnumerateArray().Select(one => one.GetProperty("recording").GetString()), Is.Ordered.And.Unique, "in order");
        var first = json.RootElement[0];
        Assert.That(first.GetProperty("windows").GetInt32(), Is.EqualTo(10));
        var disease = first.GetProperty("targets").GetProperty("CAD");
        var probability = disease.GetProperty("probability").GetDouble();
        Assert.That(probability, Is.InRange(disease.GetProperty("low").GetDouble(), disease.GetProperty("high").GetDouble()));
        Assert.That(disease.GetProperty("threshold").GetDouble(), Is.EqualTo(0.17));
        Assert.That(disease.GetProperty("decision").GetInt32(), Is.EqualTo(probability >= 0.17 ? 1 : 0));
        Assert.That(disease.GetProperty("interval").GetString(), Does.StartWith("exact binomial bounds"));
        Assert.That(first.GetProperty("quality").GetProperty("good").GetBoolean(), Is.True);
        Assert.That(first.GetProperty("quality").GetProperty("heart_rate_per_min").GetDouble(), Is.InRange(40, 120));
        Assert.That(json.RootElement[2].GetProperty("quality").GetProperty("flat")[0].GetString(), Is.EqualTo("V2"));
        Assert.That(json.RootElement[4].GetProperty("refused").GetString(), Is.Not.Empty);
        Assert.That(json.RootElement[4].TryGetProperty("quality", out _), Is.False);
        Assert.That(json.RootElement[5].GetProperty("refused").GetString(), Does.Contain("1500 samples"));
        Assert.That(json.RootElement[5].GetProperty("quality").GetProperty("good").GetBoolean(), Is.True, "it was read");
    }

    [Test]
    public void A_recording_alone_a_batch_and_any_number_of_threads_give_the_same_bytes()
    {
        Predict("ecg", "a.csv", "--threads", "1");
        Predict("ecg", "b.csv", "--threads", "2");
        var lines = File.ReadAllLines(_folder["a.csv"]);
        Assert.That(File.ReadAllBytes(_folder["b.csv"]), Is.EqualTo(File.ReadAllBytes(_folder["a.csv"])));
        Assert.That(lines, Has.Length.EqualTo(1 + Recordings));
        Assert.That(lines[3], Does.Contain(",flat V2,"));
        foreach (var number in (int[])[0, 33, 69])
        {
            var alone = CommandRun.Of(
                "predict", "--model", _folder["model.safetensors"], "--ecg", _folder[$"ecg/synthetic-{number:D6}.hea"]);
            Assert.That(alone.Output.Split('\n')[1], Is.EqualTo(lines[1 + number]));
        }
    }

    [Test]
    public async Task Parquet_has_the_columns_and_values_of_csv()
    {
        Predict("ecg", "p.csv");
        Predict("ecg", "p.parquet");
        await using var reader = await ParquetReader.CreateAsync(_folder["p.parquet"]);
        var fields = reader.Schema.GetDataFields();
        var lines = File.ReadAllLines(_folder["p.csv"]);
        Assert.That(fields.Select(field => field.Name), Is.EqualTo(lines[0].Split(',')));
        using var group = reader.OpenRowGroupReader(0);
        var (names, volumes) = (new string[Recordings], new double?[Recordings]);
        await group.ReadAsync(fields[0], names);
        await group.ReadAsync<double>(fields[2], volumes.AsMemory());
        for (var i = 0; i < Recordings; i++)
        {
            var line = lines[i + 1].Split(',');
            Assert.That(names[i], Is.EqualTo(line[0]));
            Assert.That(FormattableString.Invariant($"{volumes[i]:G6}"), Is.EqualTo(line[2]));
        }
    }

    [Test]
    public void A_model_without_an_interval_says_so()
    {
        using var device = new CpuDevice(threads: 1);
        var card = SmallPredictor.Card with
        {
            Targets = [.. SmallPredictor.Card.Targets.Select(target => target with { ProbabilityInterval = null })],
        };
        PredictorFile.Write(
            _folder["old.safetensors"],
            SmallPredictor.Create(device, preparation: SmallPredictor.Preparation with { WindowSamples = 2000 }), card);
        string[] words = ["predict", "--model", _folder["old.safetensors"], "--ecg", _folder["ecg/synthetic-000000.hea"]];
        var run = CommandRun.Of(words);
        Assert.That(run.Error, Does.Contain("95 % interval of CAD: no interval"));
        Assert.That(CommandRun.Of([.. words, "--out", _folder["old.json"]]).ExitCode, Is.Zero);
        Assert.That(File.ReadAllText(_folder["old.json"]), Does.Contain("\"interval\": \"no interval\""));
    }

    private CommandRun Predict(string ecg, string output, params string[] more) => CommandRun.Of(
        ["predict", "--model", _folder["model.safetensors"], "--ecg", _folder[ecg], "--out", _folder[output], "--force", .. more]);
}
