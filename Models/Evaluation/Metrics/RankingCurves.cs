namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>A point of a curve.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
public readonly record struct CurvePoint(double X, double Y);

/// <summary>The curves that thresholds on scores give, with at most a number of points for drawing.</summary>
public static class RankingCurves
{
    /// <summary>Points that a drawing needs.</summary>
    private const int DefaultPoints = 400;

    /// <summary>The ROC curve: X is 1 − specificity, Y the sensitivity, from (0, 0) to (1, 1).</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="mostPoints">The most points, at least 2; others between them are left out evenly.</param>
    /// <returns>Empty without both classes.</returns>
    public static IReadOnlyList<CurvePoint> Roc(RankedScores scores, int mostPoints = DefaultPoints) =>
        Curve(scores, mostPoints, point => new CurvePoint(
            point.FalsePositives / point.Negatives, point.TruePositives / point.Positives));

    /// <summary>
    /// The precision–recall curve: X is the recall (sensitivity), Y the precision. It begins at the threshold that calls the first case
    /// positive; precision has no value before.
    /// </summary>
    /// <inheritdoc cref="Roc"/>
    public static IReadOnlyList<CurvePoint> PrecisionRecall(RankedScores scores, int mostPoints = DefaultPoints) =>
        [.. Curve(scores, mostPoints, point => new CurvePoint(
            point.TruePositives / point.Positives, point.Confusion.Precision)).Where(point => !double.IsNaN(point.Y))];

    private static CurvePoint[] Curve(RankedScores scores, int mostPoints, Func<OperatingPoint, CurvePoint> of)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPoints, 2);
        var points = scores.OperatingPoints();
        if (scores.Positives == 0 || scores.Positives == scores.Cases) return [];
        if (points.Count <= mostPoints) return [.. points.Select(of)];
        return [.. Enumerable.Range(0, mostPoints).Select(i =>
            of(points[(int)((long)i * (points.Count - 1) / (mostPoints - 1))]))];
    }
}
