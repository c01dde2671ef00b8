using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Engine.Modules;

/// <summary>
/// Stochastic depth (Huang et al. 2016): in training, leaves a branch out for whole samples with the given probability and scales it by
/// 1/(1 − rate) for the others. Draws from the tape's random source, so a step draws the same again when it is run again.
/// </summary>
public sealed class DropPath : Layer
{
    private readonly double _rate;

    /// <summary>Creates the module.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public DropPath(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        _rate = rate;
    }

    /// <summary>True if a branch may be left out now.</summary>
    public bool Drops => Training && _rate > 0;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        if (!Drops) return x;
        var draws = Tape.DrawStream("drop path");
        var factors = new float[x.Shape[0]];
        for (var i = 0; i < factors.Length; i++) factors[i] = draws.NextUniform() < _rate ? 0 : (float)(1 / (1 - _rate));
        return x.ScaleSamples(Tensor.From(x.Device, new Shape(factors.Length), factors));
    }
}
