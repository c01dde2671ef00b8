using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Models.Evaluation.Retrieval;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Retrieval;

public sealed class PartnerRanksTests
{
    [Test]
    public void RanksByCosineWhateverTheLength()
    {
        // Seen from 0°, at 10°, 80° and 20° with lengths 1, 5 and 0.1: partners are first, third and second … of queries at 0°, 0° and 0°.
        var ranks = PartnerRanks.Of(AtAngles((0, 1), (0, 3), (0, 1)), AtAngles((10, 1), (80, 5), (20, 0.1)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ranks.Recall(1), Is.EqualTo(1 / 3.0).Within(1e-12));
            Assert.That(ranks.Recall(2), Is.EqualTo(2 / 3.0).Within(1e-12));
            Assert.That(ranks.Recall(3), Is.EqualTo(1));
            Assert.That(ranks.MedianRank, Is.EqualTo(2));
            Assert.That(ranks.ChanceRank, Is.EqualTo(2));
            Assert.That(ranks.ChanceRecall(1), Is.EqualTo(1 / 3.0));
            Assert.That(ranks.ChanceRecall(5), Is.EqualTo(1));
        }
    }

    [Test]
    public void EmbeddingsThatAreAllAlikeScoreAsChance()
    {
        var same = new UnitEmbeddings([.. Enumerable.Repeat(0.3f, 20)], 1);
        var ranks = PartnerRanks.Of(same, same);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ranks.Recall(5), Is.EqualTo(ranks.ChanceRecall(5)).Within(1e-12));
            Assert.That(ranks.MedianRank, Is.EqualTo(ranks.ChanceRank));
        }
    }

    [Test]
    public void IntervalsHoldTheValueAndShrinkWithTheNumberOfQueries()
    {
        var (few, many) = (Noisy(50), Noisy(800));
        var (wide, narrow) = (few.RecallInterval(10), many.RecallInterval(160));
        var rank = many.MedianRankInterval();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wide.Value, Is.EqualTo(few.Recall(10)).And.InRange(wide.Low, wide.High));
            Assert.That(narrow.High - narrow.Low, Is.LessThan((wide.High - wide.Low) / 2).And.GreaterThan(0));
            Assert.That(rank.Value, Is.EqualTo(many.MedianRank).And.InRange(rank.Low, rank.High));
        }
    }

    [Test]
    public void TheReportLooksBothWays()
    {
        // Second side: both at 0°; first side: at 0° and 90°. From the first, ties; from the second, the first of the
        // first side is nearest to both.
        var (first, second) = (AtAngles((0, 1), (90, 1)), AtAngles((0, 1), (0, 1)));
        var metrics = RetrievalReport.Of(first, second).Named("cmr", "ecg").ToDictionary(entry => entry.Name, entry => entry.Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metrics["cmr_to_ecg_r1"], Is.EqualTo(0.5));
            Assert.That(metrics["ecg_to_cmr_r1"], Is.EqualTo(0.5));
            Assert.That(metrics["cmr_to_ecg_median_rank"], Is.EqualTo(1.5));
            Assert.That(metrics["cmr_to_ecg_r10_low"], Is.EqualTo(1));
            Assert.That((metrics["ecg_to_cmr_r1_low"], metrics["ecg_to_cmr_r1_high"]), Is.EqualTo((0.0, 1.0)));
            Assert.That((metrics["ecg_to_cmr_median_rank_low"], metrics["ecg_to_cmr_median_rank_high"]), Is.EqualTo((1.0, 2.0)));
            Assert.That(metrics["alignment"], Is.EqualTo(1).Within(1e-6));
            Assert.That(metrics["modality_gap"], Is.EqualTo(Math.Sqrt(0.5)).Within(1e-6));
            Assert.That(metrics["uniformity_cmr"], Is.EqualTo(-4).Within(1e-6));
            Assert.That(metrics["uniformity_ecg"], Is.Zero.Within(1e-6));
        }
    }

    [Test]
    public void OnePairHasNoUniformity()
    {
        var one = AtAngles((30, 2));
        var metrics = RetrievalReport.Of(one, one).Named("a", "b").ToDictionary(entry => entry.Name, entry => entry.Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metrics["a_to_b_r1"], Is.EqualTo(1));
            Assert.That(metrics.Keys, Has.None.StartsWith("uniformity"));
        }
    }

    [Test]
    public void WhatIsNoNumberIsFoundLast()
    {
        var (first, second) = (AtAngles((0, 1), (90, 1), (45, 1)), AtAngles((0, 1), (90, double.NaN), (45, 1)));
        var ranks = PartnerRanks.Of(first, second);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ranks.Recall(2), Is.EqualTo(2 / 3.0).Within(1e-12), "the one at NaN is not among the first two");
            Assert.That(ranks.Recall(1), Is.Zero, "and stands before the others");
        }
    }

    [Test]
    public void RefusesWhatCannotBeCompared()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new UnitEmbeddings([1, 2, 3], 2), Throws.ArgumentException);
            Assert.That(
                () => PartnerRanks.Of(AtAngles((0, 1)), AtAngles((0, 1), (1, 1))),
                Throws.ArgumentException.With.Message.Contains("cannot be paired"));
        }
    }

    private static UnitEmbeddings AtAngles(params (double Degrees, double Length)[] vectors) => new(
        [.. vectors.SelectMany(v => new[]
        {
            (float)(v.Length * Math.Cos(v.Degrees * Math.PI / 180)),
            (float)(v.Length * Math.Sin(v.Degrees * Math.PI / 180)),
        })],
        2);

    /// <summary>Partners that share half of their variance.</summary>
    private static PartnerRanks Noisy(int count)
    {
        var draws = new RandomSource(4).Stream("embeddings");
        float[] first = new float[count * 3], second = new float[count * 3];
        for (var i = 0; i < first.Length; i++)
        {
            var common = draws.NextNormal();
            first[i] = (float)(common + draws.NextNormal());
            second[i] = (float)(common + draws.NextNormal());
        }
        return PartnerRanks.Of(new UnitEmbeddings(first, 3), new UnitEmbeddings(second, 3));
    }
}
