using EcgCmrNative.Models.Training;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training;

public sealed class EarlyStoppingTests
{
    [Test]
    public void StopsOnlyAfterPatienceIsExceeded()
    {
        var stopping = new EarlyStopping(higherIsBetter: true, patience: 1, maximumDelta: 0.1);
        double[] scores = [-0.5, 0.5, 0.45, 0.3, 0.55, 0.2, 0.1];
        Assert.That(scores.Select(stopping.Observe), Is.EqualTo(new[] { false, false, false, false, false, false, true }));
    }

    [Test]
    public void LowerCanBeBetterAndPatienceCanBeEndless()
    {
        var stopping = new EarlyStopping(higherIsBetter: false, patience: -1, maximumDelta: 0);
        Assert.That(Enumerable.Range(0, 50).Select(i => stopping.Observe(i)), Is.All.False);
        Assert.That(stopping.Best, Is.Zero);
    }
}
