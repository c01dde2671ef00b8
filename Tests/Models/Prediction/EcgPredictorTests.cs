using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Prediction;

/// <summary>The same prediction from a recording, from a store, from a file, on any number of threads.</summary>
public sealed class EcgPredictorTests
{
    private const int Recordings = 6;

    private readonly CpuDevice _device = new(threads: 2);
    private TemporaryFolder _folder = null!;
    private EcgStore _store = null!;

    [OneTimeSetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        _store = Store("store", SmallPredictor.Preparation);
        PredictorFile.Write(Model, SmallPredictor.Create(_device), SmallPredictor.Card);
    }

    [OneTimeTearDown]
    public void CleanUp()
    {
        _store.Dispose();
        _folder.Dispose();
        _device.Dispose();
    }

    private string Model => _folder[PredictorFile.Name];

    [TestCase(PredictionHead.Linear, TokenPooling.Mean)]
    [TestCase(PredictionHead.Linear, TokenPooling.Attention)]
    [TestCase(PredictionHead.NormalizedLinear, TokenPooling.ClassToken)]
    [TestCase(PredictionHead.NormalizedLinear, TokenPooling.Mean)]
    public void AModelFileGivesTheSameOutputs(PredictionHead head, TokenPooling pooling)
    {
        var model = SmallPredictor.Create(_device, head, pooling);
        var card = SmallPredictor.Card with { Head = head };
        var path = _folder[$"{head}-{pooling}.safetensors"];
        PredictorFile.Write(path, model, card);
        using var loaded = EcgPredictor.Load(_device, path);
        Assert.That(loaded.Card.ToJson(), Is.EqualTo(card.ToJson()));
        Assert.That(loaded.Model.Training, Is.False);
        Assert.That((loaded.Model.Head, loaded.Preparation), Is.EqualTo((head, SmallPredictor.Preparation)));
        Assert.That(loaded.Leads, Is.EqualTo(Enum.GetNames<Lead>()));
        int[] rows = [0, 3, 5];
        var outputs = new EcgPredictor(_device, model, card).Outputs(_store, rows);
        Assert.That(outputs, Has.Length.EqualTo(3 * 7).And.Some.Not.EqualTo(outputs[0]));
        Assert.That(loaded.Outputs(_store, rows), Is.EqualTo(outputs));
        foreach (var (name, parameter) in model.State())
            Assert.That(
                loaded.Model.State().Single(entry => entry.Name == name).Parameter.ToSingles(), Is.EqualTo(parameter.ToSingles()), name);
    }

    [Test]
    public void AModelOfImagesIsReadAndIsNoPredictorOfEcgs()
    {
        var encoder = CmrPresets.Create("resnet18-narrow8", _device, new RandomSource(1));
        encoder.Input = new CmrInput { Size = 32 };
        var card = SmallPredictor.Card;
        var model = new PredictionModel(_device, new RandomSource(2), encoder, 7) { Training = false };
        PredictorFile.Write(_folder["images.safetensors"], model, card);
        var (read, readCard) = PredictorFile.Read(_device, _folder["images.safetensors"]);
        using var scope = TensorScope.Open();
        var images = Tensor.From(_device, new Shape(2, 32, 32, 3), [.. Enumerable.Range(0, 2 * 32 * 32 * 3).Select(i => Math.Sin(i))]);
        Assert.That(read.Forward(images).ToDoubles(), Is.EqualTo(model.Forward(images).ToDoubles()));
        Assert.That(readCard.ToJson(), Is.EqualTo(card.ToJson()));
        Assert.That(
            () => EcgPredictor.Load(_device, _folder["images.safetensors"]),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("the model does not take ECGs"));
    }

    [Test]
    public void ARecordingIsPredictedAsItsRowOfAStore()
    {
        using var predictor = EcgPredictor.Load(_device, Model);
        var together = predictor.Outputs(_store, [.. Enumerable.Range(0, Recordings)]);
        for (var i = 0; i < Recordings; i++)
        {
            var alone = predictor.Outputs(_store, [i]);
            RequireSame(predictor.Predict(Recording(i)), predictor.Decode(alone, windows: 2));
            Assert.That(together[(i * 7)..(i * 7 + 7)], Is.EqualTo(alone), "with others");
        }
    }

