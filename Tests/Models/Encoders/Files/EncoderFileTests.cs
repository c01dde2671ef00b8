using System.Text.Json.Nodes;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Embedding;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Files;

public sealed class EncoderFileTests
{
    private static readonly EcgPreparation Preparation = new() { SamplingRateHz = 250, WindowSamples = 1000 };
    private static readonly string[] Leads = [.. Enum.GetNames<Lead>().Reverse()];
    private static readonly CmrInput Images = new() { Size = 96, CropToRegionOfInterest = false, Channels = "ed,es" };

    private CpuDevice _device = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => (_device, _folder) = (new CpuDevice(threads: 1), new TemporaryFolder());

    [TearDown]
    public void TearDown()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void A_checkpoint_describes_its_encoders_completely()
    {
        var model = Save(_folder["c.safetensors"]);
        using var file = EncoderFile.Open(_folder["c.safetensors"]);
        string[] prefixes = ["model.encoder_ecg.", "model.encoder_imaging."];
        Assert.That(file.Encoders.Select(found => found.Weights.Prefix), Is.EquivalentTo(prefixes));

        var ecg = (EcgEncoder)EncoderFile.Load(_device, _folder["c.safetensors"], Modality.Ecg).Encoder;
        Assert.That((ecg.Configuration, ecg.Pooling), Is.EqualTo((model.Ecg.Configuration, model.Ecg.Pooling)));
        Assert.That((ecg.Input.Leads, ecg.Input.WindowSamples, ecg.Input.Preparation), Is.EqualTo((Leads, 300, Preparation)));
        Assert.That(ecg.Training, Is.False);
        Assert.That(file.Encoders.Select(found => found.IsInputAssumed), Has.None.True);
        var cmr = (ResNet)EncoderFile.Load(_device, _folder["c.safetensors"], Modality.Cmr).Encoder;
        Assert.That((cmr.Input, cmr.Description.Preset), Is.EqualTo((Images, "resnet18-narrow8")));
        Assert.That(State(cmr), Is.EqualTo(State(model.Cmr)));
        Assert.That(State(ecg), Is.SupersetOf(State(model.Ecg.Transformer)));
    }

    /// <summary>Checkpoints of earlier versions have no descriptions; the run's configuration says the same.</summary>
    [Test]
    public void A_checkpoint_without_descriptions_loads_as_before()
    {
        var model = Save(_folder["c.safetensors"]);
        using (var file = SafeTensorsFile.Open(_folder["c.safetensors"]))
        {
            var metadata = file.Metadata.Where(entry => entry.Key != EncoderMetadata.Key).ToDictionary();
            metadata["configuration"] = AsEarlierVersionsWroteIt(metadata["configuration"]);
            SafeTensorsFile.Write(_folder["old.safetensors"], [.. file.Tensors], metadata);
        }
        var loaded = EncoderFile.Load(_device, _folder["old.safetensors"], Modality.Ecg);
        Assert.That(loaded.IsInputAssumed, Is.False, "the run's configuration has the preparation");
        var old = loaded.Encoder;
        Assert.That(old.Description.ToString(), Is.EqualTo(model.Ecg.Description.ToString()));
        Assert.That(State(old), Is.SupersetOf(State(model.Ecg.Transformer)));
        var cmr = (ResNet)EncoderFile.Load(_device, _folder["old.safetensors"], Modality.Cmr).Encoder;
        Assert.That(cmr.Input, Is.EqualTo(Images));
        Assert.That(State(cmr), Is.EqualTo(State(model.Cmr)));
    }

    [Test]
    public void A_file_that_does_not_state_the_preparation_says_so()
    {
        var model = Save(_folder["c.safetensors"], preparation: null);
        Assert.That(model.Ecg.Input.Preparation, Is.Null);
        foreach (var path in PublishedExport.Write(_folder["c.safetensors"], _folder["out"]).Append(_folder["c.safetensors"]))
        {
            if (path.Contains("image", StringComparison.Ordinal)) continue;
            Assert.That(EncoderFile.Load(_device, path, Modality.Ecg).IsInputAssumed, Is.True, path);
            var embedder = EcgEmbedder.Load(_device, path);
            Assert.That((embedder.IsPreparationAssumed, embedder.Preparation), Is.EqualTo((true, new EcgPreparation())), path);
            Assert.That(EcgEmbedder.Load(_device, path, preparation: Preparation).IsPreparationAssumed, Is.False, path);
        }
        Assert.That(CmrEmbedder.Load(_device, _folder["c.safetensors"]).IsInputAssumed, Is.False);
        Assert.That(CmrEmbedder.Load(_device, _folder["out/image_encoder.pth"]).IsInputAssumed, Is.True);
        Assert.That(CmrEmbedder.Load(_device, _folder["out/image_encoder.pth"], Images).IsInputAssumed, Is.False);
    }

    [Test]
    public void A_folder_of_a_run_is_its_best_checkpoint()
    {
        var state = new TrainingState();
        state.BestCheckpoints.Add(new BestCheckpoint("checkpoint-3.safetensors", 3, 0.5));
        Save(_folder[RunFolder.LastCheckpoint], seed: 1, state);
        var best = Save(_folder["checkpoint-3.safetensors"], seed: 2, state);
        var embedder = EcgEmbedder.Load(_device, _folder["."]);
        Assert.That(Path.GetFileName(embedder.Path), Is.EqualTo("checkpoint-3.safetensors"));
        Assert.That(State(embedder.Encoder), Is.SupersetOf(State(best.Ecg.Transformer)));
        Assert.That(CmrEmbedder.Load(_device, _folder["."]).Path, Is.EqualTo(embedder.Path));
        var empty = Directory.CreateDirectory(_folder["empty"]).FullName;
        Assert.That(
            () => EcgEmbedder.Load(_device, empty),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("not the folder of a run"));
    }

