using System.Diagnostics;
using System.Runtime.InteropServices;
using EcgCmrNative.Benchmarks.Training;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Benchmarks.Prediction;

/// <summary>From WFDB files to probabilities, in turns with NumPy, SciPy and PyTorch: reading, cleaning, normalisation, model.</summary>
internal static class PredictComparison
{
    private const int Files = 64;
    private const double RateHz = 500;

    /// <summary>Measures and prints.</summary>
    public static void Run(StepOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ecgcmr-predict-");
        try
        {
            string[] paths = [.. Enumerable.Range(0, Files).Select(number => WfdbFormat.Write(
                folder.FullName, SyntheticEcg.Record(new EcgModel(), seed: 1, number, options.Samples / RateHz)))];
            using var device = new CpuDevice(options.Threads);
            using var predictor = Predictor(device, options);
            using var peer = options.Peer ? new PyTorchPeer(options, "predict.py", "--folder", folder.FullName) : null;
            Console.WriteLine(
                $"From file to probability: '{options.Preset}' with attention pooling, 12 × {options.Samples} at {RateHz} Hz, "
                + $"{options.Batch} files at once.");
            Console.WriteLine(
                $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
            Console.WriteLine($"ours: {device}");
            if (peer is not null) Console.WriteLine($"peer: {peer.Description}");
            Measure(predictor, paths, peer, options);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(EcgPredictor predictor, string[] paths, PyTorchPeer? peer, StepOptions options)
    {
        List<double> ours = [], theirs = [];
        var next = 0;
        // A warm process: everything is compiled and read once.
        Turn([], Files / options.Batch + 1);
        peer?.Run(options.Warmup * options.StepsPerBlock);
        for (var block = 0; block < options.Blocks; block++)
        {
            Turn(ours, options.StepsPerBlock);
            if (peer is not null) theirs.AddRange(peer.Run(options.StepsPerBlock));
        }
        Console.WriteLine($"{"ECG/s",-8} {"best",8} {"median",8} {"peak memory",14}");
        using var process = Process.GetCurrentProcess();
        var (best, median) = StepComparison.Print("ours", ours, options.Batch, process.PeakWorkingSet64);
        if (peer is null) return;
        var (peerBest, peerMedian) = StepComparison.Print("peer", theirs, options.Batch, peer.PeakBytes);
        Console.WriteLine($"{"ratio",-8} {best / peerBest,8:F2} {median / peerMedian,8:F2}");

        void Turn(List<double> seconds, int count)
        {
            for (var i = 0; i < count; i++, next += options.Batch)
            {
                var start = Stopwatch.GetTimestamp();
                Predict(predictor, [.. Enumerable.Range(next, options.Batch).Select(file => paths[file % Files])]);
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
    }

    private static void Predict(EcgPredictor predictor, string[] paths) => predictor.PredictBatch(
        [.. paths.AsParallel().AsOrdered().Select(path => predictor.Preparation.Prepare(EcgFormats.Default.Read(path)))]);

    private static EcgPredictor Predictor(CpuDevice device, StepOptions options)
    {
        var encoder = EcgPresets.Encoder(options.Preset) with { Samples = options.Samples, LearnPositions = true };
        var model = FineTuningStep.Create(device, new RandomSource(seed: 0), encoder);
        ((EcgEncoder)model.Encoder).Input = new EcgInput(
            Enum.GetNames<Lead>(), options.Samples,
            new EcgPreparation { SamplingRateHz = RateHz, WindowSamples = options.Samples });
        return new EcgPredictor(device, model, new ModelCard { Targets = [new CalibratedTarget { Target = FineTuningStep.Target }] });
    }
}
