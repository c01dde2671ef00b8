namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Counts of the cases that are called positive above a threshold.</summary>
/// <param name="Threshold">Cases with a higher score are called positive.</param>
/// <param name="TruePositives">Positive cases above it.</param>
/// <param name="FalsePositives">Negative cases above it.</param>
/// <param name="Positives">All positive cases.</param>
/// <param name="Negatives">All negative cases.</param>
public readonly record struct OperatingPoint(
    double Threshold, double TruePositives, double FalsePositives, double Positives, double Negatives)
{
    /// <summary>The counts as a confusion matrix.</summary>
    public ConfusionMatrix Confusion => new(Negatives - FalsePositives, FalsePositives, Positives - TruePositives, TruePositives);
}

/// <summary>
/// Scores of positive and negative cases, sorted once. Every metric can then be computed for other weights of the units (people) in one
/// pass:
/// a case of weight w counts as w equal cases, as in a bootstrap resample. Cases of equal score are taken together; conventions are those
/// of scikit-learn.
/// </summary>
public sealed class RankedScores
{
    /// <summary>Shares are compared with this tolerance, so that 9 of 10 is a specificity of 0.9.</summary>
    private const double Rounding = 1e-12;

    private readonly bool[] _isPositive;
    private readonly int[] _units;
    private readonly int _unitCount;
    private readonly double[] _scores;
    private readonly int[] _ends;

    /// <summary>Sorts cases.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">A higher score means that the case is likelier to be positive.</param>
    /// <param name="units">The unit of each case, such as its person, counted from 0; empty if each case is its own.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public RankedScores(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, ReadOnlySpan<int> units = default)
    {
        if (truth.Length != scores.Length) throw new ArgumentException($"{truth.Length} true labels, but {scores.Length} scores");
        var (keys, cases, unitOf) = (scores.ToArray(), new int[scores.Length], Units.Of(units, scores.Length));
        if (Array.Exists(keys, double.IsNaN)) throw new ArgumentException("a score is NaN: it cannot be ranked");
        for (var i = 0; i < cases.Length; i++) cases[i] = i;
        Array.Sort(keys, cases);
        Array.Reverse(keys);
        Array.Reverse(cases);
        (_isPositive, _units, _unitCount) = (new bool[cases.Length], new int[cases.Length], Units.Count(unitOf));
        for (var i = 0; i < cases.Length; i++) (_isPositive[i], _units[i]) = (truth[cases[i]], unitOf[cases[i]]);
        var ends = new List<int>();
        for (var i = 1; i <= keys.Length; i++)
        {
            if (i == keys.Length || keys[i] != keys[i - 1]) ends.Add(i);
        }
        _ends = [.. ends];
        _scores = Array.ConvertAll(_ends, end => keys[end - 1]);
    }

    /// <summary>Number of cases.</summary>
    public int Cases => _units.Length;

    /// <summary>Number of positive cases.</summary>
    public int Positives => _isPositive.Count(isPositive => isPositive);

    /// <summary>Area under the ROC curve, see <see cref="RankingMetrics.Auroc"/>.</summary>
    /// <param name="weights">How often each unit is counted; empty for once.</param>
    /// <returns>From 0 to 1; NaN without both classes.</returns>
    /// <exception cref="ArgumentException">There are fewer weights than units.</exception>
    public double Auroc(ReadOnlySpan<double> weights = default)
    {
        weights = Units.Weights(weights, _unitCount);
        var area = 0.0;
        var (positives, negatives) = (0.0, 0.0);
        for (var (group, first) = (0, 0); group < _ends.Length; first = _ends[group++])
        {
            var (newPositives, newNegatives) = Count(first, _ends[group], weights);
            area += newNegatives * (positives + newPositives / 2);
            positives += newPositives;
            negatives += newNegatives;
        }
        return area / (positives * negatives);
    }

    /// <summary>Average precision, see <see cref="RankingMetrics.AveragePrecision"/>.</summary>
    /// <returns>From 0 to 1; NaN without positive cases.</returns>
    /// <inheritdoc cref="Auroc"/>
    public double AveragePrecision(ReadOnlySpan<double> weights = default)
    {
        weights = Units.Weights(weights, _unitCount);
        var area = 0.0;
        var (positives, all) = (0.0, 0.0);
        for (var (group, first) = (0, 0); group < _ends.Length; first = _ends[group++])
        {
            var (newPositives, newNegatives) = Count(first, _ends[group], weights);
            positives += newPositives;
            all += newPositives + newNegatives;
            if (newPositives > 0) area += newPositives * positives / all;
        }
        return area / positives;
    }

