using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Engine.Modules;

/// <summary>Initial values of weights. Fan-in is the product of all sizes but the first, fan-out that of all but the second.</summary>
public static class Initialization
{
    /// <summary>U(±√(6/(fan-in + fan-out))), Glorot and Bengio 2010; filters are taken as a matrix [out, the rest].</summary>
    public static void XavierUniform(Parameter parameter, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var (outputs, inputs) = Fans(parameter);
        Uniform(parameter, Math.Sqrt(6.0 / (inputs + outputs)), random);
    }

    /// <summary>U(±bound).</summary>
    public static void Uniform(Parameter parameter, double bound, RandomSource random) =>
        Fill(parameter, random, (ref Philox draws) => bound * (2 * draws.NextUniform() - 1));

    /// <summary>N(0, deviation²).</summary>
    public static void Normal(Parameter parameter, double deviation, RandomSource random) =>
        Fill(parameter, random, (ref Philox draws) => deviation * draws.NextNormal());

    /// <summary>N(0, deviation²) within ±2, drawn again where it falls outside, as timm's trunc_normal_.</summary>
    public static void TruncatedNormal(Parameter parameter, double deviation, RandomSource random) =>
        Fill(parameter, random, (ref Philox draws) =>
        {
            double value;
            do value = deviation * draws.NextNormal();
            while (Math.Abs(value) > 2);
            return value;
        });

    /// <summary>N(0, 2/fan-out) for layers before a ReLU, He et al. 2015.</summary>
    public static void KaimingNormalFanOut(Parameter parameter, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        // Filters are [out, height, width, in]: the fan-out counts the output channels at every position of the window.
        var (outputs, inputs) = Fans(parameter);
        Normal(parameter, Math.Sqrt(2.0 / (outputs * (inputs / parameter.Shape.Last))), random);
    }

    /// <summary>N(0, 2/fan-in) for layers before a ReLU, He et al. 2015.</summary>
    public static void KaimingNormalFanIn(Parameter parameter, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Normal(parameter, Math.Sqrt(2.0 / Fans(parameter).Inputs), random);
    }

    /// <summary>U(±√(6/((1 + slope²)·fan-in))) for layers before a leaky ReLU of that slope, He et al. 2015.</summary>
    public static void KaimingUniformFanIn(Parameter parameter, double slope, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Uniform(parameter, Math.Sqrt(6 / ((1 + slope * slope) * Fans(parameter).Inputs)), random);
    }

    /// <summary>
    /// A matrix with orthonormal rows, or orthonormal columns if it has more rows, times a gain (Saxe et al. 2014); filters are
    /// taken as a matrix [out, the rest].
    /// </summary>
    public static void Orthogonal(Parameter parameter, double gain, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Normal(parameter, 1, random);
        var values = parameter.ToDoubles();
        var (outputs, inputs) = Fans(parameter);
        var (count, length) = (Math.Min(outputs, inputs), Math.Max(outputs, inputs));
        var (vector, element) = outputs <= inputs ? (inputs, 1L) : (1L, inputs);
        for (var i = 0L; i < count; i++)
        {
            // Two passes are enough (Giraud et al. 2005): the second removes the rounding error of the first.
            for (var pass = 0; pass < 2; pass++)
                for (var j = 0L; j < i; j++) AddScaled(i, j, -Dot(i, j));
            AddScaled(i, i, 1 / Math.Sqrt(Dot(i, i)) - 1);
        }
        for (var i = 0; i < values.Length; i++) values[i] *= gain;
        parameter.Set(values);

        double Dot(long a, long b)
        {
            var sum = 0.0;
            for (var k = 0L; k < length; k++) sum += values[a * vector + k * element] * values[b * vector + k * element];
            return sum;
        }

        void AddScaled(long to, long from, double factor)
        {
            for (var k = 0L; k < length; k++) values[to * vector + k * element] += factor * values[from * vector + k * element];
        }
    }

    private delegate double Draw(ref Philox draws);

    private static (long Outputs, long Inputs) Fans(Parameter parameter)
    {
        var outputs = parameter.Shape[0];
        return (outputs, parameter.Shape.Count / outputs);
    }

    private static void Fill(Parameter parameter, RandomSource random, Draw draw)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(random);
        var draws = random.Next("initialization");
        var values = new double[parameter.Shape.Count];
        for (var i = 0; i < values.Length; i++) values[i] = draw(ref draws);
        parameter.Set(values);
    }
}
