using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Ecg;

public sealed class EcgEncoderTests
{
    private static readonly VisionTransformerConfiguration Small =
        new(Width: 16, Depth: 2, Heads: 2) { Leads = 3, Samples = 80, PatchSamples = 20, LearnPositions = true };

    private ReferenceDevice _device = null!;

    [SetUp]
    public void SetUp() => _device = new ReferenceDevice();

    [TearDown]
    public void TearDown() => _device.Dispose();

    /// <summary>
    /// What a public log prints of the attention-pooled tiny model with two classes, and the last norm, which is kept here.
    /// </summary>
    [Test]
    public void HasThePublishedNumberOfParameters()
    {
        var tiny = EcgPresets.Encoder("tiny") with { LearnPositions = true };
        var encoder = new EcgEncoder(_device, new RandomSource(0), tiny, TokenPooling.Attention, outputs: 2);
        Assert.That(encoder.CountTrainable(), Is.EqualTo(6_071_042 + 2 * tiny.Width));
    }

    [TestCase(TokenPooling.Mean, new[] { "fc_norm.weight", "fc_norm.bias", "head.weight", "head.bias" })]
    [TestCase(TokenPooling.ClassToken, new[] { "head.weight", "head.bias" })]
    [TestCase(TokenPooling.Attention, new[]
    {
        "fc_norm.weight", "fc_norm.bias", "head.weight", "head.bias", "attention_pool.in_proj_weight", "attention_pool.in_proj_bias",
        "attention_pool.out_proj.weight", "attention_pool.out_proj.bias",
    })]
    public void AddsThePublishedNamesToThoseOfTheTransformer(TokenPooling pooling, string[] added)
    {
        var encoder = new EcgEncoder(_device, new RandomSource(0), Small, pooling, outputs: 2);
        var transformer = encoder.Transformer.State().Select(entry => entry.Name);
        Assert.That(encoder.State().Select(entry => entry.Name).Except(transformer), Is.EquivalentTo(added));
        Assert.That(encoder.State().Select(entry => entry.Name), Does.Contain("norm.weight").And.Contain("pos_embed"));
    }

    [TestCase(TokenPooling.Mean)]
    [TestCase(TokenPooling.Attention)]
    [TestCase(TokenPooling.ClassToken)]
    public void AnEmbeddingIsNormalisedAndReachesPositionsWithItsGradient(TokenPooling pooling)
    {
        var encoder = new EcgEncoder(_device, new RandomSource(3), Small, pooling);
        using var tape = new Tape();
        var embedding = encoder.Forward(Recordings(2));
        var values = embedding.ToDoubles();
        Assert.That(embedding.Shape, Is.EqualTo(new Shape(2, Small.Width)));
        Assert.That(values.Take(Small.Width).Average(), Is.EqualTo(0).Within(1e-12));
        tape.Backward(embedding.Multiply(embedding).Multiply(embedding).Sum());
        Assert.That(Parameter(encoder, "pos_embed").HasGradient, Is.True);
        Assert.That(Parameter(encoder, "norm.weight").HasGradient, Is.EqualTo(pooling == TokenPooling.ClassToken));
    }

    [Test]
    public void MeanPoolingIsTheNormOfTheMeanOfLocalTokens()
    {
        var encoder = new EcgEncoder(_device, new RandomSource(3), Small);
        var tokens = encoder.LocalTokens(Recordings(2));
        Assert.That(tokens.Shape, Is.EqualTo(new Shape(2, Small.Patches, Small.Width)));
        var expected = new LayerNorm(_device, Small.Width).Forward(tokens.MeanTokens()).ToDoubles();
        Assert.That(encoder.Forward(Recordings(2)).ToDoubles(), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void DropPathChangesATrainingStepAndNothingElse()
    {
        var encoder = new EcgEncoder(_device, new RandomSource(3), Small with { DropPath = 0.9 }) { Training = false };
        var plain = encoder.Forward(Recordings(8)).ToDoubles();
        encoder.Training = true;
        using var tape = new Tape { Random = new RandomSource(5) };
        Assert.That(encoder.Forward(Recordings(8)).ToDoubles(), Is.Not.EqualTo(plain));
        encoder.Training = false;
        Assert.That(encoder.Forward(Recordings(8)).ToDoubles(), Is.EqualTo(plain));
    }

    [Test]
    public void PredictingNeedsAHead() =>
        Assert.That(
            () => new EcgEncoder(_device, new RandomSource(0), Small).Predict(Tensor.Zeros(_device, new Shape(1, Small.Width))),
            Throws.InvalidOperationException.With.Message.Contains("no head"));

    private static Parameter Parameter(Module module, string name) => module.State().Single(entry => entry.Name == name).Parameter;

    private Tensor Recordings(int batch)
    {
        var shape = new Shape(batch, 1, Small.Leads, Small.Samples);
        var noise = new RandomSource(2).Stream("recordings");
        var values = new double[shape.Count];
        for (var i = 0; i < values.Length; i++) values[i] = noise.NextNormal();
        return Tensor.From(_device, shape, values);
    }
}
