using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation.Probes;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Probes;

public sealed class ProbeTests
{
    [TestCase(200, 5, 1.0, true)]
    [TestCase(200, 5, 0.01, false)]
    [TestCase(40, 90, 1.0, true)]
    [TestCase(700, 3, 1e6, true)]
    public void Logistic_regression_is_at_its_minimum(int cases, int width, double inversePenalty, bool balanced)
    {
        var columns = Columns(cases, width);
        var draws = new Philox(9);
        var truth = Enumerable.Range(0, cases).Select(i => columns[0][i] - 0.5 * columns[1][i] + draws.NextNormal() > 0.8).ToArray();
        var model = LogisticRegression.Fit(columns, truth, inversePenalty, balanced);

        // A strictly convex objective has one point without a gradient.
        var positives = truth.Count(value => value);
        var (ofIntercept, gradient) = (0.0, (double[])model.Weights.Clone());
        for (var i = 0; i < cases; i++)
        {
            var z = model.Intercept + Enumerable.Range(0, width).Sum(j => model.Weights[j] * columns[j][i]);
            var weight = inversePenalty * (balanced ? cases / (2.0 * (truth[i] ? positives : cases - positives)) : 1);
            var residual = weight * (1 / (1 + Math.Exp(-z)) - (truth[i] ? 1 : 0));
            ofIntercept += residual;
            for (var j = 0; j < width; j++) gradient[j] += residual * columns[j][i];
        }
        Assert.That(gradient.Append(ofIntercept).Max(Math.Abs), Is.LessThan(1e-6 * Math.Max(1, inversePenalty)));
    }

    [Test]
    public void Logistic_regression_of_one_feature_of_two_values_by_hand()
    {
        // Almost no penalty: the logits are those of the observed shares, 1/4 and 3/4.
        double[][] columns = [[0, 0, 0, 0, 1, 1, 1, 1]];
        var model = LogisticRegression.Fit(
            columns, [true, false, false, false, true, true, true, false], inversePenalty: 1e9, balanced: false);
        Assert.That(model.Intercept, Is.EqualTo(-Math.Log(3)).Within(1e-6));
        Assert.That(model.Weights[0], Is.EqualTo(2 * Math.Log(3)).Within(1e-6));
        Assert.That(() => LogisticRegression.Fit(columns, new bool[8]), Throws.ArgumentException.With.Message.Contains("one class"));
    }

    [Test]
    public void Ridge_regression_finds_the_line_and_obeys_its_penalty()
    {
        var columns = Columns(50, 4);
        var truth = Enumerable.Range(0, 50).Select(i => 3 + 2 * columns[1][i] - columns[3][i]).ToArray();
        var model = RidgeRegression.Fit(columns, truth);
        Assert.That(model.Intercept, Is.EqualTo(3).Within(1e-6));
        Assert.That(model.Weights, Is.EqualTo(new double[] { 0, 2, 0, -1 }).Within(1e-6));

        // One centred feature: w = Σxy/(Σx² + λ).
        var shrunk = RidgeRegression.Fit([[-1, 0, 1]], [0, 3, 6], penalty: 2);
        Assert.That((shrunk.Weights[0], shrunk.Intercept), Is.EqualTo((1.5, 3.0)));
    }

    [Test]
    public void Each_label_is_read_where_it_is_known()
    {
        var (training, validation) = (Cases(first: 0, count: 300), Cases(first: 300, count: 200));
        var results = EmbeddingEvaluation.Evaluate(["class", "number", "unknown", "always"], training, validation);

        var ofClass = results[0];
        Assert.That((ofClass.TrainingCases, ofClass.ValidationCases), Is.EqualTo((200, 133)));
        Assert.That(ofClass.Metrics.Keys, Is.EquivalentTo(new[] { "auroc", "auprc", "f1", "accuracy" }));
        Assert.That(ofClass.Metrics["auroc"], Is.GreaterThan(0.95));
        Assert.That(results[1].Metrics.Keys, Is.EquivalentTo(new[] { "rmse", "mae", "pcc", "r2" }));
        Assert.That(results[1].Metrics["r2"], Is.EqualTo(1).Within(1e-9));
        Assert.That((results[2].Skipped, results[2].Metrics.Count), Is.EqualTo(("too few cases with a known value", 0)));
        Assert.That(results[3].Skipped, Does.Contain("same value"));
    }

    private static double[][] Columns(int cases, int width)
    {
        var draws = new Philox(4, 1);
        return [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, cases).Select(_ => draws.NextNormal()).ToArray())];
    }

    /// <summary>A third of the classes is not known; the third feature never varies.</summary>
    private static LabelledEmbeddings Cases(int first, int count)
    {
        var columns = Columns(500, 2);
        var (values, labels) = (new List<double>(), new List<double>());
        for (var i = first; i < first + count; i++)
        {
            values.AddRange([100 + columns[0][i], columns[1][i], 7.3]);
            labels.AddRange([i % 3 == 0 ? double.NaN : columns[0][i] > 0.2 ? 1 : 0, 5 * columns[1][i] - columns[0][i], double.NaN, 1]);
        }
        return new LabelledEmbeddings([.. values], 3, [.. labels]);
    }
}
