using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Reconstruction;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>mae.*</c>: the masked autoencoder's outputs, losses, gradients, and the losses of some AdamW steps.
/// </summary>
internal sealed class AutoencoderCase : IFixtureCase
{
    /// <summary>The published code adds this to the number of elements that it divides the squared error by; the paper does not.</summary>
    private const double PublishedCountOffset = 1e-5;

    private const int Tokens = 8;
    private const int PositionRows = 5;
    private const int PositionColumns = 16;

    public bool Covers(string name) => name.StartsWith("mae.", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        var model = new MaskedAutoencoder(device, new RandomSource(0), Configuration(fixture)) { Training = true };
        var batch = fixture.Integer("batch");
        fixture.FillModel(model);
        CheckPositions(fixture, comparison, model);
        CheckGradients(fixture, device, comparison, model, batch);
        if (fixture.Contains("trajectory.total")) CheckTrajectory(fixture, device, comparison, model, batch);
    }

    private static MaskedAutoencoderConfiguration Configuration(Fixture fixture)
    {
        var preset = MaskedAutoencoderConfiguration.OfPreset(fixture.Text("preset"));
        var (shape, patch) = (fixture.Integers("shape", 3), fixture.Integers("patch", 2));
        return preset with
        {
            Encoder = preset.Encoder with
            {
                Channels = shape[0],
                Leads = shape[1],
                Samples = shape[2],
                PatchLeads = patch[0],
                PatchSamples = patch[1],
            },
            MaskRatio = fixture.Number("mask_ratio"),
            NormalizeTargets = fixture.Flag("norm_pix"),
            CorrelationWeight = fixture.Number("ncc_weight"),
            SimSiam = true,
            SimSiamWeight = fixture.Number("cos_weight"),
        };
    }

    private static void CheckPositions(Fixture fixture, Comparison comparison, MaskedAutoencoder model)
    {
        var state = model.State().ToDictionary(entry => entry.Name, entry => entry.Parameter);
        var positions = state["pos_embed"].ToDoubles();
        var width = model.Configuration.Encoder.Width;
        var head = new double[PositionRows * PositionColumns];
        for (var row = 0; row < PositionRows; row++)
            positions.AsSpan(row * width, PositionColumns).CopyTo(head.AsSpan(row * PositionColumns));
        comparison.Check("pos_embed.head", head, comparison.OperatorTolerance);
        CheckWithoutHead("pos_embed", positions);
        CheckWithoutHead("decoder_pos_embed", state["decoder_pos_embed"].ToDoubles());

        void CheckWithoutHead(string name, double[] values)
        {
            if (fixture.Contains($"{name}.norm"))
                comparison.Check($"{name}.norm", Math.Sqrt(values.Sum(v => v * v)), comparison.OperatorTolerance);
            comparison.CheckProjection($"{name}.dot", name, values, comparison.ModelTolerance);
        }
    }

    private static void CheckGradients(Fixture fixture, Device device, Comparison comparison, MaskedAutoencoder model, int batch)
    {
        var encoder = model.Configuration.Encoder;
        var tolerance = comparison.ModelTolerance;
        using (var tape = fixture.Record())
        {
            var x = fixture.Input(device, "input.ecg", batch, encoder.Channels, encoder.Leads, encoder.Samples);
            var mask = Mask(fixture, "noise.1", model, batch);
            var result = model.Forward(x, mask, Mask(fixture, "noise.2", model, batch));
            comparison.Check("latent", result.Latent.ToDoubles(), tolerance);
            comparison.Check("mask", [.. mask.Position.ToArray().Select(position => position < 0 ? 1.0 : 0.0)], tolerance);
            comparison.Check("pred", result.Prediction.ToDoubles(), tolerance);
            var (loss, total) = PublishedLoss(model.Configuration, result);
            comparison.Check("loss", loss.Item(), tolerance);
            comparison.Check("ncc", result.Correlation.Item(), tolerance);
            comparison.Check("loss_cos", result.SimSiam!.Loss.Item(), tolerance);
            comparison.Check("cos_embed", result.SimSiam.Similarity(), tolerance);
            comparison.Check("z_std", result.SimSiam.Spread(), tolerance);
            comparison.Check("total", total.Item(), tolerance);
            tape.Backward(total);
        }
        comparison.CheckGradients(model, tolerance);

        using var scope = TensorScope.Open();
        var all = model.Encoder.Transformer.Forward(fixture.Input(
            device, "input.ecg", batch, encoder.Channels, encoder.Leads, encoder.Samples)).ToDoubles();
        var first = new List<double>();
        for (var b = 0; b < batch; b++) first.AddRange(all.AsSpan(b * (1 + encoder.Patches) * encoder.Width, Tokens * encoder.Width));
        comparison.Check("latent_all", first.ToArray(), tolerance);
    }

    private static void CheckTrajectory(Fixture fixture, Device device, Comparison comparison, MaskedAutoencoder model, int batch)
    {
        fixture.FillModel(model);
        var encoder = model.Configuration.Encoder;
        var betas = fixture.Numbers("betas", 2);
        var optimizer = new AdamW(
            ParameterGroup.SplitByDecay(model.TrainableParameters(), fixture.Number("weight_decay")), betas[0], betas[1]);
        var losses = new double[fixture.Sizes("trajectory.total")[0]];
        for (var step = 0; step < losses.Length; step++)
        {
            using var tape = fixture.Record();
            var x = fixture.Input(device, $"input.ecg.{step}", batch, encoder.Channels, encoder.Leads, encoder.Samples);
            var result = model.Forward(x, Mask(fixture, $"noise.1.{step}", model, batch), Mask(fixture, $"noise.2.{step}", model, batch));
            var (_, total) = PublishedLoss(model.Configuration, result);
            losses[step] = total.Item();
            optimizer.ClearGradients();
            tape.Backward(total);
            fixture.Step(optimizer, 1e-3 * (step + 1) / losses.Length);
        }
        comparison.Check("trajectory.total", losses, comparison.TrajectoryTolerance);
    }

    /// <summary>
    /// The losses with the published divisor of the squared error. That part of the loss is smaller by the factor count/(count + offset);
    /// the part of the correlation, α·(1 − NCC), stays as it is.
    /// </summary>
    private static (Tensor Loss, Tensor Total) PublishedLoss(MaskedAutoencoderConfiguration c, MaskedReconstruction result)
    {
        double count = result.Prediction.Shape.Count;
        var factor = count / (count + PublishedCountOffset);
        var dissimilarity = Tensor.Filled(result.Loss.Device, new Shape(), 1).Subtract(result.Correlation);
        var loss = result.Loss.AddScaled(dissimilarity, factor, (1 - factor) * c.CorrelationWeight);
        return (loss, loss.AddScaled(result.SimSiam!.Loss, 1, c.SimSiamWeight));
    }

    private static PatchMask Mask(Fixture fixture, string noise, MaskedAutoencoder model, int batch)
    {
        var values = fixture.Fill(noise, (long)batch * model.Configuration.Encoder.Patches);
        for (var i = 0; i < values.Length; i++) values[i] = (values[i] + 1) / 2;
        return PatchMask.FromNoise(values, batch, model.Configuration.KeptPatches);
    }
}
