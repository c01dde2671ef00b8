using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels;

/// <summary>Runs a kernel on the reference and on the processor, and compares.</summary>
internal static class KernelAgreement
{
    /// <summary>
    /// Every output of the processor is within <paramref name="tolerance"/> of the reference, relative to the largest number of the
    /// reference or to 1, and to the bit the same for every number of threads.
    /// </summary>
    public static void Check(double tolerance, Func<KernelRun, BufferView[]> kernel)
    {
        var expected = RunOn(new ReferenceDevice(), kernel);
        double[][]? first = null;
        foreach (var threads in new[] { 1, 2, 3, 7 })
        {
            var actual = RunOn(new CpuDevice(threads), kernel);
            for (var output = 0; output < actual.Length; output++)
            {
                if (first is null) AssertClose(actual[output], expected[output], tolerance, output);
                else Assert.That(
                    actual[output].AsSpan().SequenceEqual(first[output]),
                    $"output {output} differs between 1 and {threads} threads");
            }
            first ??= actual;
        }
    }

    private static double[][] RunOn(Device device, Func<KernelRun, BufferView[]> kernel)
    {
        using (device)
        {
            var run = new KernelRun(device);
            return [.. kernel(run).Select(run.Read)];
        }
    }

    private static void AssertClose(double[] actual, double[] expected, double tolerance, int output)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length));
        var scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var allowed = tolerance * Math.Max(1, scale);
        for (var i = 0; i < actual.Length; i++)
        {
            if (actual[i].Equals(expected[i]) || Math.Abs(actual[i] - expected[i]) <= allowed) continue;
            Assert.Fail(
                $"output {output}, element {i} of {actual.Length}: {actual[i]:R} instead of {expected[i]:R}, "
                + $"off by more than {allowed:g2}");
        }
    }
}
