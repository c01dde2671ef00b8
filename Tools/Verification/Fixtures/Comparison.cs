using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;

namespace EcgCmrNative.Verification.Fixtures;

/// <summary>Compares computed values with those of a fixture, and remembers the worst and what was never compared.</summary>
public sealed class Comparison
{
    private readonly Fixture _fixture;
    private readonly HashSet<string> _open;
    private readonly List<ComparedArray> _entries = [];
    private readonly bool _double;

    internal Comparison(Fixture fixture, Device device)
    {
        _fixture = fixture;
        _open = [.. fixture.Names];
        _double = device.RealBytes == sizeof(double);
    }

    /// <summary>Everything that was compared.</summary>
    public IReadOnlyList<ComparedArray> Entries => _entries;

    /// <summary>The one whose error is largest in proportion to its tolerance; null before the first.</summary>
    public ComparedArray? Worst =>
        _entries.MaxBy(entry => double.IsNaN(entry.Error) ? double.PositiveInfinity : entry.Error / entry.Tolerance);

    /// <summary>Arrays of the file that were not compared.</summary>
    public IReadOnlyCollection<string> Open => _open;

    /// <summary>Relative error allowed of a model's outputs and gradients: 1e-4 in float32, 1e-9 in float64.</summary>
    public double ModelTolerance => Tolerance(single: 1e-4);

    /// <summary>Relative error allowed of single operators and losses: 1e-5 in float32, 1e-9 in float64.</summary>
    public double OperatorTolerance => Tolerance(single: 1e-5);

    /// <summary>Relative error allowed of what several optimiser steps lead to: 1e-3 in float32, 1e-6 in float64.</summary>
    public double TrajectoryTolerance => Tolerance(single: 1e-3, full: 1e-6);

    /// <summary>The relative error allowed on the device at hand.</summary>
    /// <param name="single">Where it computes in float32.</param>
    /// <param name="full">Where it computes in float64.</param>
    public double Tolerance(double single, double full = 1e-9) => _double ? full : single;

    /// <summary>Compares one array: norm of the difference over norm of the reference.</summary>
    /// <param name="name">The array's name in the file.</param>
    /// <param name="actual">What was computed, in the file's order.</param>
    /// <param name="tolerance">What is allowed.</param>
    public void Check(string name, ReadOnlySpan<double> actual, double tolerance) =>
        Add(name, DeviceComparison.RelativeError(actual, _fixture.Values(name)), tolerance);

    /// <summary>Compares a single number.</summary>
    public void Check(string name, double actual, double tolerance) => Check(name, [actual], tolerance);

    /// <summary>
    /// Compares a gradient with its summary in the file: norm, first values, and projection, see <see cref="CheckProjection"/>.
    /// </summary>
    public void CheckSummary(string prefix, string probe, double[] actual, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(actual);
        if (_fixture.Contains($"{prefix}.norm")) Check($"{prefix}.norm", Norm(actual), tolerance);
        if (_fixture.Contains($"{prefix}.head"))
        {
            var count = checked((int)Math.Min(actual.Length, _fixture.Values($"{prefix}.head").Length));
            Check($"{prefix}.head", actual.AsSpan(0, count), tolerance);
        }
        if (_fixture.Contains($"{prefix}.dot"))
        {
            CheckProjection($"{prefix}.dot", probe, actual, tolerance, _fixture.Values($"{prefix}.norm")[0]);
        }
    }

    /// <summary>
    /// Compares the projection of an array on <c>fill("probe.NAME")</c>. A random projection may come out close to zero, so its error is
    /// measured by what it typically is: the array's norm times the root mean square of the probe.
    /// </summary>
    /// <param name="name">The projection's name in the file.</param>
    /// <param name="probe">What is filled in on the other side.</param>
    /// <param name="actual">The array that was computed.</param>
    /// <param name="tolerance">What is allowed.</param>
    /// <param name="norm">The reference's norm; null where the file does not say it, for the norm of what was computed.</param>
    public void CheckProjection(string name, string probe, double[] actual, double tolerance, double? norm = null)
    {
        ArgumentNullException.ThrowIfNull(actual);
        var weights = _fixture.Fill($"probe.{probe}", actual.Length);
        var typical = (norm ?? Norm(actual)) * Norm(weights) / Math.Sqrt(Math.Max(weights.Length, 1));
        var difference = Math.Abs(Dot(actual, weights) - _fixture.Values(name)[0]);
        Add(name, typical > 0 ? difference / typical : difference, tolerance);
    }

    /// <summary>Compares the gradient of every trainable parameter with its summary in the file, see <see cref="CheckSummary"/>.</summary>
    public void CheckGradients(Module model, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (name, parameter) in model.TrainableParameters())
        {
            var gradient = new double[parameter.Shape.Count];
            if (parameter.HasGradient) parameter.Device.Download(parameter.Gradient, gradient);
            CheckSummary($"grad.{name}", name, StateLayout.ToPublished(parameter, gradient), tolerance);
            parameter.ClearGradient();
        }
    }

    /// <summary>Marks an array that only describes the case.</summary>
    public void Skip(string name) => _open.Remove(name);

    private void Add(string name, double error, double tolerance)
    {
        _open.Remove(name);
        _entries.Add(new ComparedArray(name, error, tolerance));
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Norm(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value * value;
        return Math.Sqrt(sum);
    }
}

/// <summary>One array of a fixture and the computed one.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Error">Relative error: norm of the difference over norm of the reference.</param>
/// <param name="Tolerance">What is allowed.</param>
public sealed record ComparedArray(string Name, double Error, double Tolerance)
{
    /// <summary>True when the error is within the tolerance; NaN never is.</summary>
    public bool Passed => Error <= Tolerance;
}
