using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Calibration;

/// <summary>A bin of a reliability curve that has cases.</summary>
/// <param name="Low">Lower end of the bin.</param>
/// <param name="High">Upper end of the bin.</param>
/// <param name="Cases">Number of cases.</param>
/// <param name="MeanProbability">Mean predicted probability: the x of a plot.</param>
/// <param name="ObservedShare">Share of positive cases: the y of a plot.</param>
/// <param name="ObservedLow">Lower end of the share's Wilson interval.</param>
/// <param name="ObservedHigh">Upper end of it.</param>
public sealed record ReliabilityPoint(
    double Low, double High, int Cases, double MeanProbability, double ObservedShare, double ObservedLow, double ObservedHigh);

/// <summary>
/// How often cases with a predicted probability are positive, in bins of equal width, with the score interval of Wilson (1927) for each
/// share. Calibrated predictions lie on the diagonal. Cases must be independent.
/// </summary>
/// <param name="Points">The bins that have cases, the lowest first.</param>
/// <param name="ExpectedError">The expected calibration error, see <see cref="CalibrationBins"/>; NaN without cases.</param>
public sealed record ReliabilityCurve(IReadOnlyList<ReliabilityPoint> Points, double ExpectedError)
{
    /// <summary>Counts cases.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="probabilities">From 0 to 1.</param>
    /// <param name="bins">Number of bins.</param>
    /// <param name="coverage">Of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a probability is outside 0 to 1.</exception>
    public static ReliabilityCurve Of(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, int bins = 10, double coverage = 0.95)
    {
        var (binned, z) = (new CalibrationBins(truth, probabilities, bins), NormalDistribution.HalfWidth(coverage));
        return new ReliabilityCurve([.. binned.Bins().Where(bin => bin.Cases > 0).Select(Point)], binned.ExpectedError());

        ReliabilityPoint Point(CalibrationBin bin)
        {
            var (n, share) = (bin.Cases, bin.ObservedShare);
            var centre = (share + z * z / (2 * n)) / (1 + z * z / n);
            var half = z / (1 + z * z / n) * Math.Sqrt(share * (1 - share) / n + z * z / (4 * n * n));
            return new ReliabilityPoint(
                bin.Low, bin.High, (int)n, bin.MeanProbability, share, Math.Max(0, centre - half), Math.Min(1, centre + half));
        }
    }
}
