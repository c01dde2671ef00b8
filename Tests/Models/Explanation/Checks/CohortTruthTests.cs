using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Studies.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Data.Synthetic.Hearts;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Models.Prediction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Explanation.Checks;

/// <summary>The truth of virtual people, in the places of the maps.</summary>
public sealed class CohortTruthTests
{
    private static readonly VirtualCohort Cohort = new(4);

    /// <summary>Blood is bright and muscle is dark in the images that are read from files, so the masks lie where they should.</summary>
    [Test]
    public void The_masks_of_a_heart_lie_on_its_image()
    {
        using var folder = new TemporaryFolder();
        for (var number = 0; number < 3; number++)
        {
            var person = Cohort.Subject(number);
            NiftiFile.Write(folder[$"{person.Name}.nii.gz"], person.ImageCine(), NiftiStorage.Int16);
            var study = CmrStudies.Open(folder[$"{person.Name}.nii.gz"]).Studies.Single().Read();
            var preparation = new CmrPreparation();
            var image = preparation.Prepare(study);
            double[] grey =
                [.. Enumerable.Range(0, 44100).Select(i => (image.Pixels[i] + image.Pixels[44100 + i] + image.Pixels[88200 + i]) / 3.0)];
            var input = new CmrInput { CropToRegionOfInterest = false };
            var blood = Mask(tissue => tissue == HeartTissue.LeftCavity);
            var muscle = Mask(tissue => tissue == HeartTissue.Myocardium);
            var (contrast, mirrored) = (Mean(grey, blood) / Mean(grey, muscle), Mean(grey, Mirrored(blood)) / Mean(grey, Mirrored(muscle)));
            TestContext.Out.WriteLine($"{person.Name}: blood over muscle {contrast:F2}, of mirrored masks {mirrored:F2}");
            Assert.That(contrast, Is.GreaterThan(1.5).And.GreaterThan(1.3 * mirrored), person.Name);
            Assert.That(blood.Zip(muscle, (a, b) => a + b), Is.All.LessThanOrEqualTo(1 + 1e-9));
            // The left ventricle has the size of a heart, on average over end-diastole to end-systole.
            var areaCm2 = blood.Zip(muscle, (a, b) => a + b).Sum() * 0.18 * 0.18;
            Assert.That(areaCm2, Is.InRange(15, 90), person.Name);
            var cropped = CmrTruth.Mask(
                person, image.Frames, preparation, new CmrInput { Size = 64 }, (4, 4), tissue => tissue != HeartTissue.Other);
            Assert.That(cropped, Has.Length.EqualTo(16).And.All.InRange(0, 1));
            Assert.That(cropped.Average(), Is.GreaterThan(1.5 * Mask(tissue => tissue != HeartTissue.Other).Average()));

            double[] Mask(Func<HeartTissue, bool> belongs) =>
                CmrTruth.Mask(person, image.Frames, preparation, input, (210, 210), belongs);
        }
    }

    [Test]
    public void A_map_that_is_the_mask_is_all_on_it_and_an_even_one_is_at_chance()
    {
        var person = Cohort.Subject(0);
        var mask = CmrTruth.Mask(
            person, new CmrFrames(0, 0, 4, 8), new CmrPreparation(), new CmrInput { Size = 128 }, (16, 16),
            tissue => tissue != HeartTissue.Other);
        double[] hard = [.. mask.Select(share => share > 0.99 ? 1.0 : 0)];
        var own = CmrTruth.OnTissue(hard, hard);
        Assert.That(own.Share, Is.EqualTo(1).Within(1e-12));
        Assert.That(own.Chance, Is.EqualTo(hard.Average()).Within(1e-12).And.LessThan(1));
        // Every second column.
        double[] even = [.. Enumerable.Range(0, 256).Select(i => (double)(i % 2))];
        Assert.That(CmrTruth.OnTissue(even, mask).Share, Is.EqualTo(mask.Average()).Within(0.05));
    }

