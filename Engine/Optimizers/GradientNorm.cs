namespace EcgCmrNative.Engine.Optimizers;

/// <summary>The norm of all gradients together, and clipping by it.</summary>
public sealed class GradientNorm
{
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly Parameter _sum;
    private readonly Parameter _scale;

    /// <summary>Creates the measurement for an optimiser's parameters.</summary>
    public GradientNorm(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _groups = optimizer.Groups;
        var device = _groups.SelectMany(group => group.Parameters).First().Parameter.Device;
        _sum = new Parameter(device, new Shape(1), trainable: false);
        _scale = new Parameter(device, new Shape(1), trainable: false);
    }

    /// <summary>The L2 norm of all gradients as one vector; waits for the device.</summary>
    public double Measure()
    {
        var device = _sum.Device;
        device.Elementwise.Fill(_sum.Data, 0);
        foreach (var group in _groups)
        {
            foreach (var (_, parameter) in group.Parameters)
            {
                if (parameter.HasGradient) device.Reduction.Dot(parameter.Gradient, parameter.Gradient, _sum.Data, accumulate: true);
            }
        }
        return Math.Sqrt(_sum.Item());
    }

    /// <summary>The factor min(1, maximum/norm) that keeps the norm within a maximum, for <see cref="Optimizer.Step"/>.</summary>
    /// <param name="maximum">Largest norm allowed.</param>
    /// <param name="norm">The measured norm.</param>
    public Tensor Clip(double maximum, out double norm)
    {
        norm = Measure();
        // torch's clip_grad_norm_ adds the same small number.
        _scale.Device.Elementwise.Fill(_scale.Data, Math.Min(1, maximum / (norm + 1e-6)));
        return _scale;
    }
}
