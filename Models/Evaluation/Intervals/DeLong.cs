namespace EcgCmrNative.Models.Evaluation.Intervals;

/// <summary>An AUROC with DeLong's variance.</summary>
/// <param name="Auroc">From 0 to 1; NaN without both classes.</param>
/// <param name="Variance">Of the AUROC; NaN with fewer than two cases of a class.</param>
/// <param name="Low">Lower end of the interval; NaN if it is undefined, see <see cref="DeLong.Of"/>.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct AurocEstimate(double Auroc, double Variance, double Low, double High);

/// <summary>Two AUROCs of the same cases.</summary>
/// <param name="First">Of the first model.</param>
/// <param name="Second">Of the second model.</param>
/// <param name="Covariance">Of the two AUROCs; NaN with fewer than two cases of a class.</param>
/// <param name="Difference">First − second.</param>
/// <param name="Low">Lower end of the interval of the difference, on the plain scale; NaN without a variance.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Z">The difference over its standard error; NaN if that is 0.</param>
/// <param name="PValue">Two-sided; 1 if the models rank all cases alike, NaN without a variance or with a difference of no
/// variance.</param>
public readonly record struct AurocComparison(
    AurocEstimate First, AurocEstimate Second, double Covariance, double Difference, double Low, double High, double Z, double PValue);

/// <summary>
/// The variance of AUROCs and the test of the difference of two, by the method of DeLong, DeLong and Clarke-Pearson (Biometrics 1988) with
/// the algorithm of Sun and Xu (IEEE Signal Processing Letters 2014), which needs ranks only: O(n log n). Cases must be independent: one
/// per person. With several recordings per person use <see cref="PeopleBootstrap"/>.
/// </summary>
public static class DeLong
{
    /// <summary>
    /// The AUROC with its variance and interval. The interval is symmetric for logit A: logit A ± z·s/(A(1 − A)), so that it stays inside 0
    /// to 1 (Pepe 2003, section 5.2). An AUROC of exactly 0 or 1 has no interval, since its variance is estimated as 0.
    /// </summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">A higher score means that the case is likelier to be positive.</param>
    /// <param name="coverage">Of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public static AurocEstimate Of(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, double coverage = 0.95)
    {
        var components = new Components(truth, scores);
        return Estimate(components.Auroc, components.Covariance(components), coverage);
    }

    /// <summary>Compares two models on the same cases.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="first">Scores of the first model.</param>
    /// <param name="second">Scores of the second model.</param>
    /// <param name="coverage">Of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public static AurocComparison Compare(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> first, ReadOnlySpan<double> second, double coverage = 0.95)
    {
        var (a, b) = (new Components(truth, first), new Components(truth, second));
        var (ofA, ofB, covariance) = (a.Covariance(a), b.Covariance(b), a.Covariance(b));
        var difference = a.Auroc - b.Auroc;
        var variance = ofA + ofB - 2 * covariance;
        // Models that rank alike: what is left of the variance is rounding.
        if (variance <= 1e-14 * (ofA + ofB)) variance = 0;
        var error = Math.Sqrt(variance);
        var half = NormalDistribution.HalfWidth(coverage) * error;
        var z = error > 0 ? difference / error : double.NaN;
        var p = error > 0 ? NormalDistribution.TwoSided(z) : error == 0 && Math.Abs(difference) < 1e-14 ? 1 : double.NaN;
        return new AurocComparison(
            Estimate(a.Auroc, ofA, coverage), Estimate(b.Auroc, ofB, coverage), covariance, difference, difference - half,
            difference + half, z, p);
    }

    private static AurocEstimate Estimate(double auroc, double variance, double coverage)
    {
        var z = NormalDistribution.HalfWidth(coverage);
        if (!(auroc > 0 && auroc < 1) || double.IsNaN(variance)) return new AurocEstimate(auroc, variance, double.NaN, double.NaN);
        var (logit, half) = (Math.Log(auroc / (1 - auroc)), z * Math.Sqrt(variance) / (auroc * (1 - auroc)));
        return new AurocEstimate(auroc, variance, Sigmoid(logit - half), Sigmoid(logit + half));

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    /// <summary>The structural components: for each positive case the share of negative cases below it, for each negative case the share of
    /// positive cases above it, ties counting half.</summary>
    private sealed class Components
    {
        private readonly double[] _ofPositives;
        private readonly double[] _ofNegatives;

        public Components(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores)
        {
            if (truth.Length != scores.Length) throw new ArgumentException($"{truth.Length} true labels, but {scores.Length} scores");
            var (positives, negatives) = (new List<double>(), new List<double>());
            for (var i = 0; i < truth.Length; i++)
            {
                if (double.IsNaN(scores[i])) throw new ArgumentException("a score is NaN: it cannot be ranked");
                (truth[i] ? positives : negatives).Add(scores[i]);
            }
            var (m, n) = (positives.Count, negatives.Count);
            double[] among = MiddleRanks([.. positives, .. negatives]), inPositives = MiddleRanks([.. positives]),
                inNegatives = MiddleRanks([.. negatives]);
            _ofPositives = [.. inPositives.Select((rank, i) => (among[i] - rank) / n)];
            _ofNegatives = [.. inNegatives.Select((rank, j) => 1 - (among[m + j] - rank) / m)];
            Auroc = m == 0 || n == 0 ? double.NaN : _ofPositives.Average();
        }

        public double Auroc { get; }

        /// <summary>Of two AUROCs, or the variance of one with itself.</summary>
        public double Covariance(Components other) =>
            Covariance(_ofPositives, other._ofPositives) / _ofPositives.Length
            + Covariance(_ofNegatives, other._ofNegatives) / _ofNegatives.Length;

        private static double Covariance(double[] a, double[] b)
        {
            if (a.Length < 2) return double.NaN;
            var (meanA, meanB, sum) = (a.Average(), b.Average(), 0.0);
            for (var i = 0; i < a.Length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
            return sum / (a.Length - 1);
        }

        /// <summary>Ranks from 1, equal values having the middle of theirs.</summary>
        private static double[] MiddleRanks(double[] values)
        {
            var (order, ranks) = (Enumerable.Range(0, values.Length).ToArray(), new double[values.Length]);
            Array.Sort(values, order);
            for (var first = 0; first < values.Length;)
            {
                var end = first + 1;
                while (end < values.Length && values[end] == values[first]) end++;
                for (var i = first; i < end; i++) ranks[order[i]] = (first + end + 1) / 2.0;
                first = end;
            }
            return ranks;
        }
    }
}
