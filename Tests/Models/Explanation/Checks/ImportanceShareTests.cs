using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Hearts;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Explanation.Checks;

public sealed class ImportanceShareTests
{
    [Test]
    public void The_share_is_of_the_importance_and_chance_of_the_places()
    {
        var share = ImportanceShare.Of([1, 3, 0, 4], [1, 0.5, 0, 0]);
        Assert.That((share.Share, share.Chance), Is.EqualTo((2.5 / 8, 1.5 / 4)));
        Assert.That(ImportanceShare.Of([0, 0], [1, 0]).Share, Is.NaN);
    }

    [Test]
    public void Importance_of_signed_maps_and_of_similarities()
    {
        Assert.That(ImportanceShare.Magnitude([-2, 0, 3]), Is.EqualTo((double[])[2, 0, 3]));
        Assert.That(ImportanceShare.AboveMean([0.1, 0.5, 0.3]), Is.EqualTo((double[])[0, 0.2, 0]).Within(1e-15));
    }

    [Test]
    public void Values_out_of_range_and_other_lengths_are_refused()
    {
        Assert.That(() => ImportanceShare.Of([1, -1], [0, 0]), Throws.ArgumentException.With.Message.Contains("place 1: importance -1"));
        Assert.That(() => ImportanceShare.Of([1, 1], [0, 1.5]), Throws.ArgumentException);
        Assert.That(() => ImportanceShare.Of([1], [0, 1]), Throws.ArgumentException);
    }

    [Test]
    public void People_are_averaged_and_their_differences_to_chance_are_paired()
    {
        ImportanceShare[] people =
            [.. Enumerable.Range(0, 40).Select(i => new ImportanceShare(0.5 + 0.01 * (i % 10), 0.4 + 0.01 * (i % 10))), new(double.NaN, 0)];
        var shares = ImportanceShares.Of(people);
        Assert.That(shares.People, Is.EqualTo(40));
        Assert.That((shares.Share.Value, shares.Chance.Value), Is.EqualTo((0.545, 0.445)).Within(1e-12));
        // Every person differs by 0.1, so that the interval of the difference has no width although that of the share has.
        Assert.That((shares.AboveChance.Low, shares.AboveChance.High), Is.EqualTo((0.1, 0.1)).Within(1e-12));
        Assert.That(shares.Share.High - shares.Share.Low, Is.GreaterThan(0.01));
        Assert.That(shares.IsAboveChance, Is.True);
    }

    /// <summary>Leads that are always important are above chance, but not above others.</summary>
    [Test]
    public void A_territory_is_compared_with_people_who_have_none()
    {
        double[] Person(double anterior, int number) =>
            [.. Enumerable.Range(0, 12).Select(lead => lead is >= 6 and <= 9 ? anterior + 0.01 * (number % 7) : 1.0)];
        (Territory, double[])[] People(double ofIll) =>
        [
            .. Enumerable.Range(0, 30).Select(i => (Territory.Lad, Person(ofIll, i))),
            .. Enumerable.Range(0, 50).Select(i => (Territory.None, Person(3, i))),
            (Territory.Rca, Person(100, 0)),
        ];
        var (same, more) = (TerritoryTruth.Of(Territory.Lad, People(3)), TerritoryTruth.Of(Territory.Lad, People(4)));
        Assert.That((same.Facing.People, same.Others, same.Facing.IsAboveChance), Is.EqualTo((30, 50, true)));
        Assert.That(same.AboveOthers.Low, Is.Negative);
        Assert.That(same.AboveOthers.High, Is.Positive);
        Assert.That(more.AboveOthers.Low, Is.Positive);
        var single = TerritoryTruth.Of(Territory.Rca, People(3));
        Assert.That(single.Facing.People, Is.EqualTo(1));
        Assert.That(single.AboveOthers.Value, Is.Not.NaN);
        Assert.That((single.AboveOthers.Low, single.Facing.Share.High), Is.EqualTo((double.NaN, double.NaN)), "too few people");
        // V1 to V4 have 16 of 24 against 12 of 20.
        Assert.That(more.AboveOthers.Value, Is.EqualTo(16 / 24.0 - 12 / 20.0).Within(0.005));
    }

    [Test]
    public void Importance_on_segments_and_on_leads()
    {
        var values = new double[12 * 4];
        (values[0], values[3 * 4 + 1], values[3 * 4 + 2]) = (2, -5, 1);
        var map = new AttributionMap(new PatchGrid(12, 4, 1, 2), 1, values, IsSigned: true, Resolution: 1);
        var onQrs = EcgTruth.OnSegment(map, [BeatSegment.P, BeatSegment.Qrs, BeatSegment.StT, BeatSegment.StT], BeatSegment.Qrs);
        Assert.That((onQrs.Share, onQrs.Chance), Is.EqualTo((5 / 8.0, 0.25)));
        var onLeads = EcgTruth.OnLeads(map.PerLead(magnitude: true), [Lead.I, Lead.V1]);
        Assert.That((onLeads.Share, onLeads.Chance), Is.EqualTo((2 / 8.0, 2 / 12.0)));
        Assert.That(EcgTruth.OnLeads(map.PerLead(magnitude: true), [Lead.aVR]).Share, Is.EqualTo(6 / 8.0));
    }
}
