namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Metrics of predicted probabilities.</summary>
public static class ProbabilityMetrics
{
    /// <summary>Brier score: the mean squared distance of the probability of the positive class from the truth, 0 or 1.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Brier(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities)
    {
        if (truth.Length != probabilities.Length) throw new ArgumentException($"{truth.Length} true labels, but {probabilities.Length} probabilities");
        var sum = 0.0;
        for (var i = 0; i < truth.Length; i++)
        {
            var error = probabilities[i] - (truth[i] ? 1 : 0);
            sum += error * error;
        }
        return sum / truth.Length;
    }
}
