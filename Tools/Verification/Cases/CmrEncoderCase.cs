using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>resnet*</c> and <c>unet*</c>: an image encoder's features in training and evaluation, its gradients, its running statistics after one
/// training forward, and its feature map.
/// <para>
/// A ReLU whose input is within rounding of zero may be open in float32 and closed in float64; the gradients of all layers before it then
/// differ by 1e-3 and more, and deep networks on small batches have several such. See <see cref="Conditioning"/>.
/// </para>
/// </summary>
internal sealed class CmrEncoderCase : IFixtureCase
{
    public bool Covers(string name) =>
        name.StartsWith("resnet", StringComparison.Ordinal) || name.StartsWith("unet", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        var preset = fixture.Has("model") ? fixture.Text("model") : fixture.Case.Split('.')[0];
        var encoder = CmrPresets.Create(preset, device, new RandomSource(0));
        fixture.FillModel(encoder);
        encoder.Training = false;
        CheckEvaluation(fixture, device, comparison, encoder);
        encoder.Training = true;
        CheckTraining(fixture, device, comparison, encoder);
        foreach (var (name, parameter) in encoder.State())
        {
            var summary = $"buffer.{name}.dot";
            if (fixture.Contains(summary)) comparison.CheckProjection(summary, name, parameter.ToDoubles(), comparison.ModelTolerance);
        }
    }

    private static void CheckEvaluation(Fixture fixture, Device device, Comparison comparison, CmrEncoder encoder)
    {
        if (!fixture.Contains("features.eval")) return;
        using var scope = TensorScope.Open();
        var images = Images(fixture, device, encoder);
        comparison.Check("features.eval", encoder.Forward(images).ToDoubles(), comparison.ModelTolerance);
        var map = encoder.FeatureMap(images).Permute(0, 3, 1, 2);
        comparison.Check("map.eval.shape", [.. map.Shape.ToArray().Select(size => (double)size)], tolerance: 0);
        comparison.CheckProjection("map.eval.dot", "map", map.ToDoubles(), comparison.ModelTolerance);
    }

    private static void CheckTraining(Fixture fixture, Device device, Comparison comparison, CmrEncoder encoder)
    {
        using (var tape = fixture.Record())
        {
            var features = encoder.Forward(Images(fixture, device, encoder));
            var loss = features.Multiply(fixture.Input(device, "probe.features", features.Shape.ToArray())).Sum();
            comparison.Check(fixture.Contains("features") ? "features" : "features.train", features.ToDoubles(), comparison.ModelTolerance);
            comparison.Check("loss", loss.Item(), comparison.ModelTolerance);
            tape.Backward(loss);
        }
        comparison.CheckGradients(encoder, comparison.ModelTolerance);
    }

    private static Tensor Images(Fixture fixture, Device device, CmrEncoder encoder) =>
        fixture.InputImages(device, "input.cmr", fixture.Integer("batch"), encoder.Channels, fixture.Integer("size"));
}
