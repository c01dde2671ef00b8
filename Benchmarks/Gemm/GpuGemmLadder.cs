using System.Diagnostics;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Gemm.Gpu;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Benchmarks.Gemm;

/// <summary>
/// Every rung of the ladder of GPU matrix products on a device, on uniform random inputs: speed, and distance from the product in float64.
/// </summary>
internal static class GpuGemmLadder
{
    private const double SecondsPerRung = 1;

    // Products are queued for so long before the device is waited for: what queueing and waiting cost does not show then.
    private const double SecondsPerTurn = 0.02;
    private const int MostPerTurn = 1000;

    // Rows of C whose product is also made in float64.
    private const int RowsChecked = 4;

    /// <summary>Measures and prints.</summary>
    /// <param name="deviceName">cuda, opencl, or either with a number.</param>
    /// <param name="shapes">Which sizes.</param>
    public static void Run(string deviceName, IReadOnlyList<GemmShape> shapes)
    {
        var device = DeviceCatalog.Open(deviceName) as GpuDevice
            ?? throw new DeviceUnavailableException($"{deviceName} runs no GPU kernels; give cuda or opencl");
        using var owner = device;
        Console.WriteLine($"C = A B^T, float32, uniform random inputs, {device.Name}.");
        Console.WriteLine("GFLOP/s with everything on the device; relative error of some rows against float64.");
        Console.WriteLine($"{"M x N x K",16} {"rung",12} {"best",10} {"median",10} {"error",10}");
        foreach (var shape in shapes) Climb(device, shape);
    }

    private static void Climb(GpuDevice device, GemmShape shape)
    {
        var problem = new GemmProblem(shape.M, shape.N, shape.K) { TransposeB = true };
        var a = Random(device, 1, (long)shape.M * shape.K);
        var b = Random(device, 2, (long)shape.N * shape.K);
        var c = device.Allocate((long)shape.M * shape.N);
        var exact = SomeRows(shape, a, b);
        foreach (var rung in Enum.GetValues<GemmRung>())
        {
            try
            {
                var seconds = Measure(device, () => device.Families.Products.Multiply(rung, problem, a.View, b.View, c.View, default));
                var error = exact.Max(row => RelativeError(Numbers(c.View.Slice((long)row.Key * shape.N, shape.N)), row.Value));
                var (best, median) = (shape.Operations / seconds[0] / 1e9, shape.Operations / seconds[seconds.Count / 2] / 1e9);
                Console.WriteLine($"{shape,16} {rung,12} {best,10:F1} {median,10:F1} {error,10:E1}");
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

    private static Dictionary<int, double[]> SomeRows(GemmShape shape, DeviceBuffer a, DeviceBuffer b)
    {
        var columns = Numbers(b.View);
        var rows = Enumerable.Range(0, RowsChecked).Select(i => (int)((shape.M - 1L) * i / (RowsChecked - 1))).Distinct();
        return rows.ToDictionary(r => r, r =>
        {
            var row = Numbers(a.View.Slice((long)r * shape.K, shape.K));
            var product = new double[shape.N];
            Parallel.For(0, shape.N, n =>
            {
                var sum = 0.0;
                for (var k = 0; k < shape.K; k++) sum += (double)row[k] * columns[((long)n * shape.K) + k];
                product[n] = sum;
            });
            return product;
        });
    }

    private static float[] Numbers(BufferView view)
    {
        var numbers = new float[view.Length];
        view.Buffer.Device.Download(view, numbers);
        return numbers;
    }

    // The first product loads the kernel, the second says how many make a turn; neither counts.
    private static List<double> Measure(GpuDevice device, Action queue)
    {
        Turn(device, queue, 1);
        var count = (int)Math.Clamp(SecondsPerTurn / Turn(device, queue, 1), 1, MostPerTurn);
        List<double> seconds = [];
        var clock = Stopwatch.StartNew();
        while (seconds.Count < 2 || clock.Elapsed.TotalSeconds < SecondsPerRung) seconds.Add(Turn(device, queue, count) / count);
        seconds.Sort();
        return seconds;
    }

    private static double Turn(GpuDevice device, Action queue, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++) queue();
        device.Synchronize();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double RelativeError(float[] actual, double[] expected)
    {
        var (difference, norm) = (0.0, 0.0);
        for (var i = 0; i < actual.Length; i++)
        {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.Sqrt(difference / norm);
    }
}
