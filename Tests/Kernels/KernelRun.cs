using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Tests.Kernels;

/// <summary>Arrays on one device, for the duration of a test of a kernel. The same names give the same numbers on every device.</summary>
internal sealed class KernelRun(Device device)
{
    private ulong _streams;

    public Device Device => device;

    /// <summary>Normal numbers that float32 holds exactly; every call gives others.</summary>
    public BufferView Normal(long length, double mean = 0, double deviation = 1)
    {
        var random = new Philox(seed: 20, stream: _streams++);
        var numbers = new float[length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (float)(mean + deviation * random.NextNormal());
        return Of(numbers);
    }

    public BufferView Of(params float[] numbers)
    {
        var view = device.Allocate(numbers.Length).View;
        device.Upload(numbers, view);
        return view;
    }

    public BufferView Indices(params int[] numbers)
    {
        var view = device.Allocate(numbers.Length, ElementKind.Int32).View;
        device.Upload(numbers, view);
        return view;
    }

    /// <summary>An output: NaN when it will be overwritten, so that nobody reads it; numbers when it will be added to.</summary>
    public BufferView Output(long length, bool accumulate = false)
    {
        if (accumulate) return Normal(length);
        var numbers = new float[length];
        Array.Fill(numbers, float.NaN);
        return Of(numbers);
    }

    public double[] Read(BufferView view)
    {
        var numbers = new double[view.Length];
        device.Download(view, numbers);
        return numbers;
    }
}
