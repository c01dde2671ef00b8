using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Hearts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic;

/// <summary>What is known of a recording agrees with what the recording shows.</summary>
public sealed class BeatSegmentTests
{
    private static readonly EcgModel Quiet = new() { Noise = EcgNoise.None };

    [TestCase(Conduction.Normal, 92)]
    [TestCase(Conduction.LeftBundleBranchBlock, 150)]
    [TestCase(Conduction.RightBundleBranchBlock, 130)]
    public void Qrs_is_where_the_ventricles_are_activated_and_lasts_as_long_as_the_model_says(Conduction conduction, double milliseconds)
    {
        var model = Quiet with { Conduction = conduction, QrsMs = milliseconds };
        var segments = SyntheticEcg.Segments(model, 5, 1);
        Assert.That(Inside(segments, BeatSegment.Qrs, model with { PMillivolts = 0, TMillivolts = 0 }, Lead.V4), Is.GreaterThan(0.97));
        var (beats, count) = (0, segments.Count(segment => segment == BeatSegment.Qrs));
        for (var t = 1; t < segments.Length; t++)
            if (segments[t] == BeatSegment.Qrs && segments[t - 1] != BeatSegment.Qrs) beats++;
        Assert.That(beats, Is.InRange(9, 13));
        // 2 ms per sample; the recording may begin or end within a beat.
        Assert.That(2.0 * count / beats, Is.EqualTo(milliseconds).Within(0.1 * milliseconds));
    }

    [Test]
    public void P_is_where_the_atria_alone_act_and_is_absent_in_fibrillation()
    {
        var inside = Inside(
            SyntheticEcg.Segments(Quiet, 5, 1), BeatSegment.P, Quiet with { QrsMillivolts = 0, TMillivolts = 0 }, Lead.II);
        Assert.That(inside, Is.GreaterThan(0.97));
        var fibrillating = Quiet with { Rhythm = new HeartRhythm { AtrialFibrillation = true } };
        Assert.That(SyntheticEcg.Segments(fibrillating, 2), Has.None.EqualTo(BeatSegment.P).And.Some.EqualTo(BeatSegment.Qrs));
    }

    [Test]
    public void T_is_in_St_T()
    {
        var inside = Inside(
            SyntheticEcg.Segments(Quiet, 5, 1), BeatSegment.StT, Quiet with { QrsMillivolts = 0, PMillivolts = 0 }, Lead.V4);
        Assert.That(inside, Is.GreaterThan(0.97));
    }

    [Test]
    public void Another_rate_gives_the_same_times()
    {
        var (fine, coarse) = (SyntheticEcg.Segments(Quiet, 3), SyntheticEcg.Segments(Quiet, 3, samplingRateHz: 100));
        Assert.That(coarse, Is.EqualTo(fine.Where((_, t) => t % 5 == 0)));
    }

    [TestCase(Territory.Lad, new[] { Lead.V1, Lead.V2, Lead.V3, Lead.V4 })]
    [TestCase(Territory.Lcx, new[] { Lead.I, Lead.aVL, Lead.V5, Lead.V6 })]
    [TestCase(Territory.Rca, new[] { Lead.II, Lead.III, Lead.aVF })]
    [TestCase(Territory.None, new Lead[0])]
    public void The_leads_that_face_a_territory_are_those_of_the_textbook(Territory territory, Lead[] leads) =>
        Assert.That(TerritoryLeads.Facing(territory), Is.EquivalentTo(leads));

    /// <summary>Breathing turns the heart in the frontal plane; a dipole towards the back stays as it is.</summary>
    [Test]
    public void The_view_of_a_lead_is_what_it_records()
    {
        var model = Quiet with { QrsMillivolts = 0, TMillivolts = 0, PMillivolts = 0, InitialForces = new Dipole(0, 0, 0.5) };
        var signals = SyntheticEcg.Record(model, 1).Signals;
        var peak = Array.IndexOf(signals[(int)Lead.V2].Samples, signals[(int)Lead.V2].Samples.Min());
        var largest = LeadField.Dower.ViewOf(Lead.V2).Z;
        foreach (var lead in Enum.GetValues<Lead>())
            Assert.That(
                signals[(int)lead].Samples[peak] / signals[(int)Lead.V2].Samples[peak],
                Is.EqualTo(LeadField.Dower.ViewOf(lead).Z / largest).Within(1e-5), $"{lead}");
        Assert.That(LeadField.Dower.ViewOf(Lead.aVF).Y, Is.EqualTo(1.066 + 0.235 / 2).Within(1e-12));
    }

    /// <summary>The share of a signal's energy that lies in a part of the beats.</summary>
    private static double Inside(BeatSegment[] segments, BeatSegment part, EcgModel model, Lead lead)
    {
        var samples = SyntheticEcg.Record(model, 5, 1).Signals[(int)lead].Samples;
        return samples.Where((_, t) => segments[t] == part).Sum(x => (double)x * x) / samples.Sum(x => (double)x * x);
    }
}
