using BenchmarkDotNet.Running;
using EcgCmrNative.Benchmarks.Gemm;
using EcgCmrNative.Benchmarks.Training;

// "gemm [threads]" and "step …" are quick comparisons; everything else goes to BenchmarkDotNet.
if (args is ["gemm", .. var rest]) GemmComparison.Run(rest is [var threads] ? int.Parse(threads) : 2);
else if (args is ["step", .. var options]) StepComparison.Run(StepOptions.Parse(options));
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