    [Test]
    public void TheOutputsAreTheMeanOverTheWindowsOfARow()
    {
        var model = SmallPredictor.Create(_device);
        using var predictor = new EcgPredictor(_device, model, SmallPredictor.Card);
        var row = _store.Read(2).ToArray();
        var mean = new double[7];
        using var scope = TensorScope.Open();
        // 500 samples hold two windows of 200; the last 100 are not used.
        foreach (var start in (int[])[0, 200])
        {
            var window = new float[12 * 200];
            for (var lead = 0; lead < 12; lead++) row.AsSpan(lead * 500 + start, 200).CopyTo(window.AsSpan(lead * 200));
            var outputs = model.Forward(Tensor.From(_device, new Shape(1, 1, 12, 200), window)).ToDoubles();
            for (var i = 0; i < 7; i++) mean[i] += outputs[i] / 2;
        }
        Assert.That(predictor.Outputs(_store, [2]), Is.EqualTo(mean).Within(1e-6));
    }

    [Test]
    public void ARecordingThatIsSplitIsPredictedAsAWhole()
    {
        var split = SmallPredictor.Preparation with { LengthPolicy = LengthPolicy.Split };
        var model = SmallPredictor.Create(_device, preparation: split);
        using var predictor = new EcgPredictor(_device, model, SmallPredictor.Card);
        var long1 = predictor.Predict(Recording(0, seconds: 2.5));
        Assert.That(long1.Windows, Is.EqualTo(4));
        using var store = Store("split", split, seconds: 2.5);
        var outputs = predictor.Outputs(store, [0, 1]);
        double[] mean = [.. Enumerable.Range(0, 7).Select(i => outputs[i] / 2 + outputs[7 + i] / 2)];
        RequireSame(long1, predictor.Decode(mean, 4), within: 1e-9);
    }

    [Test]
    public void ResultsDoNotDependOnTheNumberOfThreads()
    {
        using var one = EcgPredictor.Load(Model, threads: 1);
        using var two = EcgPredictor.Load(Model, threads: 2);
        int[] rows = [.. Enumerable.Range(0, Recordings)];
        Assert.That(one.Outputs(_store, rows), Is.EqualTo(two.Outputs(_store, rows)));
        RequireSame(one.Predict(Recording(1)), two.Predict(Recording(1)));
    }

