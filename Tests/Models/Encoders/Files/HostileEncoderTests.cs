using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Files;

/// <summary>
/// What the metadata of a checkpoint say is compared with its weights before memory is taken; damaged metadata end in the typed exception.
/// </summary>
public sealed class HostileEncoderTests
{
    private const string Encoders = "encoders", Configuration = "configuration", State = "state", Steps = "optimizer_steps";

    private const string Transformer = "vision-transformer", Residual = "resnet";

    private CpuDevice _device = null!;
    private TemporaryFolder _folder = null!;

    private string Checkpoint => _folder["last.safetensors"];

    [SetUp]
    public void SetUp()
    {
        (_device, _folder) = (new CpuDevice(threads: 1), new TemporaryFolder());
        Save();
    }

    [TearDown]
    public void TearDown()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [TestCase(Transformer, "Width", "100000")]
    [TestCase(Transformer, "Depth", "1000")]
    [TestCase(Transformer, "MlpRatio", "500000000")]
    [TestCase(Transformer, "Samples", "1000000000")]
    [TestCase(Transformer, "Leads", "1200000000")]
    [TestCase(Transformer, "Channels", "1000000000")]
    [TestCase(Transformer, "PatchSamples", "300")]
    [TestCase(Residual, "StemWidth", "100000")]
    [TestCase(Residual, "StemWidth", "8192")]
    [TestCase(Residual, "Blocks", "[2,2,2,1000]")]
    [TestCase(Residual, "Blocks", "[2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2]")]
    [TestCase(Residual, "Channels", "100000000")]
    [TestCase(Residual, "Bottleneck", "true")]
    public void An_encoder_that_is_described_larger_than_its_weights_is_refused(string kind, string setting, string value)
    {
        Change(Encoders, json => Description(json, kind)["Configuration"]![setting] = JsonNode.Parse(value));
        var modality = kind == Transformer ? Modality.Ecg : Modality.Cmr;
        var refusal = Hostile.Refused(() => EncoderFile.Load(_device, Checkpoint, modality));
        Assert.That(refusal.Message, Does.StartWith(Checkpoint));
    }

    [TestCase("Window", "1000000000")]
    [TestCase("Preset", "\"vit_huge\"")]
    [TestCase("PatchSamples", "1")]
    public void An_earlier_checkpoint_whose_configuration_is_of_a_larger_encoder_is_refused(string setting, string value)
    {
        Change(Configuration, json => json["Ecg"]![setting] = JsonNode.Parse(value), without: Encoders);
        Assert.That(Hostile.Refused(() => EncoderFile.Load(_device, Checkpoint, Modality.Ecg)).Message, Does.StartWith(Checkpoint));
    }

    [Test]
    public void Images_of_absurd_size_are_refused()
    {
        Change(Encoders, json => Description(json, Residual)["Cmr"]!["Size"] = 1_000_000_000);
        Assert.That(
            Hostile.Refused(() => EncoderFile.Load(_device, Checkpoint, Modality.Cmr)).Message,
            Does.Contain("images of 1000000000 pixels"));
    }

    /// <summary>Wide tokens and a first filter, and no blocks to match: the sizes follow from the few weights that are there.</summary>
    [Test]
    public void Published_weights_of_which_most_are_missing_are_refused()
    {
        const int width = 4096;
        var names = new (string Name, long[] Shape)[]
        {
            ("cls_token", [1, 1, width]), ("pos_embed", [1, 2, width]), ("patch_embed.proj.weight", [width, 1, 12, 1]),
            ("blocks.0.attn.qkv.weight", [3 * width, width]), ("blocks.0.mlp.fc1.weight", [width, width]),
        };
        var path = _folder["published.safetensors"];
        SafeTensorsFile.Write(
            path, [.. names.Select(one => FileTensor.Of<byte>(one.Name, new byte[one.Shape.Aggregate(1L, (a, b) => a * b)], one.Shape))]);
        var refusal = Hostile.Refused(() => EncoderFile.Load(_device, path, Modality.Ecg, new EncoderHints { Heads = 8 }));
        Assert.That(refusal.Message, Does.Contain("blocks.0.attn.proj.weight"));
    }

    [Test]
    public void A_published_residual_network_of_which_most_is_missing_is_refused()
    {
        const int width = 50_000;
        var path = _folder["published.safetensors"];
        SafeTensorsFile.Write(path,
        [
            FileTensor.Of<byte>("0.weight", new byte[width * 3 * 49], width, 3, 7, 7),
            FileTensor.Of<byte>("4.0.conv1.weight", new byte[1], 1, 1, 1, 1),
        ]);
        var refusal = Hostile.Refused(() => EncoderFile.Load(_device, path, Modality.Cmr));
        Assert.That(refusal.Message, Does.Contain("4.0.conv1.weight"));
    }

    [Test]
    public void Every_damaged_description_is_refused_or_loaded() => RequireTyped(Encoders, () =>
    {
        EncoderFile.Load(_device, Checkpoint, Modality.Ecg);
        EncoderFile.Load(_device, Checkpoint, Modality.Cmr);
        using var file = EncoderFile.Open(Checkpoint);
        foreach (var found in file.Encoders) Assert.That(found.Description?.ToString(), Is.Not.Empty);
    });

    [Test]
    public void Every_damaged_configuration_is_refused_or_read() => RequireTyped(Configuration, () =>
    {
        var json = EcgCmrNative.Models.Training.Checkpoint.ReadConfiguration(Checkpoint);
        var read = ContrastiveConfiguration.Parse(Checkpoint, json);
        Assert.That(read.ToJson(), Is.Not.Empty);
        Assert.That(read.StartingWeights.Count + read.InputFiles.Count, Is.LessThan(5));
    });

