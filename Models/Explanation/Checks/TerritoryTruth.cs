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
    /// <summary>Compares people with a territory and people without any.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="people">The territory of each person, and the importance of each of the twelve leads, not negative.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    public static TerritoryTruth Of(
        Territory territory, IReadOnlyList<(Territory Territory, double[] PerLead)> people, int resamples = 2000)
    {
        ArgumentNullException.ThrowIfNull(people);
        return Compare([.. people.Where(person => person.Territory == territory || person.Territory == Territory.None)], resamples);
    }

    /// <summary>
    /// Compares the people of all territories, each on the leads that face their own, with the same leads of people without any
    /// territory. The mix of territories is taken as fixed.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static TerritoryTruth OfAll(IReadOnlyList<(Territory Territory, double[] PerLead)> people, int resamples = 2000)
    {
        ArgumentNullException.ThrowIfNull(people);
        return Compare(people, resamples);
    }

    private static TerritoryTruth Compare(IReadOnlyList<(Territory Territory, double[] PerLead)> people, int resamples)
    {
        var known = people.Where(person => person.PerLead.Sum() > 0).ToLookup(person => person.Territory != Territory.None);
        var (ill, others) = (known[true].ToArray(), known[false].ToArray());
        var shares = ill.Select(person => person.Territory).Distinct()
            .ToDictionary(territory => territory, territory => Array.ConvertAll(others, person => Share(person.PerLead, territory).Share));
        ImportanceShare[] own = [.. ill.Select(person => Share(person.PerLead, person.Territory))];
        // What a person of the territory has above the others, and how far each of the others is from their mean.
        double[] above = [.. ill.Select((person, i) => own[i].Share - shares[person.Territory].DefaultIfEmpty(double.NaN).Average())];
        double[] around =
            [.. others.Select((_, i) => ill.Sum(person => shares[person.Territory][i] - shares[person.Territory].Average()) / ill.Length)];
        var difference = ResampledValues.Difference(
            ImportanceShares.Resampled(above, resamples, seed: 0), ImportanceShares.Resampled(around, resamples, seed: 1));
        return new TerritoryTruth(
            ImportanceShares.Of(own, resamples),
            ImportanceShares.Known(BootstrapInterval.OfResampled(difference), Math.Min(own.Length, others.Length)), others.Length);
    }

    private static ImportanceShare Share(double[] perLead, Territory territory) =>
        EcgTruth.OnLeads(perLead, TerritoryLeads.Facing(territory));
}
