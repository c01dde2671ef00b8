using System.Diagnostics;
using System.Runtime.InteropServices;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>
/// Training steps, in turns with PyTorch's where it is asked for, so that both sides see the same machine.
/// </summary>
internal static class StepComparison
{
    private const double MiB = 1 << 20;

    /// <summary>Measures and prints.</summary>
    public static void Run(StepOptions options)
    {
        using var device = new CpuDevice(options.Threads);
        var step = TrainingStep.Create(device, options);
        using var peer = options.Peer ? PyTorchPeer.OfStep(options) : null;
        Console.WriteLine($"Training step: {step.Description}; batch {options.Batch}, normal noise.");
        Console.WriteLine(
            $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"ours: {device}");
        if (peer is not null) Console.WriteLine($"peer: {peer.Description}");

        for (var i = 0; i < options.Warmup; i++) step.Run();
        peer?.Run(options.Warmup);
        Measure(step, device, peer, options);
        if (options.Profile) Profile(step, device, options);
    }

    private static void Measure(TrainingStep step, CpuDevice device, PyTorchPeer? peer, StepOptions options)
    {
        List<double> ours = [], theirs = [];
        var (managed, blocks) = (0L, device.Memory.SystemAllocations);
        device.Memory.ResetPeak();
        for (var block = 0; block < options.Blocks; block++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < options.StepsPerBlock; i++) ours.Add(step.Run().Whole.TotalSeconds);
            managed += GC.GetTotalAllocatedBytes(precise: true) - before;
            if (peer is not null) theirs.AddRange(peer.Run(options.StepsPerBlock));
        }

        Console.WriteLine($"{step.Unit + "/s",-8} {"best",8} {"median",8} {"peak memory",14}");
        using var process = Process.GetCurrentProcess();
        var (best, median) = Print("ours", ours, options.Batch, process.PeakWorkingSet64);
        if (peer is not null)
        {
            var (peerBest, peerMedian) = Print("peer", theirs, options.Batch, peer.PeakBytes);
            Console.WriteLine($"{"ratio",-8} {best / peerBest,8:F2} {median / peerMedian,8:F2}");
        }
        Console.WriteLine($"managed memory: {(double)managed / ours.Count / 1024:F1} KiB allocated per step");
        Console.WriteLine(
            $"device memory: {device.Memory.PeakBytesInUse / MiB:F1} MiB in use at most, "
            + $"{device.Memory.BytesReserved / MiB:F1} MiB taken from the system; "
            + $"taken {device.Memory.SystemAllocations - blocks} times during the {ours.Count} steps");
    }

    /// <summary>Prints samples per second and peak memory of a side.</summary>
    internal static (double Best, double Median) Print(string side, List<double> seconds, int batch, long peakBytes)
    {
        seconds.Sort();
        var (best, median) = (batch / seconds[0], batch / seconds[seconds.Count / 2]);
        Console.WriteLine($"{side,-8} {best,8:F1} {median,8:F1} {peakBytes / MiB,10:F0} MiB");
        return (best, median);
    }

    /// <summary>Prints time per operator, of the fastest step: what else runs on the machine disturbs that one least.</summary>
    private static void Profile(TrainingStep step, CpuDevice device, StepOptions options)
    {
        OperatorProfile? best = null;
        var (whole, optimizer) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (var i = 0; i < options.Blocks * options.StepsPerBlock; i++)
        {
            var profile = new OperatorProfile(device);
            var time = step.Run(profile);
            if (time.Whole < whole) (best, whole, optimizer) = (profile, time.Whole, time.Optimizer);
        }

        Console.WriteLine($"{"fastest step, ms",-20} {"calls",6} {"forward",9} {"backward",9} {"share",6} {"peak MiB",9}");
        var rest = whole - optimizer;
        foreach (var (name, calls, forward, backward, peak) in best!.Entries)
        {
            rest -= forward + backward;
            Console.WriteLine(
                $"{name,-20} {calls,6} {forward.TotalMilliseconds,9:F2} {backward.TotalMilliseconds,9:F2} "
                + $"{(forward + backward) / whole,6:P0} {peak / MiB,9:F1}");
        }
        PrintOther("optimiser", optimizer);
        PrintOther("upload, rest", rest);
        PrintOther("whole step", whole);

        void PrintOther(string name, TimeSpan time) =>
            Console.WriteLine($"{name,-20} {"",6} {time.TotalMilliseconds,9:F2} {"",9} {time / whole,6:P0}");
    }
}