    [Test]
    public void An_ecg_model_is_measured_on_people_with_and_without_territories()
    {
        using var device = new CpuDevice(2);
        using var predictor = new EcgPredictor(
            device, SmallPredictor.Create(device, preparation: new() { WindowSamples = 1000, SamplingRateHz = 100, Cleaning = null }),
            SmallPredictor.Card);
        var all = Enumerable.Range(0, 400).Select(Cohort.Subject).ToArray();
        VirtualSubject[] ill = [.. all.Where(person => person.Heart.Illness.Territory != Territory.None).Take(6)];
        VirtualSubject[] people = [.. ill, .. all.Where(person => person.Heart.Illness.Territory == Territory.None).Take(34)];
        var truth = EcgTruth.Measure(
            predictor, "CAD", people, AttributionMethod.Occlusion, resamples: 200, new FaithfulnessOptions(Steps: 2, RandomOrders: 1));
        Assert.That(truth.Qrs.People, Is.EqualTo(40));
        // QRS is about 0.1 s of each second, ST-T about a third.
        Assert.That(truth.Qrs.Chance.Value, Is.InRange(0.07, 0.16));
        Assert.That(truth.StT.Chance.Value, Is.InRange(0.25, 0.42));
        Assert.That(truth.P.Share.Value + truth.Qrs.Share.Value + truth.StT.Share.Value, Is.InRange(0, 1));
        Assert.That(truth.Territories.Values.Sum(territory => territory.Facing.People), Is.EqualTo(6));
        Assert.That(truth.Territories.Keys, Has.None.EqualTo(Territory.None));
        Assert.That(truth.Territories.Values.Select(territory => territory.Others), Is.All.EqualTo(34));
        Assert.That((truth.AllTerritories!.Facing.People, truth.AllTerritories.Others), Is.EqualTo((6, 34)));
        Assert.That((truth.Faithfulness!.People, truth.Faithfulness.Unit), Is.EqualTo((40, "logit")));
        Assert.That(truth.Faithfulness.Deletion.Low, Is.LessThan(truth.Faithfulness.Deletion.High));
        // The same person twice has the same map, but random orders of their own.
        Assert.That(Gain(people[0], people[0]), Is.Not.EqualTo(Gain(people[0])));

        double Gain(params VirtualSubject[] shown) => EcgTruth.Measure(
            predictor, "CAD", shown, AttributionMethod.Occlusion, resamples: 100, new FaithfulnessOptions(Steps: 2, RandomOrders: 1))
            .Faithfulness!.Deletion.Value;
    }

    /// <summary>Ten people of a territory of 4 leads with a share of 0.6 there, ten of one of 3 leads with 0.4; others: even.</summary>
    [Test]
    public void Territories_together_are_compared_each_on_its_own_leads()
    {
        var even = Enumerable.Repeat(1.0 / 12, 12).ToArray();
        (Territory, double[])[] people =
        [
            .. Enumerable.Repeat((Territory.Lad, Weighted(Territory.Lad, 0.6)), 10),
            .. Enumerable.Repeat((Territory.Rca, Weighted(Territory.Rca, 0.4)), 10), .. Enumerable.Repeat((Territory.None, even), 12),
        ];
        var together = TerritoryTruth.OfAll(people, resamples: 100);
        Assert.That((together.Facing.People, together.Others), Is.EqualTo((20, 12)));
        Assert.That(together.Facing.Share.Value, Is.EqualTo(0.5).Within(1e-12));
        // (0.6 − 4/12 + 0.4 − 3/12) / 2
        Assert.That(together.AboveOthers.Value, Is.EqualTo((1 - 7.0 / 12) / 2).Within(1e-12));
        Assert.That(together.AboveOthers.Low, Is.Positive.And.LessThan(together.AboveOthers.High));
        var one = TerritoryTruth.Of(Territory.Lad, people, resamples: 100);
        Assert.That((one.Facing.People, one.Others), Is.EqualTo((10, 12)));
        Assert.That(one.AboveOthers.Value, Is.EqualTo(0.6 - 4.0 / 12).Within(1e-12));
        Assert.That(TerritoryTruth.OfAll(people[..9], resamples: 100).AboveOthers.Low, Is.NaN, "no people to compare with");

        static double[] Weighted(Territory territory, double share)
        {
            var facing = TerritoryLeads.Facing(territory);
            return
            [
                .. Enumerable.Range(0, 12).Select(lead =>
                    facing.Contains((Lead)lead) ? share / facing.Count : (1 - share) / (12 - facing.Count)),
            ];
        }
    }

    private static double[] Mirrored(double[] mask) => [.. mask.Chunk(210).SelectMany(row => row.Reverse())];

    private static double Mean(double[] values, double[] weights) => values.Zip(weights, (v, w) => v * w).Sum() / weights.Sum();
}
