using System.Diagnostics;

namespace EcgCmrNative.Benchmarks.Evaluation;

/// <summary>The time of <see cref="BootstrapBenchmarks.Numbers"/>, measured in seconds instead of minutes.</summary>
internal static class BootstrapTime
{
    private const int Runs = 5;

    /// <summary>Measures and prints.</summary>
    public static void Run(int threads)
    {
        var benchmark = new BootstrapBenchmarks { Threads = threads };
        benchmark.Setup();
        var seconds = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            benchmark.Numbers();
            seconds[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        Console.WriteLine(
            $"1,000 resamples of 6,000 people and 61 phenotypes, four metrics each, {threads} threads: "
            + $"best {seconds[0]:F2} s, median {seconds[Runs / 2]:F2} s, bar 5 s");
    }
}
