using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Prediction;

/// <summary>Damaged and hostile model files end in the typed exception, within a second, with words that name the file.</summary>
public sealed class HostilePredictorTests
{
    private const string Card = "prediction", Encoders = "encoders";

    private readonly CpuDevice _device = new(threads: 1);
    private TemporaryFolder _folder = null!;

    private string Model => _folder[PredictorFile.Name];

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        PredictorFile.Write(Model, SmallPredictor.Create(_device), SmallPredictor.Card);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [OneTimeTearDown]
    public void CloseDevice() => _device.Dispose();

    [TestCase("", "null", "version")]
    [TestCase("", "[]", "cannot be read")]
    [TestCase("", "{", "cannot be read")]
    [TestCase("Version", "2", "unsupported version 2 of the model card; expected version 1")]
    [TestCase("Targets", "null", "cannot be read")]
    [TestCase("Targets", "[]", "predicts nothing")]
    [TestCase("Targets.0", "null", "a target is null")]
    [TestCase("Targets.0.Target", "null", "cannot be read")]
    [TestCase("Targets.0.Target.Name", "null", "cannot be read")]
    [TestCase("Targets.0.Target.Kind", "\"Colour\"", "cannot be read")]
    [TestCase("Targets.0.Target.Kind", "9", "unknown kind 9")]
    [TestCase("Targets.0.Target.Mean", "\"NaN\"", "cannot be read")]
    [TestCase("Targets.0.Target.Mean", "1e999", "mean ")]
    [TestCase("Targets.0.Target.Deviation", "-1", "deviation -1")]
    [TestCase("Targets.0.Temperature", "0", "temperature 0")]
    [TestCase("Targets.0.Temperature", "1e999", "temperature ")]
    [TestCase("Targets.0.IntervalRadius", "-1", "interval of ± -1")]
    [TestCase("Targets.0.IntervalRadius", "1e999", "interval of ± ")]
    [TestCase("Targets.1.Threshold", "1.5", "threshold 1.5")]
    [TestCase("Targets.1.ProbabilityInterval.Scores", "null", "cannot be read")]
    [TestCase("Targets.1.ProbabilityInterval.Scores", "[0.1]", "1 scores, 2 lower and 2 upper bounds")]
    [TestCase("Targets.1.ProbabilityInterval.Scores", "[0.5,0.5]", "do not ascend")]
    [TestCase("Targets.1.ProbabilityInterval.Low", "[0.1,0.9]", "above the upper one")]
    [TestCase("Targets.1.ProbabilityInterval.High", "[0.1,1.1]", "outside 0 to 1")]
    [TestCase("Targets.1.ProbabilityInterval.Cases", "0", "from 0 cases")]
    [TestCase("Targets.1.Target.ClassWeights", "[1,0]", "class weight")]
    [TestCase("Targets.1.Target.ClassWeights", "[1,-1]", "class weight")]
    [TestCase("Targets.1.Target.ClassWeights", "[1]", "1 class weights for 2 classes")]
    [TestCase("Targets.1.Target.ClassValues", "[0]", "1 classes")]
    [TestCase("Targets.1.Target.ClassValues", "[1,1]", "do not ascend")]
    [TestCase("Targets.2.Target.ClassValues", "[1,2]", "prevalences")]
    [TestCase("Targets.3.LogHazardOffset", "1e999", "mean log-hazard")]
    [TestCase("Targets.3.Target.TimeName", "null", "its time has no name")]
    [TestCase("Head", "\"Deep\"", "cannot be read")]
    [TestCase("Head", "5", "unknown head 5")]
    [TestCase("Head", "\"NormalizedLinear\"", "head.1.weight")]
    [TestCase("Metrics.0", "null", "a metric is null")]
    [TestCase("Metrics.0.Value", "1e999", "cannot be read")]
    [TestCase("Training", "null", "cannot be read")]
    [TestCase("Extra", "1", "cannot be read")]
    public void ACardThatIsDamagedIsRefused(string place, string value, string reason)
    {
        Rewrite(metadata =>
        {
            var card = place.Length == 0 ? null : JsonNode.Parse(metadata[Card])!;
            if (card is null)
            {
                metadata[Card] = value;
                return;
            }
            var (node, keys) = (card, place.Split('.'));
            foreach (var key in keys[..^1]) node = int.TryParse(key, out var index) ? node[index]! : node[key]!;
            // Written as text: the serialiser does not write numbers beyond double.
            const string Mark = "\"here\"";
            if (int.TryParse(keys[^1], out var last)) node.AsArray()[last] = JsonNode.Parse(Mark);
            else node[keys[^1]] = JsonNode.Parse(Mark);
            metadata[Card] = card.ToJsonString().Replace(Mark, value, StringComparison.Ordinal);
            Assert.That(metadata[Card], Does.Contain(value));
        });
        Refused(reason);
    }