    /// <summary>The sizes of an image encoder are read from its weights; the preset need not be named.</summary>
    [TestCase("resnet18-narrow16")]
    [TestCase("unet")]
    public void Image_weights_without_description_are_recognised(string preset)
    {
        var encoder = CmrPresets.Create(preset, _device, new RandomSource(5));
        SafeTensorsFile.Write(_folder["w.safetensors"],
            [.. encoder.State().Select(entry => FileTensor.Of<float>(
                $"net.backbone.{entry.Name}",
                Array.ConvertAll(StateLayout.ToPublished(entry.Parameter, entry.Parameter.ToDoubles()), value => (float)value),
                [.. StateLayout.PublishedSizes(entry.Parameter).Select(size => (long)size)]))]);
        var read = EncoderFile.Load(_device, _folder["w.safetensors"], Modality.Cmr);
        Assert.That(read.Encoder.Description.Preset, Is.EqualTo(preset));
        Assert.That(State(read.Encoder), Is.EqualTo(State(encoder)));
    }

    [Test]
    public void A_file_without_the_encoder_says_what_it_holds()
    {
        SafeTensorsFile.Write(_folder["w.safetensors"], [FileTensor.Of<float>("fc.weight", new float[2], 2)]);
        Assert.That(
            () => EcgEmbedder.Load(_device, _folder["w.safetensors"]),
            Throws.TypeOf<DataFormatException>().With.Message.Contains(
                "the file contains no ECG encoder; it contains 1 tensors ('fc.weight')"));
        var files = Export();
        Assert.That(
            () => CmrEmbedder.Load(_device, files[0]),
            Throws.TypeOf<DataFormatException>().With.Message.Contains(
                "the file contains no CMR encoder; it contains a 'vision-transformer' encoder at ''"));
    }

    [Test]
    public void An_exported_file_describes_its_encoder()
    {
        var files = Export();
        var embedder = EcgEmbedder.Load(_device, files[0]);
        Assert.That((embedder.Preparation, embedder.Leads), Is.EqualTo((Preparation, Leads)));
        Assert.That(((EcgEncoder)embedder.Encoder).Pooling, Is.EqualTo(TokenPooling.NormalizedMean), "fc_norm is not exported");
        using var image = EncoderFile.Open(files[1]);
        Assert.That(image.Encoders.Single().Description?.Cmr, Is.EqualTo(Images));
    }

    [TestCase("\"Version\":1", "\"Version\":2", "version 2")]
    [TestCase("\"Kind\":\"resnet\"", "\"Kind\":\"mixer\"", "unknown kind of encoder 'mixer'")]
    [TestCase("\"Size\":96", "\"Size\":96,\"Gamma\":2", "cannot be read")]
    public void A_description_of_a_later_version_is_refused(string known, string later, string reason)
    {
        Save(_folder["c.safetensors"]);
        using (var file = SafeTensorsFile.Open(_folder["c.safetensors"]))
        {
            var metadata = file.Metadata.ToDictionary(entry => entry.Key, entry => entry.Value);
            metadata[EncoderMetadata.Key] = metadata[EncoderMetadata.Key].Replace(known, later, StringComparison.Ordinal);
            SafeTensorsFile.Write(_folder["later.safetensors"], [.. file.Tensors], metadata);
        }
        Assert.That(
            () => EncoderFile.Open(_folder["later.safetensors"]), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));
    }

    private IReadOnlyList<string> Export()
    {
        Save(_folder["c.safetensors"]);
        return PublishedExport.Write(_folder["c.safetensors"], _folder["out"], safeTensors: true);
    }

    /// <summary>With the images of the encoder beside the other settings of its side.</summary>
    private static string AsEarlierVersionsWroteIt(string configuration)
    {
        var json = JsonNode.Parse(configuration)!;
        var side = json["Cmr"]!.AsObject();
        var input = side["Input"]!;
        side.Remove("Input");
        (side["Size"], side["RegionOfInterest"]) = (input["Size"]!.DeepClone(), input["CropToRegionOfInterest"]!.DeepClone());
        side["Channels"] = input["Channels"]!.DeepClone();
        return json.ToJsonString();
    }

    private MultimodalModel Save(string path, ulong seed = 3, TrainingState? state = null) => Save(path, Preparation, seed, state);

    private MultimodalModel Save(string path, EcgPreparation? preparation, ulong seed = 3, TrainingState? state = null)
    {
        var published = ContrastiveRecipes.Of(ContrastiveRecipes.Multimodal).Published();
        var configuration = published with
        {
            Ecg = published.Ecg! with { Preset = "pluto", Window = 300 },
            Cmr = published.Cmr! with { Preset = "resnet18-narrow8", Input = Images },
            Leads = Leads,
            Preparation = preparation,
        };
        var model = new MultimodalModel(
            _device, new RandomSource(seed),
            new MultimodalConfiguration { Cmr = configuration.Cmr.Preset, Ecg = configuration.Ecg.Model(12) });
        configuration.Describe(model);
        Checkpoint.Save(path, model, [], state ?? new TrainingState(), configuration.ToJson());
        return model;
    }

    private static Dictionary<string, float[]> State(EcgCmrNative.Engine.Modules.Module module) =>
        module.State().ToDictionary(entry => entry.Name, entry => entry.Parameter.ToSingles());
}
