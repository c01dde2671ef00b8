using System.Globalization;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Models.Prediction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Every program of docs/python.md reads what the commands write, and finds what is in it.</summary>
public sealed class PythonPageTests
{
    private const int Recordings = 8;

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder["cohort/ecg"]);
        var recordings = Enumerable.Range(0, Recordings).Select(i => SyntheticEcg.Record(new EcgModel(), seed: 2, i, seconds: 2)).ToArray();
        foreach (var recording in recordings) WfdbFormat.Write(_folder["cohort/ecg"], recording);
        var preparation = SmallPredictor.Preparation with { WindowSamples = 1000 };
        new EcgStoreWriter { Preparation = preparation, LabelNames = ["LVM_g", "sex"] }.Write(
            _folder["store"],
            [
                .. recordings.Select((recording, i) => new EcgSource(
                    new CohortRecord($"00{i}", $"person {i / 2}", [i == 3 ? float.NaN : 100 + i, i % 2], Fold: i / 2), () => recording)),
            ]);
        using var device = new CpuDevice(threads: 1);
        var (volume, disease) = (SmallPredictor.Card.Targets[0], SmallPredictor.Card.Targets[1]);
        var card = SmallPredictor.Card with
        {
            Targets =
            [
                volume with { Target = volume.Target with { Name = "LVM_g" } },
                disease with { Target = disease.Target with { Name = "sex" } },
            ],
        };
        var encoder = SmallPredictor.Create(device, preparation: preparation, pooling: TokenPooling.Attention).Encoder;
        var model = new PredictionModel(device, new RandomSource(1), encoder, outputs: 3);
        Directory.CreateDirectory(_folder["heart"]);
        PredictorFile.Write(_folder["heart/model.safetensors"], model, card);
        Done("embed", "--weights", _folder["heart/model.safetensors"], "--ecg", _folder["store"], "--out", _folder["embeddings.npz"]);
        Done("predict", "--model", _folder["heart"], "--ecg", _folder["cohort/ecg"], "--out", _folder["predictions.csv"]);
        Done("export", "--weights", _folder["heart/model.safetensors"], "--out", _folder["weights"]);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [TestCase("A store", "(8, 12, 1000) 4 103.57")]
    [TestCase("Embeddings", "(8, 16) 103.57")]
    [TestCase("A checkpoint or a model file", ", 16) ['LVM_g', 'sex']")]
    [TestCase("Predictions", "8 8 ")]
    [TestCase("Weights in PyTorch", "(16, 1, 1, 20) (1, 16, 12, 10)")]
    public void A_program_finds_what_was_written(string heading, string expected)
    {
        var printed = PythonPage.Run(PythonPage.Program(heading), _folder[""]);
        Assert.That(printed, Does.Contain(expected));
    }

    [Test]
    public void Every_program_is_tested() => Assert.That(PythonPage.Count, Is.EqualTo(5));

    [Test]
    public void The_predictions_are_those_of_the_file()
    {
        var printed = PythonPage.Run(PythonPage.Program("Predictions"), _folder[""]);
        var mean = File.ReadLines(_folder["predictions.csv"]).Skip(1).Average(
            line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture));
        Assert.That(double.Parse(printed.Split(' ')[^1], CultureInfo.InvariantCulture), Is.EqualTo(mean).Within(1e-9));
    }

    private static void Done(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }
}
