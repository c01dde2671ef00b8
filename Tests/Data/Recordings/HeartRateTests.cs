using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings;

public sealed class HeartRateTests
{
    [TestCase(50)]
    [TestCase(75)]
    [TestCase(120)]
    public void Of_a_synthetic_heart_it_is_that_of_the_heart(double rate)
    {
        var recording = SyntheticEcg.Record(new EcgModel { Rhythm = new HeartRhythm { HeartRateBpm = rate } }, seed: 3);
        // The rhythm varies by a few percent from beat to beat.
        Assert.That(HeartRate.PerMinute(recording), Is.EqualTo(rate).Within(8).Percent);
        Assert.That(
            HeartRate.PerMinute(recording with { Signals = [recording.Signals[1]] }), Is.EqualTo(rate).Within(8).Percent, "lead II alone");
    }

    [Test]
    public void Without_beats_or_leads_it_is_not_known()
    {
        var recording = SyntheticEcg.Record(new EcgModel(), seed: 3);
        Assert.That(HeartRate.PerMinute(recording with { Signals = [] }), Is.Null);
        Assert.That(HeartRate.PerMinute(recording with { SamplingRateHz = 40 }), Is.Null);
        Assert.That(HeartRate.PerMinute(SyntheticEcg.Record(new EcgModel(), seed: 3, seconds: 0.5)), Is.Null, "fewer than 3 beats");
        var missing = recording with
        {
            Signals = [.. recording.Signals.Select(signal => signal with { Samples = [.. signal.Samples.Select(_ => float.NaN)] })],
        };
        Assert.That(HeartRate.PerMinute(missing), Is.Null);
    }
}
