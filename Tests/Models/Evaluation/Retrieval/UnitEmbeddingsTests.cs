using EcgCmrNative.Models.Evaluation.Retrieval;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Retrieval;

public sealed class UnitEmbeddingsTests
{
    /// <summary>In the plane at 0°, 90°, 45°, 0° again, and one that is not a number.</summary>
    private static readonly UnitEmbeddings Gallery = new([2, 0, 0, 3, 1, 1, 1, 0, float.NaN, 0], 2);

    [Test]
    public void The_nearest_come_first_equals_in_their_order_and_NaN_last()
    {
        var nearest = Gallery.Nearest([1, 0], 5);
        Assert.That(nearest.Select(one => one.Index), Is.EqualTo([0, 3, 2, 1, 4]));
        // Single precision.
        Assert.That(nearest.Take(4).Select(one => one.Cosine), Is.EqualTo([1, 1, Math.Sqrt(0.5), 0]).Within(1e-6));
    }

    [Test]
    public void No_more_than_there_are_are_given() => Assert.That(
        (Gallery.Nearest([0, 1], 1).Single().Index, Gallery.Nearest([0, 1], 99).Count), Is.EqualTo((1, 5)));

    [Test]
    public void A_query_of_another_width_is_refused() =>
        Assert.That(() => Gallery.Nearest([1, 0, 0], 1), Throws.ArgumentException.With.Message.Contains("width 3"));
}