    /// <summary>The largest sensitivity at any threshold whose specificity is at least as given; 0 if only the threshold above all scores
    /// has it.</summary>
    /// <param name="specificity">From 0 to 1.</param>
    /// <param name="weights">How often each unit is counted; empty for once.</param>
    /// <returns>From 0 to 1; NaN without both classes.</returns>
    /// <exception cref="ArgumentException">There are fewer weights than units, or the specificity is not from 0 to 1.</exception>
    public double SensitivityAtSpecificity(double specificity, ReadOnlySpan<double> weights = default)
    {
        if (!(specificity is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(specificity), specificity, "the specificity must be from 0 to 1");
        weights = Units.Weights(weights, _unitCount);
        var (positives, negatives) = Count(0, Cases, weights);
        if (positives == 0 || negatives == 0) return double.NaN;
        var (found, wrong) = (0.0, 0.0);
        for (var (group, first) = (0, 0); group < _ends.Length; first = _ends[group++])
        {
            var (newPositives, newNegatives) = Count(first, _ends[group], weights);
            wrong += newNegatives;
            if ((negatives - wrong) / negatives < specificity - Rounding) break;
            found += newPositives;
        }
        return found / positives;
    }

    /// <summary>Counts the cases above and below a threshold.</summary>
    /// <param name="threshold">Cases with a higher score are called positive.</param>
    /// <param name="weights">How often each unit is counted; empty for once.</param>
    /// <exception cref="ArgumentException">There are fewer weights than units.</exception>
    public ConfusionMatrix Confusion(double threshold, ReadOnlySpan<double> weights = default)
    {
        weights = Units.Weights(weights, _unitCount);
        var groups = 0;
        while (groups < _scores.Length && _scores[groups] > threshold) groups++;
        var end = groups == 0 ? 0 : _ends[groups - 1];
        var (truePositives, falsePositives) = Count(0, end, weights);
        var (falseNegatives, trueNegatives) = Count(end, Cases, weights);
        return new ConfusionMatrix(trueNegatives, falsePositives, falseNegatives, truePositives);
    }

    /// <summary>
    /// Every decision that a threshold can make, from "no case is positive" to "all are". A threshold is the middle between two
    /// neighbouring scores, so that it also separates cases whose scores are slightly different.
    /// </summary>
    public IReadOnlyList<OperatingPoint> OperatingPoints()
    {
        if (Cases == 0) return [];
        var weights = Units.Weights([], _unitCount);
        var (positives, negatives) = Count(0, Cases, weights);
        var points = new List<OperatingPoint> { new(_scores[0], 0, 0, positives, negatives) };
        var (found, wrong) = (0.0, 0.0);
        for (var (group, first) = (0, 0); group < _ends.Length; first = _ends[group++])
        {
            var (newPositives, newNegatives) = Count(first, _ends[group], weights);
            (found, wrong) = (found + newPositives, wrong + newNegatives);
            points.Add(new OperatingPoint(Below(group), found, wrong, positives, negatives));
        }
        return points;
    }

    /// <summary>A threshold below the scores of a group and not below those of the next.</summary>
    private double Below(int group)
    {
        if (group + 1 == _scores.Length) return Math.BitDecrement(_scores[group]);
        var middle = _scores[group + 1] + (_scores[group] - _scores[group + 1]) / 2;
        // Between neighbouring numbers the middle is rounded to one of them.
        return middle < _scores[group] && middle >= _scores[group + 1] ? middle : _scores[group + 1];
    }

    private (double Positives, double Negatives) Count(int first, int end, ReadOnlySpan<double> weights)
    {
        var (positives, all) = (0.0, 0.0);
        for (var i = first; i < end; i++)
        {
            var weight = weights[_units[i]];
            all += weight;
            if (_isPositive[i]) positives += weight;
        }
        return (positives, all - positives);
    }
}
