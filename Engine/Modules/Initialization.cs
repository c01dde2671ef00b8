using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Engine.Modules;

/// <summary>Where weights start. Fan-in is the product of all sizes but the first, fan-out that of all but the second.</summary>
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
