using System.Globalization;
using BenchmarkDotNet.Running;
using EcgCmrNative.Benchmarks.Evaluation;
using EcgCmrNative.Benchmarks.Gemm;
using EcgCmrNative.Benchmarks.Prediction;
using EcgCmrNative.Benchmarks.Training;
using EcgCmrNative.Kernels.Devices;

// "gemm [threads]", "gpu-gemm [device [sizes]]", "step …", "predict …" and "bootstrap" are quick comparisons; everything else goes to
// BenchmarkDotNet.
switch (args)
{
    case ["gemm"]:
        GemmComparison.Run(threads: 2);
        return 0;
    case ["gemm", var text]
        when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads is >= 1 and <= 1024:
        GemmComparison.Run(threads);
        return 0;
    case ["gpu-gemm"] or ["gpu-gemm", _]:
    case ["gpu-gemm", _, .. var sizes] when sizes.All(text => GemmShape.Parse(text) is not null):
        try
        {
            GpuGemmLadder.Run(
                args.Length > 1 ? args[1] : "opencl", args.Length > 2 ? [.. args[2..].Select(GemmShape.Parse)!] : GemmShape.All);
            return 0;
        }
        catch (DeviceUnavailableException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    case ["gemm" or "gpu-gemm", ..]:
        Console.Error.WriteLine("usage: gemm [threads, 1 to 1024], or gpu-gemm [cuda or opencl, or either with :number [MxNxK ...]]");
        return 2;
    case ["step", .. var options]:
        StepComparison.Run(StepOptions.Parse(options));
        return 0;
    case ["predict", .. var options]:
        PredictComparison.Run(StepOptions.Parse(["--samples", "5000", "--batch", "1", "--blocks", "8", "--steps", "16", .. options]));
        return 0;
    case ["bootstrap"]:
        BootstrapTime.Run(threads: 2);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
