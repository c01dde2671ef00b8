using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Files;

/// <summary>Encoders written as published are read back as they were.</summary>
public sealed class PublishedExportTests
{
    private CpuDevice _device = null!;
    private TemporaryFolder _folder = null!;
    private MultimodalModel _model = null!;

    private string Saved => _folder["run.safetensors"];

    [OneTimeSetUp]
    public void Save()
    {
        (_device, _folder) = (new CpuDevice(threads: 1), new TemporaryFolder());
        var published = ContrastiveRecipes.Of(ContrastiveRecipes.Multimodal).Published();
        var configuration = published with
        {
            Ecg = published.Ecg! with { Preset = "pluto", Window = 300 },
            Cmr = published.Cmr! with { Preset = "resnet18-narrow8" },
            Leads = Enum.GetNames<Lead>(),
        };
        _model = new MultimodalModel(
            _device, new RandomSource(3),
            new MultimodalConfiguration { Cmr = configuration.Cmr.Preset, Ecg = configuration.Ecg.Model(12) });
        Checkpoint.Save(Saved, _model, [], new TrainingState(), configuration.ToJson());
    }

    [OneTimeTearDown]
    public void CleanUp()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void TheLayoutIsThePublishedOne()
    {
        var files = PublishedExport.Write(Saved, _folder["out"]);
        Assert.That(files, Is.EqualTo(new[] { _folder["out/signal_encoder.pth"], _folder["out/image_encoder.pth"] }));
        using var signal = TorchFile.Open(files[0]);
        using var image = TorchFile.Open(files[1]);
        var names = signal.Tensors.Select(tensor => tensor.Name).ToArray();
        Assert.That(names, Has.All.StartsWith("model.").And.None.Contains("fc_norm").And.None.Contains("head"));
        Assert.That(names, Has.Member("model.norm.weight").And.Member("model.blocks.1.attn.qkv.weight"));
        Assert.That(image.Tensors["state_dict.encoder_imaging.0.weight"].Shape, Is.EqualTo(new long[] { 8, 3, 7, 7 }));
        Assert.That(image.Tensors["state_dict.encoder_imaging.1.num_batches_tracked"].ToInt64s(), Is.EqualTo(new long[] { 0 }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void WhatIsReadBackIsWhatWasTrained(bool safeTensors)
    {
        var files = PublishedExport.Write(Saved, _folder[$"back-{safeTensors}"], keepPoolNorm: true, safeTensors);
        var ecg = (EcgEncoder)EncoderFile.Load(_device, files[0], Modality.Ecg).Encoder;
        Assert.That(ecg.Pooling, Is.EqualTo(TokenPooling.Mean));
        AssertSame(ecg, _model.Ecg);
        var cmr = CmrPresets.Create("resnet18-narrow8", _device, new RandomSource(9));
        EncoderFile.LoadInto(cmr, files[1]);
        AssertSame(cmr, _model.Cmr);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void HalfPrecisionIsHalfTheSizeAndRoundsToThreeDigits(bool safeTensors)
    {
        var whole = PublishedExport.Write(Saved, _folder[$"whole-{safeTensors}"], keepPoolNorm: true, safeTensors);
        var half = PublishedExport.Write(Saved, _folder[$"half-{safeTensors}"], keepPoolNorm: true, safeTensors, half: true);
        for (var i = 0; i < whole.Count; i++)
            Assert.That((double)new FileInfo(half[i]).Length / new FileInfo(whole[i]).Length, Is.InRange(0.49, 0.6));
        var values = _model.Ecg.State().ToDictionary(entry => entry.Name, entry => entry.Parameter.ToSingles());
        foreach (var (name, parameter) in EncoderFile.Load(_device, half[0], Modality.Ecg).Encoder.State())
            Assert.That(parameter.ToSingles(), Is.EqualTo(values[name].Select(value => (float)(Half)value)), name);
    }

    [Test]
    public void AWeightBeyondHalfPrecisionIsNamed()
    {
        var encoder = new EcgEncoder(_device, new RandomSource(0), EcgPresets.Encoder("pluto") with { Samples = 300 });
        var (name, parameter) = encoder.State().First(entry => entry.Name == "norm.weight");
        parameter.Set([.. Enumerable.Repeat(1e5, parameter.ToDoubles().Length)]);
        Assert.That(
            () => PublishedExport.Tensors(encoder, half: true),
            Throws.ArgumentException.With.Message.Contains(name).And.Message.Contains("1E+05"));
    }

    [Test]
    public void AnEncoderOfAnotherSizeIsRefused()
    {
        var files = PublishedExport.Write(Saved, _folder["other"]);
        Assert.That(
            () => EncoderFile.LoadInto(CmrPresets.Create("resnet18-narrow16", _device, new RandomSource(0)), files[1]),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("shape"));
        Assert.That(
            () => EncoderFile.LoadInto(CmrPresets.Create("resnet18", _device, new RandomSource(0)), files[0]),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("contains no 'resnet' encoder"));
        var small = new EcgEncoder(_device, new RandomSource(0), EcgPresets.Encoder("tiny") with { Samples = 300 });
        Assert.That(() => EncoderFile.LoadInto(small, files[0]), Throws.InstanceOf<DataFormatException>());
    }

    private static void AssertSame(EcgCmrNative.Engine.Modules.Module read, EcgCmrNative.Engine.Modules.Module written)
    {
        var values = written.State().ToDictionary(entry => entry.Name, entry => entry.Parameter.ToSingles());
        foreach (var (name, parameter) in read.State()) Assert.That(parameter.ToSingles(), Is.EqualTo(values[name]), name);
    }
}
