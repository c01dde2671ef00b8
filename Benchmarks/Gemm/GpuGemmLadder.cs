using System.Diagnostics;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Benchmarks.Gemm;

/// <summary>
/// Every rung of the ladder of GPU matrix products on a device, on uniform random inputs: speed, and distance from the first rung.
/// </summary>
internal static class GpuGemmLadder
{
    private const double SecondsPerRung = 2;

    /// <summary>Measures and prints.</summary>
    /// <param name="deviceName">cuda, opencl, or either with a number.</param>
    public static void Run(string deviceName)
    {
        var device = DeviceCatalog.Open(deviceName) as GpuDevice
            ?? throw new DeviceUnavailableException($"{deviceName} runs no GPU kernels; give cuda or opencl");
        using var owner = device;
        Console.WriteLine($"C = A B^T, float32, uniform random inputs, {device.Name}.");
        Console.WriteLine("GFLOP/s with everything on the device; relative error against the first rung.");
        Console.WriteLine($"{"M x N x K",16} {"rung",12} {"best",10} {"median",10} {"error",10}");
        foreach (var shape in GemmShape.All) Climb(device, shape);
    }

    private static void Climb(GpuDevice device, GemmShape shape)
    {
        var problem = new GemmProblem(shape.M, shape.N, shape.K) { TransposeB = true };
        var a = Random(device, 1, (long)shape.M * shape.K);
        var b = Random(device, 2, (long)shape.N * shape.K);
        var c = device.Allocate((long)shape.M * shape.N);
        float[]? first = null;
        foreach (var rung in Enum.GetValues<GemmRung>())
        {
            try
            {
                var seconds = Measure(device, () => device.Products.Multiply(rung, problem, a.View, b.View, c.View, default));
                var product = new float[c.Length];
                device.Download(c.View, product);
                first ??= product;
                var (best, median) = (shape.Operations / seconds[0] / 1e9, shape.Operations / seconds[seconds.Count / 2] / 1e9);
                Console.WriteLine($"{shape,16} {rung,12} {best,10:F1} {median,10:F1} {RelativeError(product, first),10:E1}");
            }
            catch (KernelNotSupportedException)
            {
                Console.WriteLine($"{shape,16} {rung,12} {"not on this device",32}");
            }
        }
        foreach (var buffer in (DeviceBuffer[])[a, b, c]) buffer.Release();
    }

    private static DeviceBuffer Random(GpuDevice device, ulong stream, long length)
    {
        var buffer = device.Allocate(length);
        device.Random.Uniform(new RandomStream(1, stream), 0, -1, 1, buffer.View);
        return buffer;
    }

    // The first run loads the kernel and does not count.
    private static List<double> Measure(GpuDevice device, Action queue)
    {
        queue();
        device.Synchronize();
        List<double> seconds = [];
        var clock = Stopwatch.StartNew();
        while (seconds.Count < 2 || clock.Elapsed.TotalSeconds < SecondsPerRung)
        {
            var start = Stopwatch.GetTimestamp();
            queue();
            device.Synchronize();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        seconds.Sort();
        return seconds;
    }

    private static double RelativeError(float[] actual, float[] expected)
    {
        var (difference, norm) = (0.0, 0.0);
        for (var i = 0; i < actual.Length; i++)
        {
            difference += Math.Pow(actual[i] - expected[i], 2);
            norm += Math.Pow(expected[i], 2);
        }
        return Math.Sqrt(difference / norm);
    }
}
