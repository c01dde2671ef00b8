using System.Numerics.Tensors;

namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Metrics of predicted probabilities: means of a loss of each case, and the calibration error. All are NaN without
/// cases.</summary>
public static class ProbabilityMetrics
{
    /// <summary>Probabilities are kept this far from 0 and 1 in a logarithm, as in scikit-learn: 2⁻⁵².</summary>
    public const double Epsilon = 1.0 / (1L << 52);

    /// <summary>Brier score: the mean squared distance of the probability of the positive class from the truth, 0 or 1. From 0 (best) to
    /// 1 (Brier 1950, halved).</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Brier(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities) =>
        Mean(SquaredErrors(truth, probabilities));

    /// <summary>Brier score of several classes: the mean of Σ_k (p_k − 1[class is k])². From 0 (best) to 2, so that for two classes it is
    /// twice the other form (Brier 1950).</summary>
    /// <param name="truth">The class of each case, counted from 0.</param>
    /// <param name="probabilities">[cases, classes].</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a class is outside 0 to classes − 1.</exception>
    public static double Brier(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes) =>
        Mean(SquaredErrors(truth, probabilities, classes));

    /// <summary>Log loss: the mean of −ln of the probability of the true class, in nats; ≥ 0. Probabilities are kept
    /// <see cref="Epsilon"/> away from 0 and 1.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double LogLoss(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities) => Mean(LogLosses(truth, probabilities));

    /// <summary>Log loss of several classes: the mean of −ln of the probability of the true class, in nats; ≥ 0.</summary>
    /// <inheritdoc cref="Brier(ReadOnlySpan{int}, ReadOnlySpan{double}, int)"/>
    public static double LogLoss(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes) =>
        Mean(LogLosses(truth, probabilities, classes));

    /// <summary>Expected calibration error of the probability of the positive class, see <see cref="CalibrationBins"/>.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="probabilities">From 0 to 1.</param>
    /// <param name="bins">Number of bins of equal width.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a probability is outside 0 to 1.</exception>
    public static double ExpectedCalibrationError(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, int bins = 10) =>
        new CalibrationBins(truth, probabilities, bins).ExpectedError();

    /// <summary>Expected calibration error of several classes: that of the largest probability, which should be the share of cases in which
    /// its class is the true one (Guo et al. 2017).</summary>
    /// <param name="truth">The class of each case, counted from 0.</param>
    /// <param name="probabilities">[cases, classes].</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="bins">Number of bins of equal width.</param>
    /// <exception cref="ArgumentException">Lengths differ, a class is outside 0 to classes − 1, or a probability outside 0 to
    /// 1.</exception>
    public static double ExpectedCalibrationError(
        ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, int bins = 10)
    {
        var (isRight, confidences) = Confidences(truth, probabilities, classes);
        return new CalibrationBins(isRight, confidences, bins).ExpectedError();
    }

    /// <summary>The class with the largest score of each case, the first of equal ones.</summary>
    /// <param name="scores">[cases, classes]: probabilities or logits.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">The scores are not whole rows.</exception>
    public static int[] LargestClasses(ReadOnlySpan<double> scores, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (scores.Length % classes != 0) throw new ArgumentException($"{scores.Length} scores are not whole rows of {classes} classes");
        var largest = new int[scores.Length / classes];
        for (var i = 0; i < largest.Length; i++) largest[i] = TensorPrimitives.IndexOfMax(scores.Slice(i * classes, classes));
        return largest;
    }

    /// <summary>Whether the class of the largest probability is the true one, and that probability.</summary>
    internal static (bool[] IsRight, double[] Confidences) Confidences(
        ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        Require(truth, probabilities, classes);
        var (called, isRight, confidences) = (LargestClasses(probabilities, classes), new bool[truth.Length], new double[truth.Length]);
        for (var i = 0; i < truth.Length; i++)
            (isRight[i], confidences[i]) = (called[i] == truth[i], probabilities[i * classes + called[i]]);
        return (isRight, confidences);
    }

    /// <summary>Of each case.</summary>
    internal static double[] SquaredErrors(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities)
    {
        Require(truth, probabilities);
        var errors = new double[truth.Length];
        for (var i = 0; i < truth.Length; i++) errors[i] = Square(probabilities[i] - (truth[i] ? 1 : 0));
        return errors;
    }

    /// <inheritdoc cref="SquaredErrors(ReadOnlySpan{bool}, ReadOnlySpan{double})"/>
    internal static double[] SquaredErrors(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        Require(truth, probabilities, classes);
        var errors = new double[truth.Length];
        for (var i = 0; i < truth.Length; i++)
        {
            for (var k = 0; k < classes; k++) errors[i] += Square(probabilities[i * classes + k] - (truth[i] == k ? 1 : 0));
        }
        return errors;
    }

    /// <summary>Of each case.</summary>
    internal static double[] LogLosses(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities)
    {
        Require(truth, probabilities);
        var losses = new double[truth.Length];
        for (var i = 0; i < truth.Length; i++)
        {
            var p = Math.Clamp(probabilities[i], Epsilon, 1 - Epsilon);
            losses[i] = -Math.Log(truth[i] ? p : 1 - p);
        }
        return losses;
    }

    /// <inheritdoc cref="LogLosses(ReadOnlySpan{bool}, ReadOnlySpan{double})"/>
    internal static double[] LogLosses(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        Require(truth, probabilities, classes);
        var losses = new double[truth.Length];
        for (var i = 0; i < truth.Length; i++)
            losses[i] = -Math.Log(Math.Clamp(probabilities[i * classes + truth[i]], Epsilon, 1 - Epsilon));
        return losses;
    }

    private static void Require(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities)
    {
        if (truth.Length != probabilities.Length)
            throw new ArgumentException($"{truth.Length} true labels, but {probabilities.Length} probabilities");
    }

    private static void Require(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (probabilities.Length != (long)truth.Length * classes)
            throw new ArgumentException($"{probabilities.Length} probabilities for {truth.Length} cases of {classes} classes");
        for (var i = 0; i < truth.Length; i++)
        {
            if ((uint)truth[i] >= (uint)classes)
                throw new ArgumentException($"case {i}: class {truth[i]}; classes are 0 to {classes - 1}");
        }
    }

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Average();

    private static double Square(double x) => x * x;
}
