using EcgCmrNative.Data.Synthetic.Hearts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Hearts;

internal sealed class VentricleTests
{
    private static readonly LeftVentricleShape Normal = new()
    {
        EndDiastolicMl = 145,
        EndSystolicMl = 60,
        MassGrams = 88,
        LengthMm = 88,
        Shortening = 0.15,
        Roundness = new(0.05, 0.3, 0.02, 1),
        Thickness = [.. Enumerable.Repeat(1.0, 17)],
        Contraction = [.. Enumerable.Repeat(1.0, 16)],
    };

    [Test]
    public void Has_the_volumes_and_the_mass_it_was_built_for()
    {
        var heart = new LeftVentricle(Normal);
        Assert.That(heart.CavityMl(0), Is.EqualTo(145).Within(1e-9));
        Assert.That(heart.CavityMl(1), Is.EqualTo(60).Within(1e-9));
        foreach (var contraction in (double[])[0, 0.3, 0.7, 1])
            Assert.That(heart.MyocardiumMl(contraction) * LeftVentricle.Density, Is.EqualTo(88).Within(1e-9));
    }

    /// <summary>Pixels of a millimetre in slices of a millimetre, counted: another way to the same volumes.</summary>
    [TestCase(0)]
    [TestCase(0.5)]
    [TestCase(1)]
    public void Voxels_count_up_to_the_volumes(double contraction)
    {
        var left = new LeftVentricle(Normal);
        var right = new RightVentricle(left, 150, 65, 1.3, 0.2);
        var (endo, epi, outer) = (new double[LeftVentricle.Angles], new double[LeftVentricle.Angles], new double[LeftVentricle.Angles]);
        var (cavity, wall, crescent) = (0, 0, 0);
        for (var height = -9.5; height < left.LengthAt(contraction); height++)
        {
            left.Section(height, contraction, endo, epi);
            right.Section(height, contraction, epi, outer);
            for (var y = -90; y <= 90; y++)
            {
                for (var x = -90; x <= 90; x++)
                {
                    var turns = Math.Atan2(y, x) / Math.Tau;
                    var angle = (int)Math.Round((turns - Math.Floor(turns)) * LeftVentricle.Angles) % LeftVentricle.Angles;
                    var radius = Math.Sqrt(x * x + y * y);
                    if (radius < endo[angle]) cavity++;
                    else if (radius < epi[angle]) wall++;
                    else if (radius < outer[angle]) crescent++;
                }
            }
        }
        Assert.That(cavity / 1000.0, Is.EqualTo(left.CavityMl(contraction)).Within(1).Percent);
        Assert.That(wall / 1000.0, Is.EqualTo(left.MyocardiumMl(contraction)).Within(1.5).Percent);
        Assert.That(crescent / 1000.0, Is.EqualTo(right.CavityMl(contraction)).Within(1).Percent);
    }

    [Test]
    public void An_even_wall_thickens_and_shortens_as_its_volume_demands()
    {
        var heart = new LeftVentricle(Normal with { Roundness = default });
        var (endo, epi) = (new double[LeftVentricle.Angles], new double[LeftVentricle.Angles]);
        double Area(double contraction)
        {
            heart.Section(heart.LengthAt(contraction) / 2, contraction, endo, epi);
            return Math.PI * (epi[0] * epi[0] - endo[0] * endo[0]);
        }
        Assert.That(Area(1) / Area(0), Is.EqualTo(1 / 0.85).Within(1e-9));
        // Published means of strain in the middle of the wall and of thickening are about -22 % and 45 %.
        Assert.That(heart.CircumferentialStrain().Average(), Is.InRange(-0.26, -0.18));
        Assert.That(heart.RadialStrain().Average(), Is.InRange(0.35, 0.65));
    }

    [Test]
    public void A_lazy_segment_strains_less_and_the_others_make_up_for_it()
    {
        var lazy = Normal with { Contraction = [.. Enumerable.Range(1, 16).Select(segment => segment == 10 ? 0.3 : 1)] };
        var (even, uneven) = (new LeftVentricle(Normal).CircumferentialStrain(), new LeftVentricle(lazy).CircumferentialStrain());
        Assert.That(uneven[9], Is.GreaterThan(even[9] + 0.08));
        Assert.That(uneven[6], Is.LessThan(even[6]));
        Assert.That(new LeftVentricle(lazy).CavityMl(1), Is.EqualTo(60).Within(1e-9));
    }

    [Test]
    public void The_right_ventricle_has_the_volumes_it_was_built_for()
    {
        var right = new RightVentricle(new LeftVentricle(Normal), 150, 65, 1.3, 0.2);
        Assert.That(right.CavityMl(0), Is.EqualTo(150).Within(1e-9));
        Assert.That(right.CavityMl(1), Is.EqualTo(65).Within(1e-9));
    }

    [TestCase(145, 145, 88)]
    [TestCase(145, -1, 88)]
    [TestCase(145, 60, 0)]
    public void Refuses_what_no_ventricle_is(double diastole, double systole, double mass) =>
        Assert.That(
            () => new LeftVentricle(Normal with { EndDiastolicMl = diastole, EndSystolicMl = systole, MassGrams = mass }),
            Throws.ArgumentException.With.Message.Contains("left ventricle"));

    [Test]
    public void Refuses_motion_that_would_turn_a_wall_inside_out()
    {
        double[] contraction = [.. Enumerable.Range(1, 16).Select(segment => segment == 8 ? 12.0 : 0.2)];
        Assert.That(
            () => new LeftVentricle(Normal with { EndSystolicMl = 40, Contraction = contraction }),
            Throws.ArgumentException.With.Message.Contains("cannot reduce the left ventricle from 145 to 40 ml"));
    }
}
