using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels;

/// <summary>
/// One operator of the published reference values: its inputs and upstream gradient on a device, and what should come out.
/// Images are [batch, channels, height, width] there and [batch, height, width, channels] here.
/// </summary>
internal sealed class PublishedOperator(NamedTensors expected, string name, Device device)
{
    /// <summary>Within 1e-9 on the reference and 1e-5 on the processor, relative to the norm.</summary>
    public static void Check(string file, string name, Action<PublishedOperator> kernels)
    {
        using var values = TensorFormats.Open(SharedData.Require("reference", "fixtures", file));
        foreach (Device device in new Device[] { new ReferenceDevice(), new CpuDevice(2) })
        {
            using (device) kernels(new PublishedOperator(values.Tensors, name, device));
        }
    }

    public Device Device => device;

    /// <summary>An input or a gradient by its short name: "0", "1", "dy".</summary>
    public BufferView Input(string input, params int[] shape) => Fill($"{name}.{input}", shape);

    /// <summary>Numbers of the deterministic fill by their full name.</summary>
    public BufferView Fill(string fill, params int[] shape)
    {
        var values = ChannelsLast(DeterministicFill.Values(fill, shape.Aggregate(1L, (count, size) => count * size)), shape);
        return Of(values);
    }

    public BufferView Of(params double[] values)
    {
        var view = device.Allocate(values.Length).View;
        device.Upload(values, view);
        return view;
    }

    public BufferView Labels(params int[] labels)
    {
        var view = device.Allocate(labels.Length, EcgCmrNative.Kernels.Memory.ElementKind.Int32).View;
        device.Upload(labels, view);
        return view;
    }

    public BufferView Output(params int[] shape) =>
        Of([.. Enumerable.Repeat(double.NaN, shape.Aggregate(1, (count, size) => count * size))]);

    /// <summary>Compares with an entry of the file: "y", "dx0", "loss".</summary>
    public void Expect(string entry, BufferView actual)
    {
        var tensor = expected[$"{name}.{entry}"];
        var wanted = ChannelsLast(tensor.ToDoubles(), [.. tensor.Shape.Select(size => (int)size)]);
        var got = new double[actual.Length];
        device.Download(actual, got);
        Assert.That(got, Has.Length.EqualTo(wanted.Length));
        var difference = Math.Sqrt(got.Zip(wanted, (a, b) => (a - b) * (a - b)).Sum());
        var norm = Math.Sqrt(wanted.Sum(value => value * value));
        Assert.That(difference, Is.LessThanOrEqualTo((device is ReferenceDevice ? 1e-9 : 1e-5) * norm), $"{name}.{entry} on {device.Name}");
    }

    private static double[] ChannelsLast(double[] values, int[] shape)
    {
        if (shape.Length != 4) return values;
        var (channels, pixels) = (shape[1], shape[2] * shape[3]);
        var moved = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (image, channel, pixel) = (i / (channels * pixels), i / pixels % channels, i % pixels);
            moved[((image * pixels) + pixel) * channels + channel] = values[i];
        }
        return moved;
    }
}