    [Test]
    public void EveryDamagedCardIsRefusedOrRead()
    {
        var original = File.ReadAllBytes(Model);
        var (tried, refused) = (0, 0);
        foreach (var (what, damaged) in JsonMutations.Of(SmallPredictor.Card.ToJson()))
        {
            File.WriteAllBytes(Model, original);
            Rewrite(metadata => metadata[Card] = damaged);
            tried++;
            try
            {
                using var predictor = EcgPredictor.Load(_device, Model);
                var prediction = predictor.Decode([0.5, -1, 0.3, 0.1, 2, 0.2, 0.8]);
                foreach (var target in prediction.Targets)
                    Assert.That(double.IsNaN(target.Value) || target.Probabilities.Any(double.IsNaN), Is.False, what);
                Assert.That(predictor.Card.ToJson(), Is.Not.Empty, what);
            }
            catch (DataFormatException refusal)
            {
                refused++;
                Assert.That(refusal.Message, Does.StartWith(Model), what);
            }
            catch (Exception other) when (other is not AssertionException)
            {
                Assert.Fail($"{what}: {other}");
            }
        }
        Assert.That(tried, Is.GreaterThan(200));
        Assert.That(refused, Is.GreaterThan(tried / 4));
    }

    [Test]
    public void AFileWithoutACardIsRefused()
    {
        Rewrite(metadata => metadata.Remove(Card));
        Refused("is no model file: it has no model card; 'finetune' writes model files");
    }

    [Test]
    public void AFileWithoutADescriptionOfItsEncoderIsRefused()
    {
        Rewrite(metadata => metadata.Remove(Encoders));
        Refused("does not describe its encoder");
    }

    [TestCase("null")]
    [TestCase("{\"Version\":1,\"Encoders\":[]}")]
    [TestCase("{\"Version\":1,\"Encoders\":[null]}")]
    public void ADamagedDescriptionOfTheEncoderIsRefused(string json)
    {
        Rewrite(metadata => metadata[Encoders] = json);
        Refused("encoder");
    }

    [Test]
    public void ACheckpointIsNoModelFile()
    {
        var model = SmallPredictor.Create(_device);
        Checkpoint.Save(Model, model, Array.Empty<Optimizer>(), new TrainingState(), "{}");
        Refused("is no model file");
    }

