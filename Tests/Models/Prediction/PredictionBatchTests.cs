using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Prediction;

/// <summary>A prediction has the same bytes alone and in a batch of any size, at any place in it, and on 1 and 2 threads.</summary>
public sealed class PredictionBatchTests
{
    [TestCase(PredictionHead.Linear, TokenPooling.Mean)]
    [TestCase(PredictionHead.Linear, TokenPooling.Attention)]
    [TestCase(PredictionHead.NormalizedLinear, TokenPooling.ClassToken)]
    [TestCase(PredictionHead.Linear, TokenPooling.NormalizedMean)]
    public void A_prediction_does_not_depend_on_its_batch(PredictionHead head, TokenPooling pooling)
    {
        // More than the 64 windows of a pass, two per recording.
        var recordings = Recordings(70);
        var alone = new List<string>();
        foreach (var threads in (int[])[1, 2])
        {
            using var device = new CpuDevice(threads);
            using var predictor = new EcgPredictor(
                device, SmallPredictor.Create(device, head, pooling), SmallPredictor.Card with { Head = head });
            if (alone.Count == 0) alone.AddRange(recordings.Select(recording => Bits(predictor.PredictPrepared(recording))));
            foreach (var size in (int[])[1, 2, 3, 4, 5, 7, 16, 70])
            {
                string[] together = [.. recordings.Chunk(size).SelectMany(some => predictor.PredictBatch(some)).Select(Bits)];
                Assert.That(together, Is.EqualTo(alone), $"batches of {size}, {threads} threads");
            }
        }
        Assert.That(alone.Distinct().Count(), Is.EqualTo(recordings.Length), "recordings differ");
    }

    [Test]
    public void Recordings_of_several_windows_are_predicted_as_a_whole_in_a_batch()
    {
        using var device = new CpuDevice(threads: 1);
        using var predictor = new EcgPredictor(device, SmallPredictor.Create(device), SmallPredictor.Card);
        var recordings = Recordings(3);
        float[] two = [.. recordings[0], .. recordings[1]];
        var batch = predictor.PredictBatch([two, recordings[2]]);
        Assert.That(batch.Select(prediction => prediction.Windows), Is.EqualTo([4, 2]));
        Assert.That(batch.Select(Bits), Is.EqualTo([Bits(predictor.PredictPrepared(two)), Bits(predictor.PredictPrepared(recordings[2]))]));
        Assert.That(predictor.PredictBatch([]), Is.Empty);
        Assert.That(
            () => predictor.PredictBatch([two, new float[5]]), Throws.ArgumentException.With.Message.Contains("5 samples are not whole"));
    }

    private static float[][] Recordings(int count)
    {
        var draws = new Philox(8);
        var recordings = new float[count][];
        foreach (ref var recording in recordings.AsSpan())
        {
            recording = new float[12 * SmallPredictor.Preparation.WindowSamples];
            for (var i = 0; i < recording.Length; i++) recording[i] = (float)draws.NextNormal();
        }
        return recordings;
    }

    private static string Bits(EcgPrediction prediction) => string.Join(
        ' ', prediction.Targets.SelectMany(target => target.Probabilities.Append(target.Value)).Select(BitConverter.DoubleToInt64Bits));
}
