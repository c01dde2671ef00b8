using System.Globalization;
using BenchmarkDotNet.Running;
using EcgCmrNative.Benchmarks.Gemm;
using EcgCmrNative.Benchmarks.Training;

// "gemm [threads]" and "step …" are quick comparisons with a peer; everything else goes to BenchmarkDotNet.
switch (args)
{
    case ["gemm"]:
        GemmComparison.Run(threads: 2);
        return 0;
    case ["gemm", var text] when int.TryParse(text, CultureInfo.InvariantCulture, out var threads) && threads is >= 1 and <= 1024:
        GemmComparison.Run(threads);
        return 0;
    case ["gemm", ..]:
        Console.Error.WriteLine("usage: gemm [threads, 1 to 1024]");
        return 2;
    case ["step", .. var options]:
        StepComparison.Run(StepOptions.Parse(options));
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
