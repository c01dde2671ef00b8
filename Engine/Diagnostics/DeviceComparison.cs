using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Diagnostics;

/// <summary>Compares an operator's output and gradients on a device with those of the reference device.</summary>
public static class DeviceComparison
{
    /// <summary>Runs one example on both.</summary>
    /// <returns>The largest relative error: norm of the difference over norm of the reference, of the output
    /// and of every gradient.</returns>
    /// <exception cref="KernelNotSupportedException">The device has no such kernel.</exception>
    public static double Run(OperatorExample example, Device device, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(example);
        ArgumentNullException.ThrowIfNull(device);
        using var reference = new ReferenceDevice();
        var trial = new ExampleTrial(example, seed);
        var (expected, expectedGradients) = trial.Run(reference);
        var (actual, gradients) = trial.Run(device);
        var worst = RelativeError(actual, expected);
        for (var i = 0; i < gradients.Length; i++)
        {
            if (expectedGradients[i] is null != gradients[i] is null) return double.PositiveInfinity;
            if (gradients[i] is { } gradient) worst = Worse(worst, RelativeError(gradient, expectedGradients[i]!));
        }
        return worst;
    }

    /// <summary>‖actual − expected‖ / ‖expected‖; the plain norm if the reference is all zeros; NaN if a value is NaN.</summary>
    public static double RelativeError(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        if (actual.Length != expected.Length) return double.PositiveInfinity;
        var (difference, norm) = (0.0, 0.0);
        for (var i = 0; i < actual.Length; i++)
        {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.Sqrt(norm > 0 ? difference / norm : difference);
    }

    private static double Worse(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Max(a, b);
}
