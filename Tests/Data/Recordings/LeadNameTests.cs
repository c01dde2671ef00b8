using EcgCmrNative.Data.Recordings;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings;

internal sealed class LeadNameTests
{
    [TestCase(Lead.I, "I", "i", "Lead I", "lead_i", "MDC_ECG_LEAD_I", "DI", "D1", "Lead 1", "ECG I", " I ", "ECG lead I", "I (mV)")]
    [TestCase(Lead.II, "II", "ii", "LEAD II", "LeadII", "MDC_ECG_LEAD_II", "DII", "d2", "Lead 2", "EKG II")]
    [TestCase(Lead.III, "III", "iii", "Lead: III", "MDC_ECG_LEAD_III", "DIII", "D3")]
    [TestCase(Lead.aVR, "aVR", "AVR", "avr", "Lead aVR", "MDC_ECG_LEAD_AVR", "MDC_ECG_LEAD_aVR", "aVR [uV]")]
    [TestCase(Lead.aVL, "aVL", "AVL", "avl", "lead avl", "MDC_ECG_LEAD_AVL")]
    [TestCase(Lead.aVF, "aVF", "AVF", "avf", "ECG aVF", "MDC_ECG_LEAD_AVF")]
    [TestCase(Lead.V1, "V1", "v1", "Lead V1", "MDC_ECG_LEAD_V1", "C1", "ECG V1")]
    [TestCase(Lead.V6, "V6", "v6", "lead.v6", "MDC_ECG_LEAD_V6", "c6")]
    public void KnowsEverySpelling(Lead lead, params string[] spellings)
    {
        foreach (var spelling in spellings)
        {
            Assert.That(LeadName.TryParse(spelling, out var name), Is.True, spelling);
            Assert.That(name, Is.EqualTo(new LeadName(lead, Inverted: false)), spelling);
        }
    }

    [TestCase("-aVR")]
    [TestCase("- AVR")]
    [TestCase("Lead -aVR")]
    [TestCase("\u2212avr")]
    public void AMinusIsALeadUpsideDown(string spelling)
    {
        Assert.That(LeadName.TryParse(spelling, out var name), Is.True);
        Assert.That(name, Is.EqualTo(new LeadName(Lead.aVR, Inverted: true)));
    }

    [TestCase("MLII")]
    [TestCase("VR")]
    [TestCase("vx")]
    [TestCase("V")]
    [TestCase("V7")]
    [TestCase("V0")]
    [TestCase("ECG 1")]
    [TestCase("2")]
    [TestCase("IIII")]
    [TestCase("lead")]
    [TestCase("-")]
    [TestCase("")]
    [TestCase(null)]
    [TestCase("RESP")]
    public void OtherNamesAreNoStandardLead(string? spelling) => Assert.That(LeadName.TryParse(spelling, out _), Is.False);
}
