using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings;

internal sealed class SignalQualityTests
{
    private const int Length = 5000;

    private static readonly float[] WaveI = Wave(0.1), WaveII = Wave(0.37);

    private static float[] Wave(double phase) =>
        [.. Enumerable.Range(0, Length).Select(t => (float)(Math.Sin(phase + t * 0.0123) + 0.3 * Math.Sin(t * 0.217)))];

    private static EcgRecording Recording(float[] leadI, float[]? leadIII = null) => LeadMapTests.Recording(
        ("I", leadI), ("II", WaveII), ("III", leadIII ?? [.. WaveII.Zip(WaveI, (ii, i) => ii - i)]));

    private static LeadQuality OfLeadI(float[] samples) => SignalQuality.Assess(Recording(samples)).Leads[0];

    [Test]
    public void FindsNothingInASoundLeadAndMissesNoMissingOne()
    {
        var quality = SignalQuality.Assess(Recording(WaveI));

        Assert.That(quality.Leads.Take(3).Select(lead => lead.Defects), Has.All.EqualTo(LeadDefects.None));
        Assert.That(quality.Leads.Skip(3).Select(lead => lead.Defects), Has.All.EqualTo(LeadDefects.Missing));
        Assert.That(quality.EinthovenResidual, Is.LessThan(1e-6));
        Assert.That(quality.EinthovenResidualOfCounts, Is.Null);
        Assert.That(quality.IsClean, Is.False);
    }

    [Test]
    public void FindsAFlatLeadThatIsNotClipped()
    {
        var found = OfLeadI(new float[Length]);

        Assert.That((found.Defects, found.FlatFraction), Is.EqualTo((LeadDefects.Flat, 1.0)));
    }

    [Test]
    public void FindsAClippedLead()
    {
        var found = OfLeadI(Array.ConvertAll(WaveI, value => Math.Clamp(value, -5, 1.1f)));

        Assert.That(found.Defects, Is.EqualTo(LeadDefects.Clipped));
    }

    [Test]
    public void PaddingAtTheEndIsNotClipping()
    {
        float[] samples = [.. WaveI];
        samples.AsSpan(Length - 55).Fill(1.5f);

        Assert.That((OfLeadI(samples).Defects, OfLeadI(samples).ClippedFraction), Is.EqualTo((LeadDefects.None, 0.011)));
    }

    [Test]
    public void FindsGaps()
    {
        float[] samples = [.. WaveI];
        samples.AsSpan(1000, 100).Fill(float.NaN);

        Assert.That((OfLeadI(samples).Defects, OfLeadI(samples).GapFraction), Is.EqualTo((LeadDefects.Gaps, 0.02)));
    }

    [Test]
    public void FindsLimbLeadsThatContradictEachOther()
    {
        var quality = SignalQuality.Assess(Recording(WaveI, leadIII: WaveI));

        Assert.That(quality.EinthovenViolated, Is.True);
        Assert.That(quality.EinthovenResidual, Is.GreaterThan(0.5));
    }

    [Test]
    public void TellsGainsThatAreNotPhysicalFromLeadsThatAreWrong()
    {
        // This set scales every lead to 1 mV from peak to peak; only its counts are true to each other.
        var quality = SignalQuality.Assess(new WfdbFormat().Read(SharedData.Require("data", "ecg", "ludb_byschii", "data", "17.hea")));

        Assert.That(quality.EinthovenViolated, Is.True);
        Assert.That(quality.EinthovenResidualOfCounts, Is.LessThan(0.02));
    }
}
