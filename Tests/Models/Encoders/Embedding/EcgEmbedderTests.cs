using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Embedding;
using EcgCmrNative.Models.Objectives.Reconstruction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Embedding;

public sealed class EcgEmbedderTests
{
    private const int Count = 2;
    private static readonly EncoderHints FourHeads = new() { Heads = 4 };

    private CpuDevice _device = null!;

    [OneTimeSetUp]
    public void Open() => _device = new CpuDevice(threads: 2);

    [OneTimeTearDown]
    public void Close() => _device.Dispose();

    [Test]
    public void Published_files_of_one_encoder_agree_with_each_other_and_with_float64()
    {
        var embedder = EcgEmbedder.Load(_device, Nano("signal_encoder_nano.pth"), FourHeads);
        var c = ((EcgEncoder)embedder.Encoder).Configuration;
        Assert.That(
            (c.Width, c.Depth, c.Heads, c.Leads, c.Samples, c.PatchLeads, c.PatchSamples, c.MlpRatio),
            Is.EqualTo((64, 2, 4, 12, 500, 1, 100, 4)));
        Assert.That(embedder.Unused, Is.Empty);
        var embeddings = Embed(embedder);
        Assert.That(embeddings, Has.Length.EqualTo(Count * 64));
        Assert.That(Embed(EcgEmbedder.Load(_device, Nano("signal_encoder_nano_legacy.pth"), FourHeads)), Is.EqualTo(embeddings));

        using var reference = new ReferenceDevice();
        var exact = Embed(EcgEmbedder.Load(reference, Nano("signal_encoder_nano.pth"), FourHeads));
        Assert.That(DeviceComparison.RelativeError(embeddings, exact), Is.LessThan(1e-5));
    }

    [TestCase("lightning_nano.ckpt", "encoder_imaging.0.weight")]
    [TestCase("checkpoint_mae_nano.pth", "decoder_embed.weight")]
    public void An_encoder_is_found_in_a_larger_model(string file, string unused)
    {
        var embedder = EcgEmbedder.Load(_device, Nano(file), FourHeads);
        Assert.That(
            embedder.Unused, Does.Contain(unused).And.No.Member("blocks.0.attn.qkv.weight").And.No.Member("encoder_ecg.norm.weight"));
        Assert.That(Embed(embedder), Has.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Positions_are_stretched_for_another_window()
    {
        var embedder = EcgEmbedder.Load(_device, Nano("signal_encoder_nano.pth"), FourHeads with { Window = 1000 });
        Assert.That(embedder.WindowSamples, Is.EqualTo(1000));
        var recording = SyntheticEcg.Record(new EcgModel(), seed: 1);
        Assert.That(embedder.Embed(recording), Has.Length.EqualTo(64).And.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void A_checkpoint_is_replayed_with_its_preparation()
    {
        using var folder = new TemporaryFolder();
        var configuration = new MaskedModellingConfiguration
        {
            Options = new MaskedModellingOptions { Preset = "pluto", Window = 500 },
            Leads = Enum.GetNames<Lead>(),
            Preparation = new EcgPreparation { WindowSamples = 1000, LengthPolicy = LengthPolicy.Split, SamplingRateHz = 250 },
        };
        var model = new MaskedAutoencoder(_device, new RandomSource(4), configuration.Options.Model(12));
        model.Encoder.Input = new EcgInput(configuration.Leads, configuration.Options.Window, configuration.Preparation);
        Checkpoint.Save(folder["c.safetensors"], model, Array.Empty<Optimizer>(), new TrainingState(), configuration.ToJson());

        var embedder = EcgEmbedder.Load(_device, folder["c.safetensors"]);
        Assert.That(embedder.Preparation, Is.EqualTo(configuration.Preparation));
        var recording = SyntheticEcg.Record(new EcgModel(), seed: 1);
        var embeddings = embedder.Embed(recording);
        Assert.That(embeddings, Has.Length.EqualTo(2 * 256), "10 s at 250 Hz are two windows of 1000");
        var same = new EcgEmbedder(_device, model.Encoder, configuration.Preparation);
        Assert.That(same.Embed(recording), Is.EqualTo(embeddings));
    }

    [Test]
    public void Refuses_what_does_not_fit_and_says_what_to_do()
    {
        var embedder = EcgEmbedder.Load(_device, Nano("signal_encoder_nano.pth"), FourHeads);
        Refused(() => embedder.Embed(new float[8 * 500], 1, 8, 500), "8 leads");
        Refused(() => embedder.Embed(new float[12 * 500], 1, 12, 100), "resample");
        Refused(() => embedder.Embed(new float[12 * 499], 1, 12, 500), "longer recordings");
        Refused(() => EcgEmbedder.Load(_device, Nano("signal_encoder_nano.pth")), "attention heads; specify it");
        Refused(
            () => EcgEmbedder.Load(_device, Nano("signal_encoder_nano.pth"), FourHeads with { Leads = 7 }), "specify the number of leads");
        Refused(() => EcgEmbedder.Load(_device, Nano("signal_encoder_nano.pth"), FourHeads with { Window = 550 }), "550 samples");

        static void Refused(Action action, string reason) => Assert.That(action, Throws.ArgumentException.With.Message.Contains(reason));
    }

    [Test]
    public void Refuses_files_that_are_no_whole_encoder()
    {
        using var folder = new TemporaryFolder();
        using var nano = TorchFile.Open(Nano("signal_encoder_nano.pth"));
        var tensors = nano.StateDict().ToList();
        Refused(tensors.Where(tensor => tensor.Name != "blocks.1.norm2.bias"), "1 weights of the encoder are missing: blocks.1.norm2.bias");
        Refused(tensors.Where(tensor => tensor.Name != "cls_token"), "contains no ECG encoder");
        var wide = FileTensor.Of<float>("cls_token", new float[128], 1, 1, 128);
        Refused(tensors.Where(tensor => tensor.Name != "cls_token").Append(wide), "'patch_embed.proj.weight' has shape [64, 1, 1, 100]");
        Refused([wide], "tensor 'patch_embed.proj.weight' not found");

        void Refused(IEnumerable<FileTensor> written, string reason)
        {
            SafeTensorsFile.Write(folder["w.safetensors"], [.. written]);
            Assert.That(
                () => EcgEmbedder.Load(_device, folder["w.safetensors"], FourHeads),
                Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));
        }
    }

    private static double[] Embed(EcgEmbedder embedder) =>
        embedder.Embed(DeterministicFill.Singles("input.ecg", Count * 12 * 500), Count, 12, 500);

    private static string Nano(string file) => SharedData.Require("reference", "files", file);
}
