using System.Numerics.Tensors;

namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Some sums over the cases of each unit. A metric that follows from sums needs no pass over cases when units are
/// reweighted.</summary>
internal sealed class UnitSums
{
    private readonly double[][] _sums;

    /// <param name="units">Number of units.</param>
    /// <param name="sums">Number of sums.</param>
    public UnitSums(int units, int sums)
    {
        _sums = new double[sums][];
        for (var k = 0; k < sums; k++) _sums[k] = new double[units];
    }

    /// <summary>Number of units.</summary>
    public int Units => _sums[0].Length;

    /// <summary>Adds the values of a case.</summary>
    public void Add(int unit, params ReadOnlySpan<double> values)
    {
        for (var k = 0; k < values.Length; k++) _sums[k][unit] += values[k];
    }

    /// <summary>Σ weight · sum over units.</summary>
    public double Total(int sum, ReadOnlySpan<double> weights) =>
        weights.Length == Units
            ? TensorPrimitives.Dot(weights, _sums[sum])
            : throw new ArgumentException($"{weights.Length} weights for {Units} units; pass one weight per unit");
}
