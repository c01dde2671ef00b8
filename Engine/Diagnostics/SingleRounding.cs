using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Engine.Diagnostics;

/// <summary>
/// Rounds what operators store to float32 while a device computes in float64: every output as it is recorded, and every gradient before
/// the backward pass reads it. With <see cref="ReferenceDevice"/> this is float32 at its best: each operator exact, and only what is kept
/// between two of them rounded.
/// </summary>
/// <remarks>
/// Either to the nearest number, or up or down by chance, the nearer neighbour the likelier. All are faithful roundings; where their
/// results part, the computation amplifies rounding (Monte Carlo arithmetic: D. S. Parker, 1997).
/// </remarks>
public sealed class SingleRounding : ITapeObserver
{
    private readonly bool _byChance;
    private Philox _chance;

    private SingleRounding(Philox? chance)
    {
        _byChance = chance is not null;
        _chance = chance ?? default;
    }

    /// <summary>Rounds to the nearest number.</summary>
    public static SingleRounding ToNearest() => new(null);

    /// <summary>Rounds to one of the two neighbours, so that the mean is the number itself.</summary>
    /// <param name="seed">Another one is another sequence of chances.</param>
    public static SingleRounding ByChance(ulong seed) => new(new RandomSource(seed).Stream("rounding"));

    /// <inheritdoc/>
    public void Recorded(Operator application)
    {
        ArgumentNullException.ThrowIfNull(application);
        Round(application.Output.Data);
    }

    /// <inheritdoc/>
    public void BackwardStarts(Operator application)
    {
        ArgumentNullException.ThrowIfNull(application);
        Round(application.Output.Gradient);
    }

    /// <inheritdoc/>
    public void BackwardDone(Operator application)
    {
        // The gradients that it added to are not complete before the operators that made their tensors start.
    }

    /// <summary>Rounds one run of numbers where it is; nothing where it is absent.</summary>
    public void Round(BufferView values)
    {
        if (values.IsAbsent) return;
        var rounded = new double[values.Length];
        var device = values.Buffer.Device;
        device.Download(values, rounded);
        for (var i = 0; i < rounded.Length; i++) rounded[i] = Round(rounded[i]);
        device.Upload(rounded, values);
    }

    /// <summary>Rounds one number.</summary>
    public double Round(double value)
    {
        var nearest = (float)value;
        if (!_byChance || nearest == value || !float.IsFinite(nearest)) return nearest;
        double other = nearest < value ? MathF.BitIncrement(nearest) : MathF.BitDecrement(nearest);
        return _chance.NextUniform() < (value - nearest) / (other - nearest) ? other : nearest;
    }
}
