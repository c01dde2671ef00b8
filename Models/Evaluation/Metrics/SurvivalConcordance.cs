using System.Buffers;

namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>
/// Harrell's concordance index of risks with right-censored times (Harrell et al. 1982): of the pairs whose order in time is known, the
/// share in which the case with the earlier event has the higher risk, equal risks counting half. A pair is comparable if the earlier time
/// is that of an event; at equal times, if one case has an event and the other is censored, which is taken to live longer. Two events at
/// the same time are not compared. These are the rules of scikit-survival and lifelines. O(n log n): cases are sorted once, and pairs
/// are counted with a Fenwick tree over the ranks of the risks.
/// </summary>
public sealed class SurvivalConcordance
{
    private readonly int[] _units;
    private readonly int _unitCount;
    private readonly bool[] _hasEvent;
    private readonly int[] _ranks;
    private readonly int _rankCount;
    private readonly int[] _ends;

    /// <summary>Sorts cases.</summary>
    /// <param name="times">Time of the event, or of the end of observation; in any unit.</param>
    /// <param name="hasEvent">True if the event was observed, false if the case is censored.</param>
    /// <param name="risks">A higher risk means an earlier event; only the order matters, equal is exactly equal.</param>
    /// <param name="units">The unit of each case, such as its person, counted from 0; empty if each case is its own.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a time or risk is NaN.</exception>
    public SurvivalConcordance(
        ReadOnlySpan<double> times, ReadOnlySpan<bool> hasEvent, ReadOnlySpan<double> risks, ReadOnlySpan<int> units = default)
    {
        if (times.Length != hasEvent.Length || times.Length != risks.Length)
            throw new ArgumentException($"{times.Length} times, {hasEvent.Length} events and {risks.Length} risks; pass one per case");
        var (keys, risk) = (times.ToArray(), risks.ToArray());
        if (Array.Exists(keys, double.IsNaN)) throw new ArgumentException("a time is NaN: it cannot be ordered");
        if (Array.Exists(risk, double.IsNaN)) throw new ArgumentException("a risk is NaN: it cannot be ranked");
        var (cases, unitOf) = (Enumerable.Range(0, keys.Length).ToArray(), Units.Of(units, keys.Length));
        Array.Sort(keys, cases);
        Array.Reverse(keys);
        Array.Reverse(cases);
        double[] distinct = [.. risk.Distinct().Order()];
        (_rankCount, _unitCount) = (distinct.Length, Units.Count(unitOf));
        (_units, _ranks, _hasEvent) = (new int[cases.Length], new int[cases.Length], new bool[cases.Length]);
        for (var i = 0; i < cases.Length; i++)
        {
            (_units[i], _hasEvent[i]) = (unitOf[cases[i]], hasEvent[cases[i]]);
            _ranks[i] = 1 + Array.BinarySearch(distinct, risk[cases[i]]);
        }
        _ends = [.. Enumerable.Range(1, keys.Length).Where(i => i == keys.Length || keys[i] != keys[i - 1])];
    }

    /// <summary>The concordance index of cases.</summary>
    /// <inheritdoc cref="SurvivalConcordance(ReadOnlySpan{double}, ReadOnlySpan{bool}, ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    /// <returns>From 0 to 1, 0.5 for chance; NaN without comparable pairs.</returns>
    public static double Of(ReadOnlySpan<double> times, ReadOnlySpan<bool> hasEvent, ReadOnlySpan<double> risks) =>
        new SurvivalConcordance(times, hasEvent, risks).Of();

    /// <summary>The index with each unit counted as often as its weight says; copies of a case are compared as cases of equal time and
    /// risk.</summary>
    /// <param name="weights">How often each unit is counted; empty for once.</param>
    /// <returns>From 0 to 1, 0.5 for chance; NaN without comparable pairs.</returns>
    /// <exception cref="ArgumentException">There are fewer weights than units.</exception>
    public double Of(ReadOnlySpan<double> weights = default)
    {
        weights = Units.Weights(weights, _unitCount);
        var tree = ArrayPool<double>.Shared.Rent(_rankCount + 1);
        var ofRank = ArrayPool<double>.Shared.Rent(_rankCount + 1);
        Array.Clear(tree, 0, _rankCount + 1);
        Array.Clear(ofRank, 0, _rankCount + 1);
        // Weight of the cases that live longer, and of the pairs with them.
        var (later, concordant, comparable) = (0.0, 0.0, 0.0);
        for (var (group, first) = (0, 0); group < _ends.Length; first = _ends[group++])
        {
            for (var i = first; i < _ends[group]; i++)
            {
                if (!_hasEvent[i]) Insert(i, weights);
            }
            for (var i = first; i < _ends[group]; i++)
            {
                var weight = weights[_units[i]];
                if (!_hasEvent[i] || weight == 0) continue;
                concordant += weight * (Below(_ranks[i]) + ofRank[_ranks[i]] / 2);
                comparable += weight * later;
            }
            for (var i = first; i < _ends[group]; i++)
            {
                if (_hasEvent[i]) Insert(i, weights);
            }
        }
        ArrayPool<double>.Shared.Return(tree);
        ArrayPool<double>.Shared.Return(ofRank);
        return concordant / comparable;

        void Insert(int i, ReadOnlySpan<double> weights)
        {
            var weight = weights[_units[i]];
            if (weight == 0) return;
            later += weight;
            ofRank[_ranks[i]] += weight;
            for (var node = _ranks[i]; node <= _rankCount; node += node & -node) tree[node] += weight;
        }

        double Below(int rank)
        {
            var sum = 0.0;
            for (var node = rank - 1; node > 0; node -= node & -node) sum += tree[node];
            return sum;
        }
    }
}
