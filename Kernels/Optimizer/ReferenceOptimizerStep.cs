using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Optimizer;

/// <summary>Parameter updates as formulas, in double.</summary>
internal sealed unsafe class ReferenceOptimizerStep : IOptimizerStep
{
    /// <inheritdoc/>
    public void Adam(
        in AdamSettings settings, BufferView parameter, BufferView gradient, BufferView firstMoment, BufferView secondMoment,
        BufferView gradientScale)
    {
        var (rate, beta1, beta2, epsilon, decay, decoupled, step) = settings;
        var scale = Scale(gradientScale);
        double* w = parameter.Doubles, m = firstMoment.Doubles, v = secondMoment.Doubles;
        for (long i = 0; i < parameter.Length; i++)
        {
            var g = scale * gradient.Doubles[i];
            if (decoupled) w[i] -= rate * decay * w[i];
            else g += decay * w[i];
            m[i] = beta1 * m[i] + (1 - beta1) * g;
            v[i] = beta2 * v[i] + (1 - beta2) * g * g;
            w[i] -= rate * (m[i] / (1 - Math.Pow(beta1, step))) / (Math.Sqrt(v[i] / (1 - Math.Pow(beta2, step))) + epsilon);
        }
    }

    /// <inheritdoc/>
    public void Sgd(in SgdSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale)
    {
        var (rate, momentum, decay, nesterov) = settings;
        var scale = Scale(gradientScale);
        double* w = parameter.Doubles, m = moment.Doubles;
        for (long i = 0; i < parameter.Length; i++)
        {
            var g = scale * gradient.Doubles[i] + decay * w[i];
            if (!moment.IsAbsent)
            {
                m[i] = momentum * m[i] + g;
                g = nesterov ? g + momentum * m[i] : m[i];
            }
            w[i] -= rate * g;
        }
    }

    /// <inheritdoc/>
    public void Lars(in LarsSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale)
    {
        var (rate, momentum, decay, trust, adapt) = settings;
        var scale = Scale(gradientScale);
        double* w = parameter.Doubles, m = moment.Doubles;
        if (!adapt) decay = 0;

        var (squareW, squareG) = (0.0, 0.0);
        for (long i = 0; i < parameter.Length; i++)
        {
            var g = scale * gradient.Doubles[i] + decay * w[i];
            squareW += w[i] * w[i];
            squareG += g * g;
        }
        var q = adapt && squareW > 0 && squareG > 0 ? trust * Math.Sqrt(squareW) / Math.Sqrt(squareG) : 1;

        for (long i = 0; i < parameter.Length; i++)
        {
            var g = scale * gradient.Doubles[i] + decay * w[i];
            m[i] = momentum * m[i] + q * g;
            w[i] -= rate * m[i];
        }
    }

    private static double Scale(BufferView gradientScale) => gradientScale.IsAbsent ? 1 : *gradientScale.Doubles;
}
