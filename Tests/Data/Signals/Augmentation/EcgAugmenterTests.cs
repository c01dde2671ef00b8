using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Augmentation;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals.Augmentation;

public class EcgAugmenterTests
{
    private static readonly float[] Samples = Normals(12 * 5000);

    [Test]
    public void Validation_takes_the_beginning_as_it_is()
    {
        var output = new float[12 * 2500];
        new EcgAugmenter(EcgAugmentation.Evaluation(2500), 1).Apply(Samples, 12, 3, 4, output);
        for (var lead = 0; lead < 12; lead++)
            Assert.That(output[(lead * 2500)..((lead + 1) * 2500)], Is.EqualTo(Samples[(lead * 5000)..(lead * 5000 + 2500)]));
    }

    [Test]
    public void The_result_depends_on_seed_epoch_sample_and_view_alone()
    {
        var augmentation = EcgAugmentation.ContrastiveUnimodal(2500, rate: 0.95);
        var keys = Enumerable.Range(0, 24).Select(i => (Epoch: i % 2, Sample: i / 2 % 6, View: i / 12)).ToArray();
        var inOrder = new EcgAugmenter(augmentation, 7);
        var expected = Array.ConvertAll(keys, key => Apply(inOrder, key));
        var parallel = new float[keys.Length][];
        Parallel.For(0, keys.Length, () => new EcgAugmenter(augmentation, 7), (i, _, augmenter) =>
        {
            var at = keys.Length - 1 - i;
            parallel[at] = Apply(augmenter, keys[at]);
            return augmenter;
        }, _ => { });
        Assert.That(parallel, Is.EqualTo(expected));
        Assert.That(expected.Select(x => x[0]).Distinct().Count(), Is.EqualTo(keys.Length));
        Assert.That(Apply(new EcgAugmenter(augmentation, 8), keys[0]), Is.Not.EqualTo(expected[0]));
    }

    [Test]
    public void The_steps_happen_as_often_as_the_rate_says()
    {
        var augmenter = new EcgAugmenter(new EcgAugmentation(null, [new SignFlip()], Rate: 0.25), 1);
        float[] one = [1];
        var flipped = Enumerable.Range(0, 4000).Count(i =>
        {
            var output = new float[1];
            augmenter.Apply(one, 1, 0, i, output);
            return output[0] < 0;
        });
        Assert.That(flipped, Is.InRange(900, 1100));
    }

    [Test]
    public void The_training_chain_has_the_published_parameters()
    {
        var chain = EcgAugmentation.Training(2500, AugmentationStrength.FineTuning);
        Assert.That(chain.Window, Is.EqualTo(CropResizing.Random(2500)));
        Assert.That(chain.Steps, Is.EqualTo(new SignalAugmentation[]
        {
            new FourierSurrogate(0.075) { Probability = 0.5 }, new Jitter(0.2, 0.6), new Rescaling(0.5),
        }));
    }

    [Test]
    public void Nothing_is_allocated_once_the_buffers_have_their_size()
    {
        var augmenter = new EcgAugmenter(EcgAugmentation.ContrastiveUnimodal(2500, rate: 1), 1);
        var output = new float[12 * 2500];
        for (var i = 0; i < 20; i++) augmenter.Apply(Samples, 12, 0, i, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 20; i < 40; i++) augmenter.Apply(Samples, 12, 0, i, output);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static float[] Apply(EcgAugmenter augmenter, (int Epoch, int Sample, int View) key)
    {
        var output = new float[12 * 2500];
        augmenter.Apply(Samples, 12, key.Epoch, key.Sample, output, key.View);
        return output;
    }

    private static float[] Normals(int count)
    {
        var values = new double[count];
        new CounterDraws(5).Normals(values);
        return Array.ConvertAll(values, x => (float)x);
    }
}
