using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Devices.Gpu;

/// <summary>Runs a kernel on a GPU device and on the reference, with the same numbers, and compares arrays that it writes.</summary>
internal static class DevicePair
{
    /// <summary>Checks that both devices leave the same numbers.</summary>
    /// <param name="gpu">Name of the device.</param>
    /// <param name="tolerance">Norm of the difference over norm of the reference.</param>
    /// <param name="lengths">Lengths of the arrays; each starts with uniform random numbers in [−1, 1).</param>
    /// <param name="run">Runs the kernel on the arrays.</param>
    /// <param name="written">Which arrays are compared.</param>
    public static void Agree(string gpu, double tolerance, int[] lengths, Action<Device, BufferView[]> run, params int[] written)
    {
        using var reference = new ReferenceDevice();
        var expected = Results(reference, lengths, run, written);
        var actual = Results(GpuForTests.Require(gpu), lengths, run, written);
        for (var i = 0; i < written.Length; i++)
            Assert.That(DeviceComparison.RelativeError(actual[i], expected[i]), Is.LessThanOrEqualTo(tolerance), $"array {written[i]}");
    }

    private static double[][] Results(Device device, int[] lengths, Action<Device, BufferView[]> run, int[] written)
    {
        var buffers = lengths.Select(length => device.Allocate(length)).ToArray();
        for (var i = 0; i < lengths.Length; i++) device.Upload(Numbers(lengths[i], (ulong)i), buffers[i].View);
        run(device, [.. buffers.Select(buffer => buffer.View)]);
        var results = written.Select(i =>
        {
            var numbers = new double[lengths[i]];
            device.Download(buffers[i].View, numbers);
            return numbers;
        }).ToArray();
        foreach (var buffer in buffers) buffer.Release();
        return results;
    }

    private static float[] Numbers(int length, ulong stream)
    {
        var random = new Philox(17, stream);
        var numbers = new float[length];
        foreach (ref var number in numbers.AsSpan()) number = (float)random.NextUniform(-1, 1);
        return numbers;
    }
}
