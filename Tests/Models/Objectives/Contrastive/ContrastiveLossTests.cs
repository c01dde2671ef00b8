using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Objectives.Siamese;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Objectives.Contrastive;

/// <summary>The losses on the four pairs z0[i, j] = sin(i + 0.7j + 0.3ij), z1[i, j] = sin(0.8i + 1.1j + 0.3ij) of the published
/// values.</summary>
public sealed class ContrastiveLossTests
{
    private const int Pairs = 4;

    private static readonly int[] Samples = [0, 1, 2, 3];

    private readonly ReferenceDevice _device = new();

    [OneTimeTearDown]
    public void Dispose() => _device.Dispose();

    [TestCase(0.75, 0.3793344862393417)]
    [TestCase(0.5, 0.5504688564603633)]
    public void Clip(double rowWeight, double expected) =>
        Assert.That(Value(new ClipLoss(_device, 0.1, rowWeight)), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void NtXent() => Assert.That(Value(new NtXentLoss(_device)), Is.EqualTo(0.5590341741750924).Within(1e-12));

    [Test]
    public void SupervisedContrastive() =>
        Assert.That(Value(new SupervisedContrastiveLoss(_device, Similarities()), Samples), Is.EqualTo(3.618809607330027).Within(1e-12));

    [Test]
    public void FalseNegativeRemoval() =>
        Assert.That(Value(new FalseNegativeRemovalLoss(_device, Similarities()), Samples), Is.EqualTo(0.03851508441089335).Within(1e-12));

    [Test]
    public void TheMatrixIsReadAtTheSamplesOfTheBatch()
    {
        // The same four, at other places of a matrix of six.
        int[] places = [5, 2, 0, 3];
        var values = Enumerable.Repeat(-1f, 36).ToArray();
        for (var i = 0; i < Pairs; i++)
            for (var j = 0; j < Pairs; j++) values[places[i] * 6 + places[j]] = Similarities()[i, j];
        var loss = new SupervisedContrastiveLoss(_device, new SimilarityMatrix(values, 6));
        Assert.That(Value(loss, places), Is.EqualTo(3.618809607330027).Within(1e-12));
    }

    [Test]
    public void WithoutKnownSamplesAPairBelongsToItselfAlone()
    {
        var expected = Value(new ClipLoss(_device));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new SupervisedContrastiveLoss(_device, Similarities())), Is.EqualTo(expected).Within(1e-12));
            Assert.That(Value(new FalseNegativeRemovalLoss(_device, Similarities())), Is.EqualTo(expected).Within(1e-12));
            Assert.That(Value(new KPositiveLoss(_device, Similarities())), Is.EqualTo(expected).Within(1e-12));
        }
    }

    [TestCase(2, 0.94)]
    [TestCase(6, 0.9)]
    [TestCase(6, 1.0)]
    public void KPositivesThatAreAllPositivesAreSupervisedContrastive(int positives, double threshold)
    {
        // Above 0.94 nobody has more than two positives, above 0.9 more than three.
        using var tape = new Tape { Random = new RandomSource(1) };
        var expected = Value(new SupervisedContrastiveLoss(_device, Similarities(), 0.1, threshold), Samples);
        Assert.That(
            Value(new KPositiveLoss(_device, Similarities(), 0.1, threshold, positives), Samples),
            Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void KPositivesAreDrawnFromTheTape()
    {
        // Sample 1 has two positives beside itself, of which one is drawn in each direction: four outcomes, of mean the whole.
        var loss = new KPositiveLoss(_device, Similarities(), positives: 2);
        var values = Enumerable.Range(0, 64).Select(seed => Draw((ulong)seed)).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values.Distinct().Count(), Is.EqualTo(4));
            Assert.That(Draw(7), Is.EqualTo(values[7]));
            Assert.That(() => Value(loss, Samples), Throws.InvalidOperationException.With.Message.Contains("k positives"));
        }

        double Draw(ulong seed)
        {
            using var tape = new Tape { Random = new RandomSource(seed) };
            return Value(loss, Samples);
        }
    }

    [Test]
    public void OnePairHasNothingToBeToldFrom()
    {
        Tensor z0 = Tensor.From(_device, new Shape(1, 2), [0.3, 1.0]), z1 = Tensor.From(_device, new Shape(1, 2), [1.0, 0.0]);
        Assert.That(new ClipLoss(_device).Forward(z0, z1).Item(), Is.Zero.Within(1e-12));
    }

    [Test]
    public void BarlowTwinsDividesByTheBatchThatItHas()
    {
        var loss = new BarlowTwinsLoss();
        var (z0, z1) = (First(3), Second(3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loss.Forward(z0, z1).Item(), Is.EqualTo(0.06033951569581563).Within(1e-10));
            Assert.That(
                () => loss.Forward(Tensor.Zeros(_device, new Shape(1, 3)), Tensor.Zeros(_device, new Shape(1, 3))),
                Throws.InstanceOf<ShapeException>());
        }
    }

    [Test]
    public void NamesWhatDoesNotFit()
    {
        var loss = new SupervisedContrastiveLoss(_device, Similarities());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => loss.Forward(First(5), Second(5), [0, 1]),
                Throws.InstanceOf<ShapeException>().With.Message.Contains("2 sample numbers"));
            Assert.That(() => loss.Forward(First(5), Second(5), [0, 1, 2, 4]), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new NtXentLoss(_device).Forward(First(5), Second(3)), Throws.InstanceOf<ShapeException>());
            Assert.That(() => new SimilarityMatrix([1, 0, 0], 2), Throws.ArgumentException.With.Message.Contains("2 × 2"));
            Assert.That(() => new SimilarityMatrix([1, 0, float.NaN, 1], 2), Throws.ArgumentException.With.Message.Contains("1 and 0"));
            Assert.That(() => new SimilarityMatrix([1, 0.5f, 0.4f, 1], 2), Throws.ArgumentException.With.Message.Contains("symmetric"));
        }
    }

    private static SimilarityMatrix Similarities() =>
        new([1, 0.95f, 0.2f, 0.1f, 0.95f, 1, 0.3f, 0.92f, 0.2f, 0.3f, 1, 0.5f, 0.1f, 0.92f, 0.5f, 1], Pairs);

    private double Value(ContrastiveLoss loss, params int[] samples) => loss.Forward(First(5), Second(5), samples).Item();

    private Tensor First(int width) => Fill(width, (i, j) => Math.Sin(i + 0.7 * j + 0.3 * i * j));

    private Tensor Second(int width) => Fill(width, (i, j) => Math.Sin(0.8 * i + 1.1 * j + 0.3 * i * j));

    private Tensor Fill(int width, Func<int, int, double> value)
    {
        var values = new double[Pairs * width];
        for (var k = 0; k < values.Length; k++) values[k] = value(k / width, k % width);
        return Tensor.From(_device, new Shape(Pairs, width), values);
    }
}
