namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>The cases whose probability lies in one range.</summary>
/// <param name="Low">Lower end of the range, inside it.</param>
/// <param name="High">Upper end, outside it but for 1.</param>
/// <param name="Cases">Number of cases, by weight.</param>
/// <param name="MeanProbability">Mean predicted probability; NaN without cases.</param>
/// <param name="ObservedShare">Share of positive cases; NaN without cases.</param>
public readonly record struct CalibrationBin(double Low, double High, double Cases, double MeanProbability, double ObservedShare);

/// <summary>
/// Predicted probabilities in B bins of equal width: case i belongs to bin ⌊p_i · B⌋, p = 1 to the last. The expected calibration error
/// (ECE; Naeini et al. 2015) is Σ_b n_b/n · |mean probability of bin b − share of positive cases in it|, from 0 (best) to 1.
/// </summary>
public sealed class CalibrationBins
{
    private const int MaxBins = 1000;

    private readonly int _bins;
    private readonly int[] _binOf;
    private readonly double[] _probabilities;
    private readonly bool[] _truth;
    private readonly int[] _units;
    private readonly int _unitCount;

    /// <summary>Sorts cases into bins.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="probabilities">From 0 to 1.</param>
    /// <param name="bins">Number of bins, 1 to 1000.</param>
    /// <param name="units">The unit of each case, such as its person, counted from 0; empty if each case is its own.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a probability is outside 0 to 1.</exception>
    public CalibrationBins(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, int bins = 10, ReadOnlySpan<int> units = default)
    {
        if (truth.Length != probabilities.Length)
            throw new ArgumentException($"{truth.Length} true labels, but {probabilities.Length} probabilities");
        if (bins is < 1 or > MaxBins) throw new ArgumentOutOfRangeException(nameof(bins), bins, $"use 1 to {MaxBins} bins");
        (_bins, _truth, _probabilities) = (bins, truth.ToArray(), probabilities.ToArray());
        _units = Units.Of(units, truth.Length);
        _unitCount = Units.Count(_units);
        _binOf = new int[truth.Length];
        for (var i = 0; i < _binOf.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1))
                throw new ArgumentException($"case {i}: {probabilities[i]} is not a probability; it must be from 0 to 1");
            _binOf[i] = Math.Min((int)(probabilities[i] * bins), bins - 1);
        }
    }

    /// <summary>The bins, the lowest first; empty ones too.</summary>
    /// <param name="weights">How often each unit is counted; empty for once.</param>
    /// <exception cref="ArgumentException">There are fewer weights than units.</exception>
    public IReadOnlyList<CalibrationBin> Bins(ReadOnlySpan<double> weights = default)
    {
        Span<double> sums = new double[3 * _bins];
        Sum(weights, sums);
        var bins = new CalibrationBin[_bins];
        for (var b = 0; b < _bins; b++)
        {
            bins[b] = new CalibrationBin(
                (double)b / _bins, (b + 1.0) / _bins, sums[3 * b], sums[3 * b + 1] / sums[3 * b], sums[3 * b + 2] / sums[3 * b]);
        }
        return bins;
    }

    /// <summary>The expected calibration error.</summary>
    /// <param name="weights">How often each unit is counted; empty for once.</param>
    /// <returns>From 0 to 1; NaN without cases.</returns>
    /// <exception cref="ArgumentException">There are fewer weights than units.</exception>
    public double ExpectedError(ReadOnlySpan<double> weights = default)
    {
        Span<double> sums = stackalloc double[3 * _bins];
        sums.Clear();
        Sum(weights, sums);
        var (error, cases) = (0.0, 0.0);
        for (var b = 0; b < _bins; b++)
        {
            cases += sums[3 * b];
            error += Math.Abs(sums[3 * b + 1] - sums[3 * b + 2]);
        }
        return error / cases;
    }

    /// <summary>Cases, probabilities and positive cases of each bin.</summary>
    private void Sum(ReadOnlySpan<double> weights, Span<double> sums)
    {
        weights = Units.Weights(weights, _unitCount);
        for (var i = 0; i < _binOf.Length; i++)
        {
            var (weight, bin) = (weights[_units[i]], 3 * _binOf[i]);
            sums[bin] += weight;
            sums[bin + 1] += weight * _probabilities[i];
            if (_truth[i]) sums[bin + 2] += weight;
        }
    }
}
