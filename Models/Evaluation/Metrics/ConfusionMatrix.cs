namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Counts of a two-class decision, and the metrics that follow from them; conventions are those of scikit-learn. Counts are not
/// whole numbers if cases have weights. Without any case all metrics are NaN.</summary>
/// <param name="TrueNegatives">Negative cases that were called negative.</param>
/// <param name="FalsePositives">Negative cases that were called positive.</param>
/// <param name="FalseNegatives">Positive cases that were called negative.</param>
/// <param name="TruePositives">Positive cases that were called positive.</param>
public readonly record struct ConfusionMatrix(double TrueNegatives, double FalsePositives, double FalseNegatives, double TruePositives)
{
    /// <summary>Share of cases that were classified correctly.</summary>
    public double Accuracy => (TruePositives + TrueNegatives) / (Positives + Negatives);

    /// <summary>Share of the positive cases that were found (recall); NaN without any.</summary>
    public double Sensitivity => TruePositives / Positives;

    /// <summary>Share of the negative cases that were called negative; NaN without any.</summary>
    public double Specificity => TrueNegatives / Negatives;

    /// <summary>Share of the cases called positive that are; NaN without any.</summary>
    public double Precision => TruePositives / (TruePositives + FalsePositives);

    /// <summary>Mean of sensitivity and specificity, or the one that has cases.</summary>
    public double BalancedAccuracy => Positives == 0 ? Specificity : Negatives == 0 ? Sensitivity : (Sensitivity + Specificity) / 2;

    /// <summary>F1 of the positive class, 2·TP/(2·TP + FP + FN); 0 without positive cases or predictions.</summary>
    public double F1 => HasCases ? Ratio(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives) : double.NaN;

    /// <summary>Matthews' correlation coefficient, from −1 to 1; 0 if a row or column is empty.</summary>
    public double MatthewsCorrelation => HasCases
        ? Ratio(
            TruePositives * TrueNegatives - FalsePositives * FalseNegatives,
            Math.Sqrt(Positives * Negatives * (TruePositives + FalsePositives) * (TrueNegatives + FalseNegatives)))
        : double.NaN;

    private double Positives => TruePositives + FalseNegatives;

    private double Negatives => TrueNegatives + FalsePositives;

    private bool HasCases => Positives + Negatives > 0;

    /// <summary>Counts cases; those whose score is above the threshold are called positive.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, double threshold = 0.5)
    {
        if (truth.Length != scores.Length) throw new ArgumentException($"{truth.Length} true labels, but {scores.Length} scores");
        Span<int> counts = stackalloc int[4];
        for (var i = 0; i < truth.Length; i++) counts[(truth[i] ? 2 : 0) + (scores[i] > threshold ? 1 : 0)]++;
        return new ConfusionMatrix(counts[0], counts[1], counts[2], counts[3]);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
