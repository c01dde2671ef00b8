using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic.Hearts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Hearts;

/// <summary>Against the figures of docs/virtual-cohort.md. The bounds are three to four standard errors of so many hearts.</summary>
internal sealed class VirtualHeartTests
{
    private static readonly Lazy<VirtualHeart[]> Hearts = new(() => [.. ParallelEnumerable.Range(0, 6000).AsOrdered().Select(Heart)]);

    private static IEnumerable<VirtualHeart> Healthy(Sex sex) => Hearts.Value.Where(heart =>
        heart.Person.Sex == sex
        && heart.Illness is { CoronaryArteryDisease: false, AtrialFibrillation: false, Diabetes: false, Conduction: 0 });

    [TestCase("LVEDV_mL", 124, 21, 166, 32)]
    [TestCase("LVESV_mL", 49, 11, 69, 16)]
    [TestCase("LVSV_mL", 75, 14, 96, 20)]
    [TestCase("LVEF_percent", 61, 5, 58, 5)]
    [TestCase("LVM_g", 70, 13, 103, 21)]
    [TestCase("RVEDV_mL", 130, 24, 182, 36)]
    [TestCase("RVESV_mL", 55, 15, 85, 22)]
    [TestCase("RVSV_mL", 75, 14, 97, 20)]
    [TestCase("RVEF_percent", 58, 6, 54, 6)]
    public void Volumes_and_mass_are_as_published(string phenotype, double women, double womenDeviation, double men, double menDeviation)
    {
        var index = Phenotypes.Names.ToList().IndexOf(phenotype);
        (Sex, double, double)[] published = [(Sex.Female, women, womenDeviation), (Sex.Male, men, menDeviation)];
        foreach (var (sex, mean, deviation) in published)
        {
            var values = Healthy(sex).Select(heart => Phenotypes.Of(heart)[index]).ToArray();
            Assert.That(values.Average(), Is.EqualTo(mean).Within(3).Percent, $"mean of {sex}");
            Assert.That(Deviation(values), Is.EqualTo(deviation).Within(20).Percent, $"deviation of {sex}");
        }
    }

    [Test]
    public void Strain_and_wall_thickness_follow_from_the_geometry_near_published_means()
    {
        double Mean(string name, Sex sex) => Healthy(sex).Average(heart => Phenotypes.Of(heart)[Phenotypes.Names.ToList().IndexOf(name)]);
        Assert.That(Mean("Ecc_global_percent", Sex.Female), Is.EqualTo(-22.5).Within(1.5));
        Assert.That(Mean("Ecc_global_percent", Sex.Male), Is.EqualTo(-21).Within(1.5));
        Assert.That(Mean("Err_global_percent", Sex.Female), Is.EqualTo(50).Within(6));
        Assert.That(Mean("WT_global_mm", Sex.Female), Is.EqualTo(5.3).Within(0.3));
        Assert.That(Mean("WT_global_mm", Sex.Male), Is.EqualTo(6.3).Within(0.3));
    }

    [Test]
    public void Traits_are_correlated_as_stated()
    {
        double[] Of(Func<VirtualHeart, double> trait) => [.. Healthy(Sex.Female).Select(trait)];
        var volume = Of(heart => Math.Log(heart.Left.Shape.EndDiastolicMl));
        var mass = Of(heart => Math.Log(heart.Left.Shape.MassGrams));
        Assert.That(Correlation(volume, mass), Is.EqualTo(0.68).Within(0.05));
        Assert.That(Correlation(volume, Of(heart => heart.Person.HeightCm)), Is.EqualTo(0.42).Within(0.06));
        Assert.That(Correlation(mass, Of(heart => Math.Log(heart.Person.BodyMassIndex))), Is.EqualTo(0.42).Within(0.06));
        Assert.That(Correlation(volume, Of(heart => heart.Person.AgeYears)), Is.EqualTo(-0.22).Within(0.06));
        Assert.That(Correlation(volume, Of(heart => Math.Log(heart.HeartRateBpm))), Is.EqualTo(-0.30).Within(0.06));
        Assert.That(Correlation(volume, Of(heart => Math.Log(heart.Right.EndDiastolicMl))), Is.InRange(0.7, 0.9));
    }

