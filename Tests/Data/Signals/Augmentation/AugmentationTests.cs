using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals.Augmentation;

/// <summary>What each augmentation promises where the reference has no numbers.</summary>
public class AugmentationTests
{
    [Test]
    public void A_window_is_drawn_from_all_starts_but_the_last()
    {
        var draws = new CounterDraws(1);
        var input = SignalBuffer.Of([0, 1, 2, 3, 4, 5], 1);
        var starts = Enumerable.Range(0, 200).Select(_ => Apply(CropResizing.Random(3), input, draws)[0][0]).ToHashSet();
        Assert.That(starts, Is.EquivalentTo(new double[] { 0, 1, 2 }));
        Assert.That(Apply(CropResizing.Random(6), input, new GivenDraws())[0].ToArray(), Is.EqualTo(input[0].ToArray()));
        Assert.That(() => Apply(CropResizing.Random(7), input, draws), Throws.ArgumentException.With.Message.Contains("cannot be cut"));
    }

    [Test]
    public void A_window_length_is_drawn_between_its_bounds()
    {
        var output = Apply(new CropResizing { LowerBound = 0.5, UpperBound = 1 }, Signal(1, 100), new GivenDraws([0.5], integers: [3]));
        Assert.That(output.Length, Is.EqualTo(75));
        Assert.That(output[0].ToArray(), Is.EqualTo(Signal(1, 100)[0][3..78].ToArray()));
    }

    [Test]
    public void Rescaling_uses_one_number_for_all_leads() =>
        Assert.That(Apply(new Rescaling(0.5), SignalBuffer.Of([1, 2, 3, 4], 2), new GivenDraws(normals: [-4])).Samples.ToArray(),
            Is.EqualTo(new double[] { -1, -2, -3, -4 }));

    [Test]
    public void Sign_flip_negates() =>
        Assert.That(Apply(new SignFlip(), SignalBuffer.Of([1, -2], 1), new GivenDraws()).Samples.ToArray(),
            Is.EqualTo(new double[] { -1, 2 }));

    [TestCase(0.49, new double[] { 2, 1 })]
    [TestCase(0.5, new double[] { 1, 2 })]
    public void Probability_decides_on_one_uniform(double uniform, double[] expected) =>
        Assert.That(
            Apply(new TimeFlip { Probability = 0.5 }, SignalBuffer.Of([1, 2], 1), new GivenDraws([uniform])).Samples.ToArray(),
            Is.EqualTo(expected));

    [TestCase(2500)]
    [TestCase(501)]
    public void A_surrogate_keeps_the_magnitudes_and_independent_leads_have_their_own_phases(int length)
    {
        var input = Signal(5, length);
        var shared = Apply(new FourierSurrogate(1), input, new CounterDraws(1));
        var independent = Apply(new FourierSurrogate(1, LeadsIndependent: true), input, new CounterDraws(1));
        Assert.That(Power(shared), Is.EqualTo(Power(input)).Within(1e-9).Percent);
        Assert.That(Power(independent), Is.EqualTo(Power(input)).Within(1e-9).Percent);
        // The first lead draws first either way.
        Assert.That(independent[0].ToArray(), Is.EqualTo(shared[0].ToArray()).Within(1e-10));
        Assert.That(Reference.RelativeError(independent[1], shared[1]), Is.GreaterThan(0.1));
    }

    [TestCase(0.0)]
    [TestCase(0.9)]
    public void Spec_augment_without_a_mask_gives_the_signal_back(double which)
    {
        var input = Signal(3, 2500);
        var output = Apply(new SpecAugment(0), input, new GivenDraws([which], integers: [0]));
        Assert.That(output.Samples.ToArray(), Is.EqualTo(input.Samples.ToArray()).Within(1e-12));
    }

    [Test]
    public void Spec_augment_has_the_published_sizes()
    {
        var golden = Reference.Golden("specaugment_2500");
        // The last start that exists is the size less the mask; one more is out of range.
        foreach (var (which, size, mask) in ((double, string, string)[])[(0, "bins", "mask_bins"), (0.9, "frames", "mask_frames")])
        {
            var last = golden.GetProperty(size).GetInt32() - golden.GetProperty(mask).GetInt32();
            Assert.That(() => Apply(new SpecAugment(0.25), Signal(1, 2500), new GivenDraws([which], integers: [last])), Throws.Nothing);
            Assert.That(() => Apply(new SpecAugment(0.25), Signal(1, 2500), new GivenDraws([which], integers: [last + 1])),
                Throws.InvalidOperationException);
        }
    }

    [Test]
    public void Spec_augment_removes_a_band_of_frequencies()
    {
        // Period 12 in frames of 120 is bin 10 exactly, period 4 is bin 30.
        var (low, both) = (new double[1200], new double[1200]);
        for (var t = 0; t < 1200; t++)
        {
            low[t] = Math.Cos(Math.Tau * t / 12);
            both[t] = low[t] + Math.Cos(Math.Tau * t / 4);
        }
        var output = Apply(new SpecAugment(0.25), SignalBuffer.Of(both, 1), new GivenDraws([0.1], integers: [25]));
        Assert.That(output[0][120..1080].ToArray(), Is.EqualTo(low[120..1080]).Within(1e-12));
    }

