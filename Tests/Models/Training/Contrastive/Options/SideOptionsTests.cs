using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.Contrastive.Options;

/// <summary>The settings that fit the encoder in a file.</summary>
public sealed class SideOptionsTests
{
    private static readonly CmrInput Images = new() { Size = 96, CropToRegionOfInterest = false, Channels = "ed,es" };

    private readonly CpuDevice _device = new(threads: 1);
    private TemporaryFolder _folder = null!;

    private string Checkpoint => _folder["c.safetensors"];

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [OneTimeTearDown]
    public void CloseDevice() => _device.Dispose();

    /// <summary>Published weights do not state their preset, but have its sizes.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void ThoseOfAnEcgEncoderAreItsSizes(bool published)
    {
        Save(Ecg(new VisionTransformerConfiguration(256, 2, 8) { Samples = 300, PatchSamples = 50, LearnPositions = true }));
        var path = published ? PublishedExport.Write(Checkpoint, _folder["out"]).Single() : Checkpoint;
        var settings = new EcgSideOptions { DropPath = 0.2, Augment = false, Pooling = TokenPooling.Attention, Frozen = true };
        Assert.That(
            settings.FittedTo(path), Is.EqualTo(settings with { Preset = "pluto", Window = 300, PatchSamples = 50, PatchLeads = 1 }));
    }

    [Test]
    public void AnEcgEncoderOfNoPresetIsRefused()
    {
        Save(Ecg(new VisionTransformerConfiguration(16, 2, 2) { Samples = 300 }));
        Assert.That(
            () => new EcgSideOptions().FittedTo(Checkpoint),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("of width 16 and 2 blocks, does not match a preset"));
        Assert.That(
            () => new CmrSideOptions().FittedTo(Checkpoint),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("contains no CMR encoder"));
    }

    [Test]
    public void ThoseOfAnImageEncoderAreItsPresetAndItsImages()
    {
        var encoder = CmrPresets.Create("resnet18-narrow16", _device, new RandomSource(1));
        encoder.Input = Images;
        Save(encoder);
        var settings = new CmrSideOptions { Strength = "light", Frozen = true };
        Assert.That(settings.FittedTo(Checkpoint), Is.EqualTo(settings with { Preset = "resnet18-narrow16", Input = Images }));
        // Published weights do not say which images they are for.
        Assert.That(
            settings.FittedTo(PublishedExport.Write(Checkpoint, _folder["out"]).Single()),
            Is.EqualTo(settings with { Preset = "resnet18-narrow16" }));
        Assert.That(
            () => new EcgSideOptions().FittedTo(Checkpoint),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("contains no ECG encoder"));
    }

    [Test]
    public void AFileDescribesItsEncoderWithoutCreatingIt()
    {
        Save(Ecg(new VisionTransformerConfiguration(256, 2, 8) { Samples = 300, LearnPositions = true }));
        using var file = EncoderFile.Open(Checkpoint);
        var description = file.Describe(Modality.Ecg, new EncoderHints());
        Assert.That((description.Kind, description.Width, description.Preset), Is.EqualTo(("vision-transformer", 256, "pluto")));
        Assert.That(description.Ecg!.WindowSamples, Is.EqualTo(300));
        Assert.That(
            () => file.Describe(Modality.Cmr, new EncoderHints()),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("contains no CMR encoder"));
    }

    private EcgEncoder Ecg(VisionTransformerConfiguration sizes) => new(_device, new RandomSource(1), sizes)
    {
        Input = new EcgInput(Enum.GetNames<Lead>(), sizes.Samples, new EcgPreparation { WindowSamples = 500 }),
    };

    private void Save(Module encoder) =>
        EcgCmrNative.Models.Training.Checkpoint.Save(Checkpoint, encoder, Array.Empty<Optimizer>(), new TrainingState(), "{}");
}
