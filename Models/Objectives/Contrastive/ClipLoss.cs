using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>
/// The loss of CLIP (Radford et al. 2021) as Turgut et al. use it: with S = z0·z1ᵀ/τ, λ0·CE(rows of S) + (1 − λ0)·CE(columns of S), the
/// pairs on the diagonal. λ0 weights image → ECG.
/// </summary>
public sealed class ClipLoss : ContrastiveLoss
{
    private readonly double _rowWeight;

    /// <summary>Creates the loss.</summary>
    /// <param name="device">The device that computes it.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="rowWeight">λ0, 0 to 1.</param>
    /// <param name="learnTemperature">Whether training changes τ.</param>
    public ClipLoss(Device device, double temperature = 0.1, double rowWeight = 0.5, bool learnTemperature = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowWeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowWeight, 1);
        _rowWeight = rowWeight;
        Temperature = Add("", new Temperature(device, temperature, learnTemperature));
    }

    /// <inheritdoc/>
    public override Temperature Temperature { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor z0, Tensor z1, ReadOnlySpan<int> samples = default)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(z0.L2Normalize().InfoNce(z1.L2Normalize(), Temperature.Logarithm(), _rowWeight));
    }
}
