using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels;

/// <summary>Compares a gradient that a kernel of the reference device computed with central differences.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <summary>
    /// <paramref name="gradient"/> is that of Σ weights ∘ output with respect to <paramref name="input"/>, where
    /// <paramref name="forward"/> computes the output anew from what is in the input.
    /// </summary>
    public static void Check(KernelRun run, BufferView input, BufferView output, BufferView weights, BufferView gradient, Action forward)
    {
        var x = run.Read(input);
        var w = run.Read(weights);
        var actual = run.Read(gradient);
        for (var i = 0; i < x.Length; i++)
        {
            var expected = (LossAt(x[i] + Step) - LossAt(x[i] - Step)) / (2 * Step);
            LossAt(x[i]);
            Assert.That(actual[i], Is.EqualTo(expected).Within(1e-8 * Math.Max(1, Math.Abs(expected))), $"element {i}");

            double LossAt(double value)
            {
                run.Device.Upload([value], input.Slice(i, 1));
                forward();
                return run.Read(output).Zip(w, (y, weight) => y * weight).Sum();
            }
        }
    }
}
