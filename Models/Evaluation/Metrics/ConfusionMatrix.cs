namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Counts of a two-class decision, and the metrics that follow from them; conventions are those of scikit-learn.</summary>
/// <param name="TrueNegatives">Negative cases that were called negative.</param>
/// <param name="FalsePositives">Negative cases that were called positive.</param>
/// <param name="FalseNegatives">Positive cases that were called negative.</param>
/// <param name="TruePositives">Positive cases that were called positive.</param>
public readonly record struct ConfusionMatrix(int TrueNegatives, int FalsePositives, int FalseNegatives, int TruePositives)
{
    /// <summary>Share of cases that were classified correctly.</summary>
    public double Accuracy => (double)(TruePositives + TrueNegatives) / (Positives + Negatives);

    /// <summary>Share of the positive cases that were found; NaN without any.</summary>
    public double Sensitivity => (double)TruePositives / Positives;

    /// <summary>Share of the negative cases that were called negative; NaN without any.</summary>
    public double Specificity => (double)TrueNegatives / Negatives;

    /// <summary>Mean of sensitivity and specificity, or the one that has cases.</summary>
    public double BalancedAccuracy => Positives == 0 ? Specificity : Negatives == 0 ? Sensitivity : (Sensitivity + Specificity) / 2;

    /// <summary>F1 of the positive class, 2·TP/(2·TP + FP + FN); 0 without positive cases or predictions.</summary>
    public double F1 => 2.0 * TruePositives / Math.Max(1, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Matthews' correlation coefficient; 0 if a row or column is empty.</summary>
    public double MatthewsCorrelation
    {
        get
        {
            var product = (double)Positives * Negatives * (TruePositives + FalsePositives) * (TrueNegatives + FalseNegatives);
            var difference = (double)TruePositives * TrueNegatives - (double)FalsePositives * FalseNegatives;
            return product == 0 ? 0 : difference / Math.Sqrt(product);
        }
    }

    private int Positives => TruePositives + FalseNegatives;

    private int Negatives => TrueNegatives + FalsePositives;

    /// <summary>Counts cases; those whose score is above the threshold are called positive.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, double threshold = 0.5)
    {
        if (truth.Length != scores.Length) throw new ArgumentException($"{truth.Length} true labels, but {scores.Length} scores");
        Span<int> counts = stackalloc int[4];
        for (var i = 0; i < truth.Length; i++) counts[(truth[i] ? 2 : 0) + (scores[i] > threshold ? 1 : 0)]++;
        return new ConfusionMatrix(counts[0], counts[1], counts[2], counts[3]);
    }
}
