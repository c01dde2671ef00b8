using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>
/// The temperature τ that similarities are divided by: fixed, or learned as <c>logit_scale</c> = −log τ, which is kept between 0 and log
/// 100 (Radford et al. 2021).
/// </summary>
public sealed class Temperature : Module
{
    /// <summary>The smallest temperature that is learned.</summary>
    public const double LeastLearned = 0.01;

    private readonly Device _device;
    private readonly double _fixed;
    private readonly Parameter? _logitScale;

    /// <summary>Creates a temperature.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="value">τ; the initial value if it is learned.</param>
    /// <param name="learned">Whether training changes it.</param>
    /// <exception cref="ArgumentOutOfRangeException">τ is not a positive number, or is to be learned and not between 0.01 and
    /// 1.</exception>
    public Temperature(Device device, double value, bool learned = false)
    {
        if (!(value > 0) || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "the temperature must be positive");
        if (learned && value is < LeastLearned or > 1)
            throw new ArgumentOutOfRangeException(nameof(value), value, "a learned temperature must start between 0.01 and 1");
        (_device, _fixed) = (device, value);
        if (!learned) return;
        _logitScale = Add("logit_scale", new Parameter(device, new Shape()));
        _logitScale.Set([-Math.Log(value)]);
    }

    /// <summary>Whether training changes it.</summary>
    public bool IsLearned => _logitScale is not null;

    /// <summary>τ; waits for the device if it is learned.</summary>
    public double Value => _logitScale is null ? _fixed : Math.Exp(-_logitScale.Item());

    /// <summary>log τ, a scalar.</summary>
    public Tensor Logarithm()
    {
        if (_logitScale is null) return Tensor.Filled(_device, new Shape(), Math.Log(_fixed));
        var scale = _logitScale.Item();
        var clamped = Math.Clamp(scale, 0, -Math.Log(LeastLearned));
        if (clamped != scale && !double.IsNaN(scale)) _logitScale.Set([clamped]);
        return _logitScale.Scale(-1);
    }
}
