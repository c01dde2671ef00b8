using BenchmarkDotNet.Running;
using EcgCmrNative.Benchmarks.Gemm;

// "gemm [threads]" is the quick comparison; everything else goes to BenchmarkDotNet.
if (args is ["gemm", .. var rest]) GemmComparison.Run(rest is [var threads] ? int.Parse(threads) : 2);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
