using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Reconstruction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Ecg;

public sealed class EcgPresetsTests
{
    /// <summary>Published parameter counts of encoder and decoder for 12 leads of 2500 samples.</summary>
    [TestCase("pluto", 1_606_144, 366_820)]
    [TestCase("tiny", 5_363_328, 1_704_292)]
    [TestCase("tiny2", 5_363_328, 458_980)]
    [TestCase("tinyDeep", 5_358_336, 1_655_140)]
    [TestCase("small2", 12_662_784, 475_364)]
    [TestCase("smallDeep", 21_333_504, 1_704_292)]
    [TestCase("medium", 24_684_160, 1_769_828)]
    public void HasThePublishedNumberOfParameters(string preset, long encoder, long decoder)
    {
        using var device = new CpuDevice(threads: 1);
        var model = new MaskedAutoencoder(device, new RandomSource(0), MaskedAutoencoderConfiguration.OfPreset(preset));
        Assert.Multiple(() =>
        {
            Assert.That(model.Encoder.CountTrainable(), Is.EqualTo(encoder));
            // The published count of the decoder leaves the mask token out.
            Assert.That(model.CountTrainable() - encoder, Is.EqualTo(decoder).Or.EqualTo(decoder + model.Configuration.DecoderWidth));
        });
    }

    [Test]
    public void PublishedSpellingsAreUnderstood()
    {
        Assert.Multiple(() =>
        {
            Assert.That(EcgPresets.Encoder("mae_vit_tiny_patchX"), Is.EqualTo(EcgPresets.Encoder("tiny")));
            Assert.That(EcgPresets.Encoder("vit_pluto_patchX").Width, Is.EqualTo(256));
            Assert.That(EcgPresets.Encoder("mae_vit_large").Width, Is.EqualTo(1024));
            Assert.That(EcgPresets.Encoder("mae_vit_large_patchX").Width, Is.EqualTo(864));
            Assert.That(() => EcgPresets.Encoder("gigantic"), Throws.ArgumentException.With.Message.Contains("tiny"));
        });
    }

    [Test]
    public void SizesThatDoNotFitAreRefused()
    {
        var encoder = EcgPresets.Encoder("tiny");
        Assert.Multiple(() =>
        {
            Assert.That(() => (encoder with { Samples = 2450 }).Validate(), Throws.ArgumentException);
            Assert.That(() => (encoder with { Heads = 5 }).Validate(), Throws.ArgumentException);
            Assert.That(() => (MaskedAutoencoderConfiguration.OfPreset("tiny") with { MaskRatio = 1 }).Validate(),
                Throws.ArgumentException);
        });
    }
}
