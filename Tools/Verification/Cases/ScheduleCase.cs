using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary><c>schedule.*</c>: the learning rate at every quarter of an epoch.</summary>
internal sealed class ScheduleCase : IFixtureCase
{
    public bool Covers(string name) => name.StartsWith("schedule.", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        var schedule = new WarmupCosine(
            fixture.Number("lr"), fixture.Number("min_lr"), fixture.Number("warmup_epochs"), fixture.Number("epochs"));
        var rates = new double[fixture.Values("lr").Length];
        for (var i = 0; i < rates.Length; i++) rates[i] = schedule.At(i / 4.0);
        comparison.Check("lr", rates, comparison.OperatorTolerance);
    }
}
