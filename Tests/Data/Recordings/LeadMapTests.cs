using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings;

internal sealed class LeadMapTests
{
    /// <summary>
    /// A heart vector with I = 0.4 and II = 1.0 mV; the other limb leads by hand from Einthoven's and Goldberger's equations.
    /// </summary>
    private static readonly (string Name, float Value)[] Limb =
        [("I", 0.4f), ("II", 1f), ("III", 0.6f), ("aVR", -0.7f), ("aVL", -0.1f), ("aVF", 0.8f)];

    private static readonly (string Name, float Value)[] Chest = [.. Enumerable.Range(1, 6).Select(i => ($"V{i}", i / 10f))];

    internal static EcgRecording Recording(params (string Name, float[] Samples)[] signals) => new()
    {
        Name = "r",
        SourcePath = "r.hea",
        SamplingRateHz = 500,
        Signals = [.. signals.Select(signal => new EcgSignal { Name = signal.Name, Samples = signal.Samples })],
    };

    private static EcgRecording Recording(IEnumerable<(string Name, float Value)> leads) =>
        Recording([.. leads.Select(lead => (lead.Name, new[] { lead.Value, 2 * lead.Value }))]);

    [Test]
    public void BringsLeadsInAnyOrderIntoTheStandardOne()
    {
        var rows = LeadMap.Arrange(Recording([("RESP", 9f), .. Chest.Reverse(), .. Limb.Reverse()]));

        Assert.That(rows.Select(row => row[1]), Is.EqualTo(Limb.Concat(Chest).Select(lead => 2 * lead.Value)));
    }

    [Test]
    public void TurnsAnInvertedLeadUpright()
    {
        var rows = LeadMap.Arrange(Recording([.. Limb.Select(lead => lead.Name == "aVR" ? ("-aVR", -lead.Value) : lead), .. Chest]));

        Assert.That(rows[(int)Lead.aVR][0], Is.EqualTo(-0.7f));
    }

    [Test]
    public void GivesArraysOfItsOwn()
    {
        var recording = Recording([.. Limb, .. Chest]);
        LeadMap.Arrange(recording)[0][0] = 77;

        Assert.That(recording.Signals[0].Samples[0], Is.EqualTo(0.4f));
    }

    [Test]
    public void DerivesAllLimbLeadsFromAnyTwo([Range(0, 5)] int first, [Range(0, 5)] int second)
    {
        if (first == second) return;

        var rows = LeadMap.Arrange(Recording([Limb[first], Limb[second], .. Chest]), MissingLeads.Derive);

        for (var lead = 0; lead < 6; lead++) Assert.That(rows[lead][0], Is.EqualTo(Limb[lead].Value).Within(2e-7f), Limb[lead].Name);
    }

    [Test]
    public void RefusesMissingLeadsUnlessToldOtherwise() => Assert.That(
        () => LeadMap.Arrange(Recording([.. Limb[..2], .. Chest[1..]])),
        Throws.TypeOf<DataFormatException>().With.Message.Contains("missing III, aVR, aVL, aVF, V1 (the file has 'I', 'II', 'V2'"));

    [Test]
    public void DerivesOnlyWhatCanBeDerived()
    {
        Assert.That(
            () => LeadMap.Arrange(Recording([.. Limb[..2], .. Chest[1..]]), MissingLeads.Derive),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("missing V1 ("));
        Assert.That(
            () => LeadMap.Arrange(Recording([.. Limb[..1], .. Chest]), MissingLeads.Derive),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("missing II, III"));
    }

    [Test]
    public void ZeroesTheRest()
    {
        var rows = LeadMap.Arrange(Recording([.. Limb[..2], .. Chest[1..]]), MissingLeads.Derive | MissingLeads.Zero);

        Assert.That(rows[(int)Lead.V1], Is.EqualTo(new float[2]));
        Assert.That(rows[(int)Lead.III][0], Is.EqualTo(0.6f).Within(1e-6f));
    }

    [Test]
    public void RefusesALeadThatIsThereTwice() => Assert.That(
        () => LeadMap.Arrange(Recording([.. Limb, .. Chest, ("Lead II", 1f)])),
        Throws.TypeOf<DataFormatException>().With.Message.Contains("duplicate lead II: 'II' and 'Lead II'"));

    [Test]
    public void RefusesALeadThatIsNoVoltage()
    {
        var recording = Recording([.. Limb, .. Chest]);
        recording = recording with { Signals = [recording.Signals[0] with { Units = "NU" }, .. recording.Signals.Skip(1)] };

        Assert.That(() => LeadMap.Arrange(recording), Throws.TypeOf<DataFormatException>().With.Message.Contains("'NU'"));
    }
}