    [Test]
    public void Spec_augment_removes_a_stretch_of_time()
    {
        var input = Signal(2, 1200);
        var output = Apply(new SpecAugment(0.25), input, new GivenDraws([0.9], integers: [15]));
        // Frames 15 to 24 of 41 are gone: samples that only they cover, from 480 to 689, are zero; those far away are untouched.
        Assert.That(output[1][480..690].ToArray(), Has.All.Zero);
        Assert.That(output[1][..390].ToArray(), Is.EqualTo(input[1][..390].ToArray()).Within(1e-12));
        Assert.That(output[1][780..].ToArray(), Is.EqualTo(input[1][780..].ToArray()).Within(1e-12));
    }

    [Test]
    public void A_permutation_keeps_every_lead()
    {
        var input = SignalBuffer.Of([0, 1, 2, 3, 4], 5);
        var output = Apply(new LeadPermutation(), input, new CounterDraws(3));
        Assert.That(output.Samples.ToArray(), Is.EquivalentTo(input.Samples.ToArray()).And.Not.EqualTo(input.Samples.ToArray()));
    }

    [TestCase(0.5, 0.2, new double[] { 0, 0, 1, 2, 3, 4, 5, 6 })]
    [TestCase(0.25, 0.2, new double[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [TestCase(0.25, 0.8, new double[] { 3, 4, 5, 6, 7, 8, 0, 0 })]
    [TestCase(0.75, 0.8, new double[] { 0, 0, 1, 2, 3, 4, 5, 6 })]
    public void Shift_pads_and_cuts(double left, double window, double[] expected) =>
        Assert.That(
            Apply(new Shift(4, 1), SignalBuffer.Of([1, 2, 3, 4, 5, 6, 7, 8], 1), new GivenDraws([left, window])).Samples.ToArray(),
            Is.EqualTo(expected));

    [TestCase(false)]
    [TestCase(true)]
    public void Masking_zeroes_its_share_in_all_leads_at_the_same_place(bool block)
    {
        var ones = SignalBuffer.Of(Enumerable.Repeat(1.0, 2 * 1000).ToArray(), 2);
        var output = Apply(new Masking(0.5, 100, 0.5, block), ones, new CounterDraws(2));
        Assert.That(output[0].ToArray().Count(x => x == 0), Is.EqualTo(500));
        Assert.That(output[1].ToArray(), Is.EqualTo(output[0].ToArray()));
        var edges = Enumerable.Range(1, 999).Count(t => output.Samples[t] != output.Samples[t - 1]);
        Assert.That(edges, block ? Is.LessThanOrEqualTo(2) : Is.GreaterThan(2));
    }

    [TestCase(1, 64)]
    [TestCase(1, 63)]
    [TestCase(3, 50)]
    public void The_spectrum_leads_back_to_the_signal(int factor, int length)
    {
        var input = Signal(3, length);
        var spectrum = Apply(new TimeToFourier(factor), input, new GivenDraws());
        Assert.That((spectrum.Leads, spectrum.Length), Is.EqualTo((6, factor * length)));
        Assert.That(spectrum[1][factor * length / 2] * factor * length, Is.EqualTo(input[1].ToArray().Sum()).Within(1e-9), "frequency 0");
        var back = Apply(new FourierToTime(factor), spectrum, new GivenDraws());
        Assert.That(back.Samples.ToArray(), Is.EqualTo(input.Samples.ToArray()).Within(1e-12));
        var half = Apply(new TimeToFourier(factor, UpperHalf: true), input, new GivenDraws());
        Assert.That(half[4].ToArray(), Is.EqualTo(spectrum[4][(factor * length / 2)..].ToArray()));
    }

    [Test]
    public void A_frequency_shift_moves_a_sine()
    {
        var sine = Enumerable.Range(0, 4096).Select(t => Math.Cos(Math.Tau * t * 64 / 4096)).ToArray();
        var output = Apply(new FrequencyShift(1, 4096), SignalBuffer.Of(sine, 1), new GivenDraws());
        Assert.That(output.Samples.ToArray(),
            Is.EqualTo(Enumerable.Range(0, 4096).Select(t => Math.Cos(Math.Tau * t * 65 / 4096))).Within(1e-9));
    }

    [Test]
    public void Input_and_output_must_differ()
    {
        var buffer = Signal(1, 10);
        Assert.That(() => new SignFlip().Apply(buffer, new GivenDraws(), buffer), Throws.ArgumentException);
    }

    private static SignalBuffer Apply(SignalAugmentation augmentation, SignalBuffer input, IDraws draws)
    {
        var output = new SignalBuffer();
        augmentation.Apply(input, draws, output);
        return output;
    }

    private static double Power(SignalBuffer signal) => signal.Samples.ToArray().Sum(x => x * x);

    private static SignalBuffer Signal(int leads, int length)
    {
        var samples = new double[leads * length];
        new CounterDraws(8).Normals(samples);
        return SignalBuffer.Of(samples, leads);
    }
}
