using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>vit.*</c>: the fine-tuning model's embedding, outputs, loss, gradients and last attention map, and the losses of some AdamW steps
/// with layer-wise decay.
/// </summary>
internal sealed class FineTuningCase : IFixtureCase
{
    private const string PresetStart = "vit_";
    private const string PresetEnd = "_patchX";
    private const int MapRows = 4;

    public bool Covers(string name) => name.StartsWith("vit.", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        var (batch, outputs) = (fixture.Integer("batch"), fixture.Integer("classes"));
        var model = new PredictionModel(device, new RandomSource(0), Encoder(fixture, device), outputs);
        var isRegression = fixture.Text("task") == "regression";
        var targets = isRegression ? Numbers(outputs) : [Classes(outputs)];
        var loss = new PredictionLoss(device, targets, isRegression ? 0 : fixture.Number("label_smoothing"));
        var truth = new TargetBatch(batch, targets.Length);
        truth.Begin(batch);
        if (isRegression) fixture.Fill("labels", (long)batch * outputs).CopyTo(truth.Values);
        else for (var i = 0; i < batch; i++) truth.Values[i] = i % outputs;

        fixture.FillModel(model);
        using (var tape = fixture.Record())
        {
            var embedding = model.Embed(Input(fixture, device, model, "input.ecg", batch));
            comparison.Check("features", embedding.ToDoubles(), comparison.ModelTolerance);
            var logits = model.Predict(embedding);
            comparison.Check("logits", logits.ToDoubles(), comparison.ModelTolerance);
            var value = loss.Of(logits, truth);
            comparison.Check("loss", value.Item(), comparison.ModelTolerance);
            tape.Backward(value);
        }
        comparison.CheckGradients(model, comparison.ModelTolerance);
        CheckMap(fixture, device, comparison, model, batch);
        if (fixture.Contains("trajectory.loss")) CheckTrajectory(fixture, device, comparison, model, loss, truth);
    }

    private static EcgEncoder Encoder(Fixture fixture, Device device)
    {
        var (shape, patch) = (fixture.Integers("shape", 3), fixture.Integers("patch", 2));
        var configuration = EcgPresets.Encoder(fixture.Text("preset")[PresetStart.Length..^PresetEnd.Length]) with
        {
            Channels = shape[0],
            Leads = shape[1],
            Samples = shape[2],
            PatchLeads = patch[0],
            PatchSamples = patch[1],
            LearnPositions = true,
        };
        var pooling = fixture.Text("pool") switch
        {
            "attention" => TokenPooling.Attention,
            "global" => TokenPooling.Mean,
            "cls" => TokenPooling.ClassToken,
            var other => throw new ArgumentException($"unknown pooling '{other}'"),
        };
        return new EcgEncoder(device, new RandomSource(0), configuration, pooling);
    }

    private static void CheckMap(Fixture fixture, Device device, Comparison comparison, PredictionModel model, int batch)
    {
        var c = ((EcgEncoder)model.Encoder).Configuration;
        using var scope = TensorScope.Open();
        var tokens = 1 + c.Patches;
        var map = Tensor.Uninitialized(device, new Shape(batch, c.Heads, tokens, tokens));
        ((EcgEncoder)model.Encoder).LocalTokens(Input(fixture, device, model, "input.ecg", batch), map);
        var all = map.ToDoubles();
        var rows = new List<double>();
        for (var head = 0; head < batch * c.Heads; head++) rows.AddRange(all.AsSpan(head * tokens * tokens, MapRows * tokens));
        comparison.Check("attention.last", [.. rows], comparison.ModelTolerance);
    }

    private static void CheckTrajectory(
        Fixture fixture, Device device, Comparison comparison, PredictionModel model, PredictionLoss loss, TargetBatch truth)
    {
        fixture.FillModel(model);
        var optimizer = new AdamW(LayerDecay.Groups(
            model.TrainableParameters(), ((EcgEncoder)model.Encoder).Configuration.Depth, fixture.Number("layer_decay"),
            fixture.Number("weight_decay")));
        var losses = new double[fixture.Sizes("trajectory.loss")[0]];
        for (var step = 0; step < losses.Length; step++)
        {
            using var tape = fixture.Record();
            var value = loss.Of(model.Forward(Input(fixture, device, model, $"input.ecg.{step}", truth.Count)), truth);
            losses[step] = value.Item();
            optimizer.ClearGradients();
            tape.Backward(value);
            fixture.Step(optimizer, fixture.Number("lr"));
        }
        comparison.Check("trajectory.loss", losses, comparison.TrajectoryTolerance);
    }

    private static Tensor Input(Fixture fixture, Device device, PredictionModel model, string name, int batch)
    {
        var c = ((EcgEncoder)model.Encoder).Configuration;
        return fixture.Input(device, name, batch, c.Channels, c.Leads, c.Samples);
    }

    private static PredictionTarget Classes(int count) => new()
    {
        Name = "label",
        Kind = TargetKind.Classes,
        ClassValues = [.. Enumerable.Range(0, count).Select(i => (double)i)],
    };

    private static PredictionTarget[] Numbers(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new PredictionTarget { Name = $"number {i}", Kind = TargetKind.Number })];
}