    [Test]
    public void SeveralThreadsAtOnceGetWhatEachGetsAlone()
    {
        using var predictor = EcgPredictor.Load(Model, threads: 2);
        var expected = Enumerable.Range(0, Recordings).Select(i => predictor.Predict(Recording(i))).ToArray();
        var recordings = Enumerable.Range(0, Recordings).Select(i => Recording(i)).ToArray();
        var results = new EcgPrediction[8 * Recordings];
        var threads = Enumerable.Range(0, 8).Select(thread => new Thread(() =>
        {
            for (var i = 0; i < Recordings; i++)
                results[thread * Recordings + i] = predictor.Predict(recordings[(i + thread) % Recordings]);
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        for (var i = 0; i < results.Length; i++) RequireSame(results[i], expected[(i % Recordings + i / Recordings) % Recordings]);
    }

    [Test]
    public void OutputsAreDecodedByTheCard()
    {
        using var predictor = EcgPredictor.Load(_device, Model);
        var prediction = predictor.Decode([0.5, -1, 0.3, 0.1, 2, 0.2, 0.8]);
        var (volume, disease, grade, death) =
            (prediction.Targets[0], prediction.Targets[1], prediction.Targets[2], prediction.Targets[3]);
        Assert.That((volume.Value, volume.Low, volume.High), Is.EqualTo((165.0, 152.5, 177.5)));
        Assert.That((volume.IsPositive, volume.Probabilities.Count), Is.EqualTo(((bool?)null, 0)));
        // The weights of the loss are taken out, then the temperature is applied.
        var odds = Math.Exp(((0.3 - Math.Log(2.5)) - (-1 - Math.Log(0.625))) / 1.3);
        Assert.That(disease.Value, Is.EqualTo(odds / (1 + odds)).Within(1e-12));
        Assert.That(disease.Probabilities.Sum(), Is.EqualTo(1).Within(1e-12));
        Assert.That(disease.IsPositive, Is.True, "above 0.17");
        Assert.That((disease.Low, disease.High), Is.EqualTo((0.02, 0.8)), "between the scores 0.1 and 0.5, the bounds next outwards");
        var withoutInterval = TargetDecoder.Decode(predictor.Card.Targets[1] with { ProbabilityInterval = null }, [-1, 0.3]);
        Assert.That(withoutInterval, Has.Property("Low").Null.And.Property("High").Null.And.Property("Value").EqualTo(disease.Value));
        Assert.That(predictor.Decode([0.5, 2, 0.3, 0.1, 2, 0.2, 0.8]).Targets[1].IsPositive, Is.False);
        Assert.That((grade.Value, grade.IsPositive), Is.EqualTo((2.0, (bool?)null)), "the value of the class, not its number");
        Assert.That(grade.Probabilities[1], Is.EqualTo(Math.Exp(2) / (Math.Exp(0.1) + Math.Exp(2) + Math.Exp(0.2))).Within(1e-12));
        Assert.That(death.Value, Is.EqualTo(Math.Exp(1)).Within(1e-12));
        Assert.That(prediction.Windows, Is.EqualTo(1));
    }

    [Test]
    public void WhatDoesNotFitTheModelIsRefused()
    {
        using var predictor = EcgPredictor.Load(_device, Model);
        foreach (var (name, preparation) in new[]
        {
            ("rate", SmallPredictor.Preparation with { SamplingRateHz = 250 }),
            ("cleaning", SmallPredictor.Preparation with { Cleaning = new EcgCleaning() }),
            ("normalisation", SmallPredictor.Preparation with { Normalization = LeadNormalization.ChannelWise }),
            ("length", SmallPredictor.Preparation with { WindowSamples = 150, LengthPolicy = LengthPolicy.CropOrPad }),
        })
        {
            using var other = Store(name, preparation with { LengthPolicy = LengthPolicy.CropOrPad });
            Assert.That(
                () => predictor.Outputs(other, [0]), Throws.ArgumentException.With.Message.Contains("prepared differently"), name);
        }
        var recording = Recording(0);
        Assert.That(
            () => predictor.Predict(recording with { Signals = [.. recording.Signals.Skip(1)] }),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("I"));
        Assert.That(
            () => predictor.Predict(Recording(0, seconds: 0.5)), Throws.TypeOf<DataFormatException>().With.Message.Contains("250 samples"));
        Assert.That(() => predictor.PredictPrepared(new float[12 * 499]), Throws.ArgumentException.With.Message.Contains("whole windows"));
        Assert.That(() => predictor.PredictPrepared([]), Throws.ArgumentException);
    }

    [Test]
    public void AnotherOrderOfLeadsIsRefused()
    {
        var model = SmallPredictor.Create(_device);
        ((EcgEncoder)model.Encoder).Input = new EcgInput([.. Enum.GetNames<Lead>().Reverse()], 200, SmallPredictor.Preparation);
        using var predictor = new EcgPredictor(_device, model, SmallPredictor.Card);
        Assert.That(
            () => predictor.Outputs(_store, [0]), Throws.ArgumentException.With.Message.Contains("the store's leads are I, II, III"));
        // A recording has its leads by name, in the order of LeadMap: the model must not read them as other ones.
        Assert.That(
            () => predictor.Predict(Recording(0)),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("the model's leads are V6, V5"));
    }

    [Test]
    public void AModelThatDoesNotSayHowRecordingsArePreparedIsRefused()
    {
        var model = SmallPredictor.Create(_device);
        ((EcgEncoder)model.Encoder).Input = new EcgInput(Enum.GetNames<Lead>(), 200, null);
        Assert.That(
            () => new EcgPredictor(_device, model, SmallPredictor.Card),
            Throws.ArgumentException.With.Message.Contains("does not say how recordings are prepared"));
        PredictorFile.Write(_folder["unprepared.safetensors"], model, SmallPredictor.Card);
        Assert.That(
            () => EcgPredictor.Load(_folder["unprepared.safetensors"]),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("does not say how recordings are prepared"));
        Assert.That(
            () => new EcgPredictor(
                _device, SmallPredictor.Create(_device, preparation: new EcgPreparation { WindowSamples = 100 }), SmallPredictor.Card),
            Throws.ArgumentException.With.Message.Contains("longer than a prepared recording of 100"));
    }

    private EcgStore Store(string name, EcgPreparation preparation, double seconds = 1)
    {
        new EcgStoreWriter { Preparation = preparation }.Write(
            _folder[name],
            [
                .. Enumerable.Range(0, Recordings).Select(i =>
                    new EcgSource(new CohortRecord($"r{i}", $"p{i}", []), () => Recording(i, seconds))),
            ]);
        return EcgStore.Open(_folder[name]);
    }

    private static EcgRecording Recording(int i, double seconds = 1) =>
        SyntheticEcg.Record(new EcgModel { QrsAxisDegrees = -30 + 25 * i }, seed: 9, number: i, seconds: seconds);

    private static void RequireSame(EcgPrediction actual, EcgPrediction expected, double within = 0)
    {
        Assert.That(actual.Windows, Is.EqualTo(expected.Windows));
        foreach (var (a, b) in actual.Targets.Zip(expected.Targets))
        {
            Assert.That(a.Value, Is.EqualTo(b.Value).Within(within), b.Target.Name);
            Assert.That((a.Low, a.High is null, a.IsPositive), Is.EqualTo((within > 0 ? a.Low : b.Low, b.High is null, b.IsPositive)));
            Assert.That(a.Probabilities, Is.EqualTo(b.Probabilities).Within(within));
        }
    }
}
