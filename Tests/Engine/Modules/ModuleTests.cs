using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Modules;

[TestFixture]
internal sealed class ModuleTests
{
    private readonly ReferenceDevice _device = new();

    [OneTimeTearDown]
    public void TearDown() => _device.Dispose();

    [Test]
    public void ANewModuleAndItsPartsAreInTrainingMode()
    {
        var norm = new BatchNorm(_device, 2);
        var model = new Sequential(norm, new Relu());
        Assert.That((model.Training, norm.Training), Is.EqualTo((true, true)));
        model.Training = false;
        Assert.That(norm.Training, Is.False);
    }

    [Test]
    public void DropoutDropsInTrainingOnlyAndTheSameInTheSameStep()
    {
        var dropout = new Dropout(0.5);
        var x = Tensor.Filled(_device, new Shape(4, 50), 1);
        var (first, again) = (Step(7), Step(7));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(Step(7), Is.Not.EqualTo(Step(8)));
        Assert.That(Step(7).Distinct(), Is.EquivalentTo([0.0, 2]));
        Assert.That(() => dropout.Forward(x), Throws.InvalidOperationException, "there is nothing to draw from");
        dropout.Training = false;
        Assert.That(dropout.Forward(x).ToDoubles(), Is.All.EqualTo(1));

        double[] Step(ulong step)
        {
            using var tape = new Tape { Random = new RandomSource(1).Branch("step", step) };
            return dropout.Forward(x).ToDoubles();
        }
    }

    [Test]
    public void AnEmbeddingGivesTheRowsOfItsItemsAndTheirGradientsBack()
    {
        var embedding = new Embedding(_device, new RandomSource(1), items: 4, width: 3);
        var rows = embedding.Weight.ToDoubles().Chunk(3).ToArray();
        var items = Tensor.FromIndices(_device, new Shape(2, 2), [3, 0, 3, 1]);
        using var tape = new Tape();
        var y = embedding.Forward(items);
        Assert.That(y.Shape, Is.EqualTo(new Shape(2, 2, 3)));
        Assert.That(y.ToDoubles(), Is.EqualTo([.. rows[3], .. rows[0], .. rows[3], .. rows[1]]));
        tape.Backward(y.Sum());
        var gradient = new double[12];
        _device.Download(embedding.Weight.Gradient, gradient);
        Assert.That(gradient, Is.EqualTo([1.0, 1, 1, 1, 1, 1, 0, 0, 0, 2, 2, 2]));
    }
}
