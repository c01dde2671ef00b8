using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary><c>metrics</c>: scikit-learn's values for two classes with tied scores, several classes, and regression with several
/// outputs.</summary>
internal sealed class MetricsCase : IFixtureCase
{
    /// <summary>Scores are in [−1, 1): what the file calls positive, and how it makes probabilities of them.</summary>
    private const double Threshold = 0.2;

    /// <summary>One for all devices: metrics are computed on the host, in float64.</summary>
    private const double Tolerance = 1e-9;

    public bool Covers(string name) => name == "metrics";

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        var (truth, scores) = (Array.ConvertAll(fixture.Values("truth"), value => value == 1), fixture.Values("scores"));
        var confusion = ConfusionMatrix.Of(truth, scores, Threshold);
        comparison.Check("auroc", RankingMetrics.Auroc(truth, scores), Tolerance);
        comparison.Check("auprc", RankingMetrics.AveragePrecision(truth, scores), Tolerance);
        comparison.Check("accuracy", confusion.Accuracy, Tolerance);
        comparison.Check("balanced_accuracy", confusion.BalancedAccuracy, Tolerance);
        comparison.Check("f1", confusion.F1, Tolerance);
        comparison.Check("mcc", confusion.MatthewsCorrelation, Tolerance);
        comparison.Check(
            "confusion", [confusion.TrueNegatives, confusion.FalsePositives, confusion.FalseNegatives, confusion.TruePositives], Tolerance);
        comparison.Check("brier", ProbabilityMetrics.Brier(truth, Array.ConvertAll(scores, score => (score + 1) / 2)), Tolerance);
        CheckClasses(fixture, comparison);
        CheckRegression(fixture, comparison);
        foreach (var input in new[] { "truth", "scores", "mc.truth", "mc.probs", "P", "Y" }) comparison.Skip(input);
    }

    private static void CheckClasses(Fixture fixture, Comparison comparison)
    {
        var (truth, probabilities) = (Array.ConvertAll(fixture.Values("mc.truth"), value => (int)value), fixture.Values("mc.probs"));
        var classes = fixture.Sizes("mc.probs")[1];
        var auroc = RankingMetrics.OneVersusRest(RankingMetrics.Auroc, truth, probabilities, classes);
        var auprc = RankingMetrics.OneVersusRest(RankingMetrics.AveragePrecision, truth, probabilities, classes);
        comparison.Check("mc.auroc.macro.ovr", auroc, Tolerance);
        comparison.Check("mc.auprc.macro", auprc, Tolerance);
    }

    private static void CheckRegression(Fixture fixture, Comparison comparison)
    {
        var (truth, prediction, sizes) = (fixture.Values("Y"), fixture.Values("P"), fixture.Sizes("Y"));
        if (!sizes.AsSpan().SequenceEqual(fixture.Sizes("P"))) throw new DataFormatException(fixture.Case, null, "P and Y differ in shape");
        var outputs = new RegressionMetrics[sizes[1]];
        for (var k = 0; k < outputs.Length; k++) outputs[k] = RegressionMetrics.Of(Column(truth, k), Column(prediction, k));
        comparison.Check("rmse", Array.ConvertAll(outputs, output => output.Rmse), Tolerance);
        comparison.Check("mae", Array.ConvertAll(outputs, output => output.Mae), Tolerance);
        comparison.Check("pcc", Array.ConvertAll(outputs, output => output.Pearson), Tolerance);
        comparison.Check("r2", Array.ConvertAll(outputs, output => output.RSquared), Tolerance);

        double[] Column(double[] values, int k) => [.. Enumerable.Range(0, sizes[0]).Select(row => values[row * sizes[1] + k])];
    }
}
