using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Engine.Modules;

/// <summary>
/// Dropout (Srivastava et al. 2014): in training, sets numbers to 0 with the given probability and multiplies the others by 1/(1 − rate).
/// Draws from the tape's random source, so a step draws the same again when it is run again.
/// </summary>
public sealed class Dropout : Layer
{
    private readonly double _rate;

    /// <summary>Creates the module.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public Dropout(double rate = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        _rate = rate;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) =>
        Training && _rate > 0 ? x.Dropout(_rate, Tape.DrawStream("dropout").Stream) : x;
}
