using System.Numerics.Tensors;

namespace EcgCmrNative.Models.Evaluation.Calibration;

/// <summary>
/// Calibrates probabilities by one number T: σ(z/T) of a logit, softmax(z/T) of several (Guo et al., On Calibration of Modern Neural
/// Networks, 2017). The order of cases does not change. T minimises the log loss, which is convex in 1/T.
/// </summary>
/// <param name="Temperature">T, from 0.001 to 1000; above 1 for a model that is too sure.</param>
public sealed record TemperatureScaling(double Temperature)
{
    private const double MaxScale = 1000;
    private const int MaxSteps = 200;

    /// <summary>Fits the temperature of binary logits.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="logits">z of each case: ln p/(1 − p).</param>
    /// <returns>T = 1 if all logits are 0 or there are no cases; an end of the range if no T is best, as for logits without
    /// error.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a logit is not finite.</exception>
    public static TemperatureScaling Fit(ReadOnlySpan<bool> truth, ReadOnlySpan<double> logits)
    {
        if (truth.Length != logits.Length) throw new ArgumentException($"{truth.Length} true labels, but {logits.Length} logits");
        // Two classes with the logits 0 and z.
        var (classes, pairs) = (new int[truth.Length], new double[2 * truth.Length]);
        for (var i = 0; i < classes.Length; i++) (classes[i], pairs[2 * i + 1]) = (truth[i] ? 1 : 0, logits[i]);
        return Fit(classes, pairs, 2);
    }

    /// <summary>Fits the temperature of the logits of several classes.</summary>
    /// <param name="truth">The class of each case, counted from 0.</param>
    /// <param name="logits">[cases, classes].</param>
    /// <param name="classes">Number of classes.</param>
    /// <returns>T = 1 if the logits of each case are equal or there are no cases; an end of the range if no T is best.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a class is outside 0 to classes − 1, or a logit is not finite.</exception>
    public static TemperatureScaling Fit(ReadOnlySpan<int> truth, ReadOnlySpan<double> logits, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (logits.Length != (long)truth.Length * classes)
            throw new ArgumentException($"{logits.Length} logits for {truth.Length} cases of {classes} classes");
        for (var i = 0; i < truth.Length; i++)
        {
            if ((uint)truth[i] >= (uint)classes) throw new ArgumentException($"case {i}: class {truth[i]}; classes are 0 to {classes - 1}");
        }
        foreach (var logit in logits)
        {
            if (!double.IsFinite(logit)) throw new ArgumentException($"a logit is {logit}: it must be finite");
        }
        // The slope rises with the scale 1/T; the root is kept between low and high.
        var (low, high) = (1 / MaxScale, MaxScale);
        if (Derivatives(low, truth, logits, classes).Curvature == 0) return new TemperatureScaling(1);
        if (Derivatives(low, truth, logits, classes).Slope >= 0) return new TemperatureScaling(1 / low);
        if (Derivatives(high, truth, logits, classes).Slope <= 0) return new TemperatureScaling(1 / high);
        var scale = 1.0;
        for (var step = 0; step < MaxSteps; step++)
        {
            var (slope, curvature) = Derivatives(scale, truth, logits, classes);
            if (slope == 0) break;
            if (slope < 0) low = scale;
            else high = scale;
            var next = scale - slope / curvature;
            // Also false for NaN.
            if (!(next > low && next < high)) next = Math.Sqrt(low * high);
            var done = Math.Abs(next - scale) <= 1e-14 * scale;
            scale = next;
            if (done) break;
        }
        return new TemperatureScaling(1 / scale);
    }

    /// <summary>Calibrated probabilities of binary logits.</summary>
    public double[] Of(ReadOnlySpan<double> logits)
    {
        var probabilities = new double[logits.Length];
        for (var i = 0; i < probabilities.Length; i++) probabilities[i] = 1 / (1 + Math.Exp(-logits[i] / Temperature));
        return probabilities;
    }

    /// <summary>Calibrated probabilities of the logits of several classes.</summary>
    /// <param name="logits">[cases, classes].</param>
    /// <param name="classes">Number of classes.</param>
    /// <returns>[cases, classes]; each row sums to 1.</returns>
    /// <exception cref="ArgumentException">The logits are not whole rows.</exception>
    public double[] Of(ReadOnlySpan<double> logits, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (logits.Length % classes != 0) throw new ArgumentException($"{logits.Length} logits are not whole rows of {classes} classes");
        var probabilities = new double[logits.Length];
        for (var first = 0; first < logits.Length; first += classes)
            Softmax(logits.Slice(first, classes), 1 / Temperature, probabilities.AsSpan(first, classes));
        return probabilities;
    }

    /// <summary>First and second derivative of the summed log loss: Σ (E z − z of the true class) and Σ Var z, over the probabilities at a
    /// scale.</summary>
    private static (double Slope, double Curvature) Derivatives(
        double scale, ReadOnlySpan<int> truth, ReadOnlySpan<double> logits, int classes)
    {
        var (slope, curvature, p) = (0.0, 0.0, new double[classes]);
        for (var i = 0; i < truth.Length; i++)
        {
            var row = logits.Slice(i * classes, classes);
            Softmax(row, scale, p);
            var mean = TensorPrimitives.Dot<double>(row, p);
            slope += mean - row[truth[i]];
            for (var k = 0; k < classes; k++) curvature += p[k] * (row[k] - mean) * (row[k] - mean);
        }
        return (slope, curvature);
    }

    private static void Softmax(ReadOnlySpan<double> logits, double scale, Span<double> probabilities)
    {
        var (max, sum) = (TensorPrimitives.Max(logits), 0.0);
        for (var k = 0; k < logits.Length; k++) sum += probabilities[k] = Math.Exp((logits[k] - max) * scale);
        for (var k = 0; k < logits.Length; k++) probabilities[k] /= sum;
    }
}