    [Test]
    public void Illness_is_as_common_as_stated_and_comes_with_age_and_other_illness()
    {
        var all = Hearts.Value;
        double Share(Func<VirtualHeart, bool> of, Func<VirtualHeart, bool>? among = null) =>
            all.Where(among ?? (_ => true)).Average(heart => of(heart) ? 1.0 : 0.0);
        bool Coronary(VirtualHeart heart) => heart.Illness.CoronaryArteryDisease;
        bool Fibrillation(VirtualHeart heart) => heart.Illness.AtrialFibrillation;
        Assert.That(Share(heart => heart.Person.Sex == Sex.Female), Is.EqualTo(0.52).Within(0.02));
        Assert.That(Share(Coronary), Is.EqualTo(0.072).Within(0.012));
        Assert.That(Share(Fibrillation), Is.EqualTo(0.028).Within(0.008));
        Assert.That(Share(heart => heart.Illness.Diabetes), Is.EqualTo(0.041).Within(0.009));
        Assert.That(
            Share(Coronary, heart => heart.Person.Sex == Sex.Male),
            Is.GreaterThan(1.7 * Share(Coronary, heart => heart.Person.Sex == Sex.Female)));
        Assert.That(
            Share(Coronary, heart => heart.Person.AgeYears > 70),
            Is.GreaterThan(1.7 * Share(Coronary, heart => heart.Person.AgeYears < 60)));
        Assert.That(Share(Coronary, heart => heart.Illness.Diabetes), Is.GreaterThan(1.4 * Share(Coronary)));
        Assert.That(Share(Fibrillation, Coronary), Is.GreaterThan(1.4 * Share(Fibrillation)));
    }

    [Test]
    public void An_ischaemic_territory_moves_less_and_the_ventricle_ejects_less()
    {
        foreach (var territory in (Territory[])[Territory.Lad, Territory.Lcx, Territory.Rca])
        {
            var ill = Hearts.Value.Where(heart => heart.Illness.Territory == territory && heart.Illness.Severity > 0.5).ToArray();
            Assert.That(ill, Is.Not.Empty);
            foreach (var heart in ill)
            {
                var strain = heart.Left.CircumferentialStrain();
                var supplied = Enumerable.Range(1, AhaSegments.Ring).ToLookup(segment => AhaSegments.SuppliedBy(segment) == territory);
                double Mean(bool ischaemic) => supplied[ischaemic].Average(segment => strain[segment - 1]);
                Assert.That(Mean(true), Is.GreaterThan(Mean(false)));
            }
            Assert.That(ill.Average(Ejection), Is.LessThan(Healthy(Sex.Male).Average(Ejection) - 0.05));
        }
    }

    [Test]
    public void Every_heart_is_consistent()
    {
        foreach (var heart in Hearts.Value.Take(500))
        {
            var (left, right, shape) = (heart.Left, heart.Right, heart.Left.Shape);
            Assert.That(left.CavityMl(0), Is.EqualTo(shape.EndDiastolicMl).Within(1e-6));
            Assert.That(left.CavityMl(1), Is.EqualTo(shape.EndSystolicMl).Within(1e-6));
            Assert.That(left.MyocardiumMl(1) * LeftVentricle.Density, Is.EqualTo(shape.MassGrams).Within(1e-6));
            Assert.That(right.CavityMl(1), Is.EqualTo(right.EndSystolicMl).Within(1e-6));
            // What the right ventricle ejects, the left one does.
            var stroke = shape.EndDiastolicMl - shape.EndSystolicMl;
            Assert.That(right.EndDiastolicMl - right.EndSystolicMl, Is.EqualTo(stroke).Within(13).Percent);
        }
    }

    private static VirtualHeart Heart(int number)
    {
        var draws = new CounterDraws(5);
        draws.Restart(0, number, 0);
        return VirtualHeart.Random(draws);
    }

    private static double Ejection(VirtualHeart heart) => 1 - heart.Left.Shape.EndSystolicMl / heart.Left.Shape.EndDiastolicMl;

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Average() / Deviation(a) / Deviation(b);
    }
}
