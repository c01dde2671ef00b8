using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Evaluation.Retrieval;

/// <summary>
/// The place of each embedding's partner among all of the other side, the nearest by cosine first. If others are exactly as near as the
/// partner, every order among them is equally likely: a recall counts the probability, a rank is the middle one. So embeddings that are all
/// alike score as chance does. A partner with NaN is last; others with NaN rank before it. Similarities are computed one query at a
/// time and not kept.
/// </summary>
public sealed class PartnerRanks
{
    private readonly int[] _nearer;
    private readonly int[] _equal;

    private PartnerRanks(int count) => (_nearer, _equal) = (new int[count], new int[count]);

    /// <summary>Queries, and embeddings that are searched.</summary>
    public int Count => _nearer.Length;

    /// <summary>The median rank, 1 for the first; NaN without queries.</summary>
    public double MedianRank => Median(Enumerable.Range(0, Count).ToArray());

    /// <summary>The median rank of random guesses.</summary>
    public double ChanceRank => ChanceRankOf(Count);

    /// <summary>The median rank of random guesses among a number of pairs.</summary>
    public static double ChanceRankOf(int pairs) => (pairs + 1) / 2.0;

    /// <summary>R@k of random guesses among a number of pairs.</summary>
    public static double ChanceRecallOf(int k, int pairs) => Math.Min(1, (double)k / pairs);

    /// <summary>Searches the partner of each query.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="gallery">The embeddings to search; row i is the partner of query i.</param>
    /// <exception cref="ArgumentException">The embeddings are not pairs.</exception>
    public static PartnerRanks Of(UnitEmbeddings queries, UnitEmbeddings gallery)
    {
        ArgumentNullException.ThrowIfNull(queries);
        queries.RequirePartners(gallery);
        var ranks = new PartnerRanks(queries.Count);
        Parallel.For(0, queries.Count, i =>
        {
            var query = queries[i];
            var own = TensorPrimitives.Dot(query, gallery[i]);
            var (nearer, equal) = (0, 0);
            for (var j = 0; j < gallery.Count; j++)
            {
                if (j == i) continue;
                var similarity = TensorPrimitives.Dot(query, gallery[j]);
                if (similarity == own) equal++;
                else if (!(similarity < own)) nearer++;
            }
            (ranks._nearer[i], ranks._equal[i]) = (nearer, equal);
        });
        return ranks;
    }

    /// <summary>R@k, the share of queries whose partner is among the first k; NaN without queries.</summary>
    public double Recall(int k)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++) sum += Within(i, k);
        return sum / Count;
    }

    /// <summary>R@k of random guesses.</summary>
    public double ChanceRecall(int k) => ChanceRecallOf(k, Count);

    /// <summary>R@k with the interval over resampled queries; the gallery is not resampled.</summary>
    /// <inheritdoc cref="BootstrapInterval.Of"/>
    public BootstrapInterval RecallInterval(int k, int resamples = 2000, ulong seed = 0) => BootstrapInterval.Of(
        Count,
        drawn =>
        {
            var sum = 0.0;
            foreach (var i in drawn) sum += Within(i, k);
            return sum / drawn.Length;
        },
        resamples, seed);

    /// <summary>The median rank with the interval over resampled queries.</summary>
    /// <inheritdoc cref="BootstrapInterval.Of"/>
    public BootstrapInterval MedianRankInterval(int resamples = 2000, ulong seed = 0) =>
        BootstrapInterval.Of(Count, Median, resamples, seed);

    private double Rank(int i) => 1 + _nearer[i] + _equal[i] / 2.0;

    /// <summary>The probability that the partner of query i is among the first k.</summary>
    private double Within(int i, int k) => Math.Clamp((k - _nearer[i]) / (1.0 + _equal[i]), 0, 1);

    private double Median(ReadOnlySpan<int> queries)
    {
        if (queries.IsEmpty) return double.NaN;
        var ranks = new double[queries.Length];
        for (var i = 0; i < ranks.Length; i++) ranks[i] = Rank(queries[i]);
        Array.Sort(ranks);
        return (ranks[(ranks.Length - 1) / 2] + ranks[ranks.Length / 2]) / 2;
    }
}
