using System.Globalization;
using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>mmcl.*</c>: both projections, similarities and loss, every gradient, the losses of some Adam steps that start again from the fill,
/// and the localisation maps after them.
/// <para>
/// Adam divides a gradient by its own size, so that the rounding of gradients near zero becomes whole steps of their weights, and with
/// batch norm on few images the next gradients differ by a hundredth. See <see cref="Conditioning"/>.
/// </para>
/// </summary>
internal sealed partial class MultimodalCase : IFixtureCase
{
    private const int Tokens = 4;

    public bool Covers(string name) => name.StartsWith("mmcl.", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        var model = new MultimodalModel(device, new RandomSource(0), Configuration(fixture)) { Training = true };
        fixture.FillModel(model);
        CheckLocalTokens(fixture, device, comparison, model);
        CheckGradients(fixture, device, comparison, model);
        CheckTrajectory(fixture, device, comparison, model);
        model.Training = false;
        CheckLocalization(fixture, device, comparison, model);
    }

    private static MultimodalConfiguration Configuration(Fixture fixture)
    {
        var (shape, patch) = (fixture.Integers("shape", 3), fixture.Integers("patch", 2));
        return new MultimodalConfiguration
        {
            Cmr = fixture.Text("imaging"),
            Ecg = EcgPresets.Encoder(fixture.Text("ecg")) with
            {
                Channels = shape[0],
                Leads = shape[1],
                Samples = shape[2],
                PatchLeads = patch[0],
                PatchSamples = patch[1],
                LearnPositions = true,
            },
            HiddenWidth = fixture.Integer("hidden"),
            ProjectionWidth = fixture.Integer("proj"),
        };
    }

    private static void CheckLocalTokens(Fixture fixture, Device device, Comparison comparison, MultimodalModel model)
    {
        using var scope = TensorScope.Open();
        var tokens = model.Ecg.LocalTokens(Ecg(fixture, device, model, "input.ecg"));
        var (batch, size) = (tokens.Shape[0], Tokens * tokens.Shape[2]);
        var (all, first) = (tokens.ToDoubles(), new double[batch * size]);
        for (var b = 0; b < batch; b++) all.AsSpan(b * all.Length / batch, size).CopyTo(first.AsSpan(b * size));
        comparison.Check("ecg.local", first, comparison.ModelTolerance);
    }

    private static void CheckGradients(Fixture fixture, Device device, Comparison comparison, MultimodalModel model)
    {
        var tolerance = comparison.ModelTolerance;
        using (var tape = fixture.Record())
        {
            var image = model.ProjectImages(Images(fixture, device, model, "input.cmr"));
            var ecg = model.ProjectEcg(Ecg(fixture, device, model, "input.ecg"));
            comparison.Check("z.imaging", image.ToDoubles(), tolerance);
            comparison.Check("z.ecg", ecg.ToDoubles(), tolerance);
            var similarities = image.L2Normalize().MatMul(ecg.L2Normalize(), transposeB: true);
            comparison.Check("logits", similarities.Scale(1 / fixture.Number("temperature")).ToDoubles(), tolerance);
            var loss = Loss(fixture, image, ecg);
            comparison.Check("loss", loss.Item(), tolerance);
            tape.Backward(loss);
        }
        comparison.CheckGradients(model, tolerance);
    }

    private static void CheckTrajectory(Fixture fixture, Device device, Comparison comparison, MultimodalModel model)
    {
        fixture.FillModel(model);
        var group = new ParameterGroup("all", [.. model.TrainableParameters()]) { WeightDecay = Setting(fixture, "weight_decay") };
        var optimizer = new Adam([group]);
        var losses = new double[fixture.Integer("steps")];
        for (var step = 0; step < losses.Length; step++)
        {
            using var tape = fixture.Record();
            var loss = Loss(
                fixture, model.ProjectImages(Images(fixture, device, model, $"input.cmr.{step}")),
                model.ProjectEcg(Ecg(fixture, device, model, $"input.ecg.{step}")));
            losses[step] = loss.Item();
            optimizer.ClearGradients();
            tape.Backward(loss);
            fixture.Step(optimizer, Setting(fixture, "lr"));
        }
        comparison.Check("trajectory.loss", losses, comparison.TrajectoryTolerance);
    }

    private static void CheckLocalization(Fixture fixture, Device device, Comparison comparison, MultimodalModel model)
    {
        using var scope = TensorScope.Open();
        var options = new LocalizationOptions
        {
            Upsampling = (int)Number(fixture, "localisation", "upsample"),
            Temperature = Number(fixture, "localisation", "temp"),
            AcrossLeads = true,
        };
        var maps = LocalizationMaps.Of(
            model, Images(fixture, device, model, "input.cmr"), Ecg(fixture, device, model, "input.ecg"), options);
        comparison.Check("importance.image", maps.Image, comparison.TrajectoryTolerance);
        comparison.Check("importance.ecg", maps.Ecg, comparison.TrajectoryTolerance);
    }

    private static Tensor Loss(Fixture fixture, Tensor image, Tensor ecg) =>
        new ClipLoss(image.Device, fixture.Number("temperature"), fixture.Number("lambda_0")).Forward(image, ecg);

    private static Tensor Images(Fixture fixture, Device device, MultimodalModel model, string name) =>
        fixture.InputImages(device, name, fixture.Integer("batch"), model.Cmr.Channels, fixture.Integer("size"));

    private static Tensor Ecg(Fixture fixture, Device device, MultimodalModel model, string name)
    {
        var grid = model.Ecg.Transformer.Configuration;
        return fixture.Input(device, name, fixture.Integer("batch"), grid.Channels, grid.Leads, grid.Samples);
    }

    private static double Setting(Fixture fixture, string key) => Number(fixture, "optimizer", key);

    /// <summary>The number after a word of a metadata entry that is a sentence.</summary>
    private static double Number(Fixture fixture, string entry, string key)
    {
        foreach (Match match in NumberAfterWord().Matches(fixture.Text(entry)))
        {
            if (match.Groups["word"].Value == key) return double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        }
        throw new DataFormatException(fixture.Case, null, $"metadata entry '{entry}' has no number for '{key}'");
    }

    [GeneratedRegex(@"(?<word>\w+) (?<number>[0-9.]+(?:e-?[0-9]+)?)")]
    private static partial Regex NumberAfterWord();
}
