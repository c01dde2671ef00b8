using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Training.FineTuning;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.FineTuning;

public sealed class LayerDecayTests
{
    private static readonly string[] Undecayed = ["cls_token", "pos_embed"];

    private readonly CpuDevice _device = new(threads: 1);

    [OneTimeTearDown]
    public void Dispose() => _device.Dispose();

    [TestCase(0.75, new[] { 0.3164, 0.4219, 0.5625, 0.75, 1 })]
    [TestCase(0.5, new[] { 0.0625, 0.125, 0.25, 0.5, 1 })]
    [TestCase(1, new[] { 1.0, 1, 1, 1, 1 })]
    public void ThreeBlocksHaveThePublishedScales(double decay, double[] expected)
    {
        var model = Tiny(TokenPooling.Attention);
        var groups = LayerDecay.Groups(model.TrainableParameters(), depth: 3, decay, weightDecay: 0.1);
        for (var layer = 0; layer < expected.Length; layer++)
        {
            var names = Of(groups, expected[layer]).ToArray();
            var own = Enumerable.Range(0, 5).Where(other => expected[other] == expected[layer]).SelectMany(Layer).ToArray();
            Assert.That(own, Is.Not.Empty);
            Assert.That(names, Is.EquivalentTo(own), $"layer {layer}");
        }

        IEnumerable<string> Layer(int layer) => model.TrainableParameters().Select(entry => entry.Name).Where(name => layer switch
        {
            0 => Undecayed.Contains(name) || name.StartsWith("patch_embed.", StringComparison.Ordinal),
            4 => !Undecayed.Contains(name) && !name.StartsWith("patch_embed.", StringComparison.Ordinal)
                && !name.StartsWith("blocks.", StringComparison.Ordinal),
            _ => name.StartsWith($"blocks.{layer - 1}.", StringComparison.Ordinal),
        });

        static IEnumerable<string> Of(IEnumerable<ParameterGroup> groups, double scale) =>
            groups.Where(group => Math.Abs(group.LearningRateScale - scale) < 5e-5)
                .SelectMany(group => group.Parameters.Select(entry => entry.Name));
    }

    [Test]
    public void VectorsPositionsAndTheClassTokenHaveNoWeightDecay()
    {
        var decays = LayerDecay.Groups(Tiny(TokenPooling.Mean).TrainableParameters(), 3, 0.75, 0.1)
            .SelectMany(group => group.Parameters.Select(entry => (entry.Name, entry.Parameter, group.WeightDecay))).ToArray();
        foreach (var (name, parameter, decay) in decays)
            Assert.That(decay, Is.EqualTo(parameter.Shape.Rank == 1 || Undecayed.Contains(name) ? 0 : 0.1), name);
        Assert.That(
            decays.Where(entry => entry.WeightDecay > 0).Select(entry => entry.Name),
            Is.SupersetOf(new[] { "patch_embed.proj.weight", "blocks.0.attn.qkv.weight", "blocks.2.mlp.fc2.weight", "head.weight" }));
        Assert.That(
            decays.Where(entry => entry.WeightDecay == 0).Select(entry => entry.Name),
            Is.SupersetOf(new[]
            {
                "cls_token", "pos_embed", "patch_embed.proj.bias", "blocks.1.norm1.weight", "fc_norm.weight", "head.bias",
            }));
    }

    [Test]
    public void EveryTrainableParameterIsInOneGroupAndNoFrozenOne()
    {
        var images = CmrPresets.Create("resnet18-narrow8", _device, new RandomSource(1));
        foreach (var model in (PredictionModel[])[Tiny(TokenPooling.Mean), Create(images, PredictionHead.NormalizedLinear)])
        {
            model.State().First(entry => entry.Name.EndsWith("weight", StringComparison.Ordinal)).Parameter.Trainable = false;
            var grouped = LayerDecay.Groups(model.State(), model.Encoder is EcgEncoder ? 3 : 0, 0.75, 0.1)
                .SelectMany(group => group.Parameters.Select(entry => entry.Name)).ToArray();
            Assert.That(grouped, Is.Unique.And.EquivalentTo(model.TrainableParameters().Select(entry => entry.Name)));
            Assert.That(grouped, Has.Length.LessThan(model.State().Count()));
        }
    }

    [Test]
    public void OfAFrozenEncoderOnlyTheHeadIsLeft()
    {
        var model = Tiny(TokenPooling.Mean);
        model.Encoder.Freeze();
        Assert.That(
            LayerDecay.Groups(model.State(), 3, 0.75, 0.1)
                .SelectMany(group => group.Parameters.Select(entry => (entry.Name, group.LearningRateScale))),
            Is.EquivalentTo(new[] { ("head.weight", 1.0), ("head.bias", 1.0) }));
    }

    private PredictionModel Tiny(TokenPooling pooling) => Create(
        new EcgEncoder(
            _device, new RandomSource(1), new VisionTransformerConfiguration(16, 3, 2) { Samples = 200, LearnPositions = true }, pooling),
        PredictionHead.Linear);

    private PredictionModel Create(Encoder encoder, PredictionHead head) =>
        new(_device, new RandomSource(2), encoder, outputs: 2, head);
}