    [TestCase("head.weight", new long[] { 6, 16 }, "'head.weight' has shape [6, 16] where [7, 16] was expected")]
    [TestCase("head.weight", new long[] { 7, 17 }, "'head.weight' has shape [7, 17]")]
    [TestCase("head.weight", new long[] { 112 }, "'head.weight' has shape [112]")]
    [TestCase("head.weight", null, "head.weight")]
    [TestCase("head.bias", new long[] { 6 }, "'head.bias' has shape [6]")]
    [TestCase("head.bias", null, "head.bias")]
    [TestCase("fc_norm.weight", null, "fc_norm.weight")]
    [TestCase("blocks.1.norm1.bias", null, "blocks.1.norm1.bias")]
    [TestCase("cls_token", new long[] { 1, 1, 20 }, "shape")]
    public void WeightsOfOtherSizesOrNoneAreRefused(string name, long[]? shape, string reason)
    {
        List<FileTensor> tensors;
        Dictionary<string, string> metadata;
        using (var file = SafeTensorsFile.Open(Model))
        {
            metadata = new Dictionary<string, string>(file.Metadata);
            tensors = [.. file.Tensors.Where(tensor => tensor.Name != name)
                .Select(tensor => FileTensor.Of<float>(tensor.Name, tensor.ToSingles(), [.. tensor.Shape]))];
        }
        if (shape is not null) tensors.Add(FileTensor.Of<float>(name, new float[shape.Aggregate(1L, (a, b) => a * b)], shape));
        SafeTensorsFile.Write(Model, tensors, metadata);
        Refused(reason);
    }

    /// <summary>More classes than the head has outputs, and no memory for them.</summary>
    [Test]
    public void ManyClassesAreRefused()
    {
        Rewrite(metadata =>
        {
            var card = JsonNode.Parse(metadata[Card])!;
            var target = card["Targets"]![2]!["Target"]!;
            target["ClassValues"] = new JsonArray([.. Enumerable.Range(0, 100_000).Select(i => (JsonNode)i)]);
            target["Prevalence"] = new JsonArray([.. Enumerable.Range(0, 100_000).Select(_ => (JsonNode)0.1)]);
            metadata[Card] = card.ToJsonString();
        });
        Refused("'head.weight' has shape [7, 16] where [100004, 16] was expected");
    }

    [Test]
    public void AFolderWithoutAModelFileIsRefused()
    {
        Directory.CreateDirectory(_folder["run"]);
        Assert.That(
            () => EcgPredictor.Load(_device, _folder["run"]),
            Throws.TypeOf<DataFormatException>().With.Message.Contains($"has no {PredictorFile.Name}"));
        File.Copy(Model, Path.Combine(_folder["run"], PredictorFile.Name));
        using var loaded = EcgPredictor.Load(_device, _folder["run"]);
        Assert.That(loaded.Card.ToJson(), Is.EqualTo(SmallPredictor.Card.ToJson()));
    }

    [Test]
    public void AFileThatIsCutIsRefused()
    {
        var bytes = File.ReadAllBytes(Model);
        foreach (var length in (int[])[0, 7, 8, 100, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(Model, bytes[..length]);
            Hostile.Refused(() => EcgPredictor.Load(_device, Model));
        }
    }

    [Test]
    public void AWriteThatFailsLeavesTheOlderModel()
    {
        var before = File.ReadAllBytes(Model);
        Assert.That(
            () => PredictorFile.Write(Model, SmallPredictor.Create(_device), SmallPredictor.Card, new FailingFileSystem(1)),
            Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllBytes(Model), Is.EqualTo(before));
    }

    private void Refused(string reason)
    {
        var clock = Stopwatch.StartNew();
        var refusal = Hostile.Refused(() => EcgPredictor.Load(_device, Model));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(refusal.Message, Does.StartWith(Model).And.Contain(reason));
    }

    /// <summary>Changes the metadata and leaves the tensors as they are.</summary>
    private void Rewrite(Action<Dictionary<string, string>> change)
    {
        var bytes = File.ReadAllBytes(Model);
        var length = (int)BitConverter.ToInt64(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(sizeof(long), length))!;
        var metadata = header["__metadata__"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());
        change(metadata);
        header["__metadata__"] = JsonSerializer.SerializeToNode(metadata);
        var changed = Encoding.UTF8.GetBytes(header.ToJsonString());
        File.WriteAllBytes(Model, [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. bytes.AsSpan(sizeof(long) + length)]);
    }
}
