using System.Diagnostics;
using EcgCmrNative.Kernels.Gemm.Ladder;

namespace EcgCmrNative.Benchmarks.Gemm;

/// <summary>
/// A quick comparison for machines that do other things too: both sides in turn in one run, best and median of each. It takes about
/// a minute.
/// </summary>
internal static class GemmComparison
{
    private const double SecondsPerShape = 8;
    private const double WarmupMilliseconds = 40;
    private const double MeasuredMilliseconds = 80;

    /// <summary>Measures and prints.</summary>
    /// <param name="threads">Threads of either side.</param>
    public static void Run(int threads)
    {
        Console.WriteLine(
            $"C = A B^T, float32, uniform random inputs, {threads} thread(s). "
            + $"GFLOP/s, best and median of alternating turns of {MeasuredMilliseconds} ms.");
        Console.WriteLine($"OpenBLAS: {OpenBlas.Description}");
        Console.WriteLine($"{"M x N x K",16} {"ours best",10} {"median",8} {"OpenBLAS",10} {"median",8} {"ratio",6} {"median",7}");
        foreach (var shape in GemmShape.All) Compare(shape, threads);

        var square = GemmShape.All[0];
        Console.WriteLine($"The ladder, one thread, {square}, best:");
        Climb<NaiveGemm>(square);
        Climb<BlockedGemm>(square);
        Climb<VectorGemm>(square);
        Climb<RegisterTiledGemm>(square);
        using var operation = new GemmOperation(square, threads: 1);
        Print("5 packed", square, Measure(operation.Ours, 1));
    }

    private static void Compare(GemmShape shape, int threads)
    {
        using var operation = new GemmOperation(shape, threads);
        List<double> ours = [], theirs = [];
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < SecondsPerShape)
        {
            TakeTurn(operation.Ours, ours);
            if (OpenBlas.IsPresent) TakeTurn(operation.Theirs, theirs);
        }
        var (best, median) = Speed(shape, ours);
        var line = $"{shape,16} {best,10:F1} {median,8:F1}";
        if (theirs.Count > 0)
        {
            var (peerBest, peerMedian) = Speed(shape, theirs);
            line += $" {peerBest,10:F1} {peerMedian,8:F1} {best / peerBest,6:F2} {median / peerMedian,7:F2}";
        }
        Console.WriteLine(line);
    }

    private static void Climb<TStep>(GemmShape shape)
        where TStep : IGemmStep
    {
        using var operation = new GemmOperation(shape, threads: 1);
        Print(TStep.Name, shape, Measure(() => TStep.Multiply(shape.M, shape.N, shape.K, operation.A, operation.B, operation.C), 3));
    }

    private static List<double> Measure(Action action, double seconds)
    {
        List<double> times = [];
        var clock = Stopwatch.StartNew();
        while (times.Count < 2 || clock.Elapsed.TotalSeconds < seconds) times.Add(Time(action));
        return times;
    }

    /// <summary>
    /// One side's turn. Its beginning does not count: the threads of OpenBLAS spin for some 20 ms after a product, ours for 50 µs, and
    /// would take a core from the other side.
    /// </summary>
    private static void TakeTurn(Action action, List<double> seconds)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalMilliseconds < WarmupMilliseconds) action();
        while (clock.Elapsed.TotalMilliseconds < WarmupMilliseconds + MeasuredMilliseconds) seconds.Add(Time(action));
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static (double Best, double Median) Speed(GemmShape shape, List<double> seconds)
    {
        seconds.Sort();
        return (shape.Operations / seconds[0] / 1e9, shape.Operations / seconds[seconds.Count / 2] / 1e9);
    }

    private static void Print(string name, GemmShape shape, List<double> seconds) =>
        Console.WriteLine($"{name,16} {Speed(shape, seconds).Best,10:F1}");
}