    [Test]
    public void Every_damaged_configuration_of_an_earlier_version_is_refused_or_loaded() => RequireTyped(
        Configuration, () => EncoderFile.Load(_device, Checkpoint, Modality.Ecg), without: Encoders);

    [Test]
    public void Every_damaged_configuration_of_masked_modelling_is_refused_or_read()
    {
        foreach (var (what, json) in JsonMutations.Of(new MaskedModellingConfiguration { Preparation = new EcgPreparation() }.ToJson()))
            Require(
                what, () => Assert.That(MaskedModellingConfiguration.Parse("last.safetensors", json).ToJson(), Is.Not.Empty),
                "last.safetensors");
    }

    [Test]
    public void Every_damaged_state_is_refused_or_read() => RequireTyped(State, () =>
    {
        var state = EcgCmrNative.Models.Training.Checkpoint.ReadState(Checkpoint);
        Assert.That(state.Epoch, Is.GreaterThanOrEqualTo(0));
        CheckpointFormat.WeightsAt(Path.GetDirectoryName(Checkpoint)!);
    });

    [TestCase("-1")]
    [TestCase("x")]
    [TestCase("1e300")]
    [TestCase("1,2,")]
    [TestCase("99999999999999999999999")]
    public void Invalid_steps_of_the_optimisers_are_refused(string steps)
    {
        Rewrite(metadata => metadata[Steps] = steps);
        Assert.That(
            Hostile.Refused(() => EcgCmrNative.Models.Training.Checkpoint.ReadState(Checkpoint)).Message, Does.StartWith(Checkpoint));
    }

    private void RequireTyped(string key, Action read, string? without = null)
    {
        var original = File.ReadAllBytes(Checkpoint);
        string json;
        using (var file = SafeTensorsFile.Open(Checkpoint)) json = file.Metadata[key];
        var (tried, refused) = (0, 0);
        foreach (var (what, damaged) in JsonMutations.Of(json))
        {
            File.WriteAllBytes(Checkpoint, original);
            Rewrite(metadata =>
            {
                metadata[key] = damaged;
                if (without is not null) metadata.Remove(without);
            });
            tried++;
            refused += Require(what, read, Checkpoint) ? 1 : 0;
        }
        Assert.That(tried, Is.GreaterThan(50));
        Assert.That(refused, Is.GreaterThan(tried / 4));
    }

    /// <returns>True if it was refused.</returns>
    private static bool Require(string what, Action read, string path)
    {
        try
        {
            read();
            return false;
        }
        catch (DataFormatException refusal)
        {
            Assert.That(refusal.Message, Does.StartWith(path), what);
            return true;
        }
        catch (Exception other) when (other is not AssertionException)
        {
            Assert.Fail($"{what}: {other}");
            return false;
        }
    }

    private static JsonNode Description(JsonNode encoders, string kind) => encoders["Encoders"]!.AsArray()
        .Select(encoder => encoder!["Description"]!).Single(description => description["Kind"]!.GetValue<string>() == kind);

    private void Change(string key, Action<JsonNode> change, string? without = null) => Rewrite(metadata =>
    {
        var json = JsonNode.Parse(metadata[key])!;
        change(json);
        metadata[key] = json.ToJsonString();
        if (without is not null) metadata.Remove(without);
    });

    /// <summary>Changes the metadata and leaves the tensors as they are.</summary>
    private void Rewrite(Action<Dictionary<string, string>> change)
    {
        var bytes = File.ReadAllBytes(Checkpoint);
        var length = (int)BitConverter.ToInt64(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(sizeof(long), length))!;
        var metadata = header["__metadata__"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());
        change(metadata);
        header["__metadata__"] = JsonSerializer.SerializeToNode(metadata);
        var changed = Encoding.UTF8.GetBytes(header.ToJsonString());
        File.WriteAllBytes(
            Checkpoint, [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. bytes.AsSpan(sizeof(long) + length)]);
    }

    private void Save()
    {
        var published = ContrastiveRecipes.Of(ContrastiveRecipes.Multimodal).Published();
        var configuration = published with
        {
            Ecg = published.Ecg! with { Preset = "pluto", Window = 200 },
            Cmr = published.Cmr! with { Preset = "resnet18-narrow8", Input = new CmrInput { Size = 64 } },
            Leads = EcgInput.LeadNames(12),
            Preparation = new EcgPreparation { WindowSamples = 1000 },
            ValidationRows = [1],
            TestRows = [2],
        };
        var model = new MultimodalModel(
            _device, new RandomSource(3),
            new MultimodalConfiguration
            {
                Cmr = configuration.Cmr.Preset,
                Ecg = configuration.Ecg.Model(12),
                HiddenWidth = 8,
                ProjectionWidth = 8,
            });
        configuration.Describe(model);
        var optimizer = new Sgd([new ParameterGroup("all", [("w", new Parameter(_device, new Shape(1)))])], 0);
        var state = new TrainingState
        {
            BestCheckpoints = [new BestCheckpoint("checkpoint-1-loss-0.5000.safetensors", 1, 0.5)],
            Sums = { ["loss"] = [1, 2] },
        };
        EcgCmrNative.Models.Training.Checkpoint.Save(Checkpoint, model, [optimizer], state, configuration.ToJson());
    }
}
