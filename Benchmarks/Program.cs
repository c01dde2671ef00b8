using System.Globalization;
using BenchmarkDotNet.Running;
using EcgCmrNative.Benchmarks.Gemm;

// "gemm [threads]" is the quick comparison; everything else goes to BenchmarkDotNet.
if (args is not ["gemm", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}

var threads = 2;
if (rest.Length > 1 || (rest is [var text] && !(int.TryParse(text, CultureInfo.InvariantCulture, out threads) && threads is >= 1 and <= 1024)))
{
    Console.Error.WriteLine("usage: gemm [threads, 1 to 1024]");
    return 2;
}
GemmComparison.Run(threads);
return 0;
