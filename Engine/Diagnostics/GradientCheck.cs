using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Diagnostics;

/// <summary>
/// Compares an operator's backward pass with central differences of its forward pass, in float64 on the reference device:
/// for random weights r, d(Σ r·y)/dx against (f(x + h) − f(x − h))/2h for every element of every input. The tolerances are PyTorch's:
/// h = 1e-6, |difference| ≤ 1e-5 + 1e-3·|numerical|.
/// </summary>
public static class GradientCheck
{
    private const double Step = 1e-6;
    private const double Absolute = 1e-5;
    private const double Relative = 1e-3;

    /// <summary>Checks one example.</summary>
    public static GradientCheckResult Run(OperatorExample example, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(example);
        using var device = new ReferenceDevice();
        var trial = new ExampleTrial(example, seed);
        var (output, gradients) = trial.Run(device);
        var worst = new GradientCheckResult(0, 0, 0, null);
        for (var i = 0; i < trial.Inputs.Length; i++)
        {
            if (!example.Inputs[i].Differentiable) continue;
            var gradient = gradients[i] ?? new double[trial.Inputs[i].Length];
            for (var j = 0; j < gradient.Length; j++)
            {
                var numerical = trial.NumericalDerivative(device, i, j, Step, output.Length);
                var difference = Math.Abs(gradient[j] - numerical);
                var excess = difference / (Absolute + Relative * Math.Abs(numerical));
                if (double.IsNaN(excess) || excess > worst.Excess)
                    worst = new GradientCheckResult(excess, gradient[j], numerical, $"input {i}, element {j}");
                if (double.IsNaN(excess)) return worst;
            }
        }
        return worst;
    }
}

/// <summary>The element whose gradient is furthest from the central difference.</summary>
/// <param name="Excess">Difference divided by the tolerance: passes up to 1. NaN if a gradient is NaN.</param>
/// <param name="Gradient">The backward pass's value there.</param>
/// <param name="Numerical">The central difference there.</param>
/// <param name="Where">Which input and element; null if there are none.</param>
public sealed record GradientCheckResult(double Excess, double Gradient, double Numerical, string? Where)
{
    /// <summary>True if every element is within the tolerance.</summary>
    public bool Passed => Excess <= 1;
}
