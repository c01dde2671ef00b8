using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Objectives.Siamese;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>losses</c>: <c>NAME.loss</c>, <c>NAME.grad0</c> and <c>NAME.grad1</c> of losses of <c>z.0</c> and <c>z.1</c>. The names hold
/// settings:
/// <c>supcon.t0.1.threshold0.5</c>.
/// </summary>
internal sealed class LossesCase : IFixtureCase
{
    private const string Similarity = "similarity";

    public bool Covers(string name) => name == "losses" || name.StartsWith("losses.", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        var (batch, width) = (fixture.Integer("batch"), fixture.Integer("dim"));
        comparison.Skip(Similarity);
        foreach (var name in fixture.Names.Where(name => name != Similarity).Select(LossOf).Distinct().ToArray())
        {
            using var tape = fixture.Record();
            var z0 = fixture.Input(device, "z.0", batch, width).TrackGradient();
            var z1 = fixture.Input(device, "z.1", batch, width).TrackGradient();
            var loss = Loss(fixture, device, name, batch, z0, z1);
            Check("loss", [loss.Item()]);
            tape.Backward(loss);
            Check("grad0", Gradient(z0));
            Check("grad1", Gradient(z1));

            void Check(string part, double[] values)
            {
                if (fixture.Contains($"{name}.{part}")) comparison.Check($"{name}.{part}", values, comparison.OperatorTolerance);
            }
        }
    }

    /// <summary>An array's name without its last part.</summary>
    private static string LossOf(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];

    private static Tensor Loss(Fixture fixture, Device device, string name, int batch, Tensor z0, Tensor z1)
    {
        var samples = Enumerable.Range(0, batch).ToArray();
        return ArrayName.Kind(name) switch
        {
            "clip" => new ClipLoss(device, Temperature(), Lambda()).Forward(z0, z1),
            "ntxent" => new NtXentLoss(device, Temperature()).Forward(z0, z1),
            "supcon" => new SupervisedContrastiveLoss(device, Similarities(), Temperature(), Threshold()).Forward(z0, z1, samples),
            "remove_fn" => new FalseNegativeRemovalLoss(device, Similarities(), Temperature(), Threshold()).Forward(z0, z1, samples),
            "byol" => new ByolLoss().Forward(z0, z1),
            "simsiam" => new SimSiamLoss().Forward(z0, z1),
            "barlow" => new BarlowTwinsLoss(Lambda()).Forward(z0, z1),
            _ => throw new DataFormatException(name, null, "unknown loss"),
        };

        double Temperature() => ArrayName.Number(name, ".t");

        double Lambda() => ArrayName.Number(name, ".lambda");

        double Threshold() => ArrayName.Number(name, ".threshold");

        SimilarityMatrix Similarities() => new(Array.ConvertAll(fixture.Values(Similarity), value => (float)value), batch);
    }

    private static double[] Gradient(Tensor z)
    {
        var gradient = new double[z.Shape.Count];
        if (!z.Gradient.IsAbsent) z.Device.Download(z.Gradient, gradient);
        return gradient;
    }
}
