using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Hearts;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Intervals;

namespace EcgCmrNative.Models.Explanation.Checks;

/// <summary>Whether the leads that face an ischaemic territory have more importance in people who have it.</summary>
/// <param name="Facing">
/// Of the people with the territory, the share of the importance on the leads that face it, against their share of the leads. Leads with
/// large signals are above that share whatever the model looks for.
/// </param>
/// <param name="AboveOthers">
/// Their mean share less the mean share on the same leads of people without any territory, with the 95 % interval of a bootstrap over both
/// groups: what the territory adds. The interval is NaN if a group has fewer than 10 people.
/// </param>
/// <param name="Others">People without any territory.</param>
public sealed record TerritoryTruth(ImportanceShares Facing, BootstrapInterval AboveOthers, int Others)
{
    /// <summary>Compares people.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="people">The territory of each person, and the importance of each of the twelve leads, not negative.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    public static TerritoryTruth Of(
        Territory territory, IReadOnlyList<(Territory Territory, double[] PerLead)> people, int resamples = 2000)
    {
        var (own, others) = (Shares(territory), Shares(Territory.None));
        var difference = ResampledValues.Difference(Means(own, seed: 0), Means(others, seed: 1));
        var interval = ImportanceShares.Known(BootstrapInterval.OfResampled(difference), Math.Min(own.Length, others.Length));
        return new TerritoryTruth(ImportanceShares.Of(own, resamples), interval, others.Length);

        ImportanceShare[] Shares(Territory of) =>
        [
            .. people.Where(person => person.Territory == of)
                .Select(person => EcgTruth.OnLeads(person.PerLead, TerritoryLeads.Facing(territory)))
                .Where(share => !double.IsNaN(share.Share)),
        ];

        double[] Means(ImportanceShare[] shares, ulong seed) => BootstrapInterval.Resample(
            shares.Length,
            drawn =>
            {
                var sum = 0.0;
                foreach (var person in drawn) sum += shares[person].Share;
                return sum / drawn.Length;
            },
            resamples, seed);
    }
}
