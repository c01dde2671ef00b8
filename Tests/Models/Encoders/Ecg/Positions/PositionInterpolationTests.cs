using EcgCmrNative.Models.Encoders.Ecg.Positions;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Ecg.Positions;

public sealed class PositionInterpolationTests
{
    [Test]
    public void Doubling_has_the_published_weights()
    {
        // A class token, then one row of an impulse in the middle of five blocks.
        var doubled = PositionInterpolation.InTime([9, 0, 0, 1, 0, 0], width: 1, rows: 1, from: 5, to: 10);
        double[] near = [0.26171875, 0.87890625, 0.87890625, 0.26171875];
        Assert.That(doubled[0], Is.EqualTo(9));
        Assert.That(doubled[4..8], Is.EqualTo(near).Within(1e-15));
        Assert.That((doubled[3], doubled[2]), Is.EqualTo((-0.10546875, -0.03515625)));
    }

    [Test]
    public void Rows_stay_apart_and_the_same_length_is_the_same_table()
    {
        var table = PositionTable.SineCosine(8, 2, 5);
        Assert.That(PositionInterpolation.InTime(table, 8, 2, 5, 5), Is.EqualTo(table));
        double[] levels = [0, 1, 1, 1, 4, 4, 4];
        Assert.That(PositionInterpolation.InTime(levels, 1, 2, 3, 4), Is.EqualTo(new double[] { 0, 1, 1, 1, 1, 4, 4, 4, 4 }).Within(1e-12));
        Assert.That(() => PositionInterpolation.InTime(levels, 1, 2, 4, 4), Throws.ArgumentException);
    }
}
