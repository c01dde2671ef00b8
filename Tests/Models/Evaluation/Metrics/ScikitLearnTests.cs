using EcgCmrNative.Models.Evaluation.Metrics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Metrics;

/// <summary>The metrics against scikit-learn, on random cases with ties, and with weights.</summary>
public sealed class ScikitLearnTests
{
    private const double Tolerance = 1e-9;

    private const string OfTwoClasses =
        """
        from sklearn import metrics as m
        truth = truth.astype(int)
        for name, w in (("", None), ("weighted_", weights)):
            called = probabilities > 0.45
            result[name + "auroc"] = m.roc_auc_score(truth, probabilities, sample_weight=w)
            result[name + "auprc"] = m.average_precision_score(truth, probabilities, sample_weight=w)
            result[name + "f1"] = m.f1_score(truth, called, sample_weight=w)
            result[name + "accuracy"] = m.accuracy_score(truth, called, sample_weight=w)
            result[name + "balanced_accuracy"] = m.balanced_accuracy_score(truth, called, sample_weight=w)
            result[name + "mcc"] = m.matthews_corrcoef(truth, called, sample_weight=w)
            result[name + "sensitivity"] = m.recall_score(truth, called, sample_weight=w)
            result[name + "precision"] = m.precision_score(truth, called, sample_weight=w)
            fpr, tpr, _ = m.roc_curve(truth, probabilities, sample_weight=w, drop_intermediate=False)
            result[name + "sensitivity_at_specificity"] = tpr[1 - fpr >= 0.9 - 1e-12].max()
            v = np.ones(len(truth)) if w is None else w
            place = np.minimum((probabilities * 10).astype(int), 9)
            result[name + "ece"] = sum(
                abs((v * (probabilities - truth))[place == b].sum()) for b in range(10)) / v.sum()
        result["brier"] = m.brier_score_loss(truth, probabilities)
        result["log_loss"] = m.log_loss(truth, probabilities)
        """;

    private const string OfClasses =
        """
        from sklearn import metrics as m
        truth, p = truth.astype(int), probabilities.reshape(len(truth), -1)
        called, w = p.argmax(axis=1), weights
        result["auroc"] = m.roc_auc_score(truth, p, multi_class="ovr")
        result["f1"] = m.f1_score(truth, called, average="macro")
        result["accuracy"] = m.accuracy_score(truth, called)
        result["balanced_accuracy"] = m.balanced_accuracy_score(truth, called)
        result["mcc"] = m.matthews_corrcoef(truth, called)
        result["weighted_f1"] = m.f1_score(truth, called, average="macro", sample_weight=w)
        result["weighted_mcc"] = m.matthews_corrcoef(truth, called, sample_weight=w)
        result["log_loss"] = m.log_loss(truth, p)
        result["brier"] = ((p - np.eye(p.shape[1])[truth]) ** 2).sum(axis=1).mean()
        result["few_f1"] = m.f1_score(few, few_called, average="macro")
        result["few_balanced_accuracy"] = m.balanced_accuracy_score(few, few_called)
        """;

    private const string OfNumbers =
        """
        from sklearn import metrics as m
        for name, w in (("", None), ("weighted_", weights)):
            result[name + "rmse"] = m.mean_squared_error(truth, predictions, sample_weight=w) ** 0.5
            result[name + "mae"] = m.mean_absolute_error(truth, predictions, sample_weight=w)
            result[name + "r2"] = m.r2_score(truth, predictions, sample_weight=w)
            c = np.cov(truth, predictions, fweights=None if w is None else w.astype(int))
            result[name + "pcc"] = c[0, 1] / (c[0, 0] * c[1, 1]) ** 0.5
        """;

    [TestCase(1UL)]
    [TestCase(2UL)]
    public void Two_classes(ulong seed)
    {
        const double Threshold = 0.45;
        var (truth, probabilities) = RandomCases.Binary(300, seed);
        var weights = RandomCases.Weights(300, seed);
        var expected = ScikitLearn.Run(OfTwoClasses, new Dictionary<string, double[]>
        {
            ["truth"] = truth.ToDoubles(),
            ["probabilities"] = probabilities,
            ["weights"] = weights,
        });
        var (ranked, bins) = (new RankedScores(truth, probabilities), new CalibrationBins(truth, probabilities));
        var actual = new Dictionary<string, double>
        {
            ["brier"] = ProbabilityMetrics.Brier(truth, probabilities),
            ["log_loss"] = ProbabilityMetrics.LogLoss(truth, probabilities),
        };
        foreach (var (name, of) in new[] { ("", []), ("weighted_", weights) })
        {
            var confusion = ranked.Confusion(Threshold, of);
            actual[$"{name}auroc"] = ranked.Auroc(of);
            actual[$"{name}auprc"] = ranked.AveragePrecision(of);
            actual[$"{name}f1"] = confusion.F1;
            actual[$"{name}accuracy"] = confusion.Accuracy;
            actual[$"{name}balanced_accuracy"] = confusion.BalancedAccuracy;
            actual[$"{name}mcc"] = confusion.MatthewsCorrelation;
            actual[$"{name}sensitivity"] = confusion.Sensitivity;
            actual[$"{name}precision"] = confusion.Precision;
            actual[$"{name}sensitivity_at_specificity"] = ranked.SensitivityAtSpecificity(0.9, of);
            actual[$"{name}ece"] = bins.ExpectedError(of);
        }
        AssertEqual(actual, expected);
        Assert.That(ConfusionMatrix.Of(truth, probabilities, Threshold), Is.EqualTo(ranked.Confusion(Threshold)));
    }

    [TestCase(1UL)]
    [TestCase(2UL)]
    public void Several_classes(ulong seed)
    {
        const int Classes = 4;
        var (truth, probabilities) = RandomCases.Classes(200, Classes, seed);
        var weights = RandomCases.Weights(200, seed);
        // Class 2 is only called, class 3 does not occur.
        int[] few = [0, 0, 1, 1, 1, 0], fewCalled = [0, 1, 1, 2, 1, 0];
        var expected = ScikitLearn.Run(OfClasses, new Dictionary<string, double[]>
        {
            ["truth"] = truth.ToDoubles(),
            ["probabilities"] = probabilities,
            ["weights"] = weights,
            ["few"] = few.ToDoubles(),
            ["few_called"] = fewCalled.ToDoubles(),
        });
        var called = ProbabilityMetrics.LargestClasses(probabilities, Classes);
        var confusion = ClassConfusionMatrix.Of(truth, called, Classes);
        var weighted = ClassConfusionMatrix.Of(truth, called, Classes, weights: weights);
        var ofFew = ClassConfusionMatrix.Of(few, fewCalled, Classes);
        AssertEqual(
            new Dictionary<string, double>
            {
                ["auroc"] = RankingMetrics.OneVersusRest(RankingMetrics.Auroc, truth, probabilities, Classes),
                ["f1"] = confusion.MacroF1,
                ["accuracy"] = confusion.Accuracy,
                ["balanced_accuracy"] = confusion.BalancedAccuracy,
                ["mcc"] = confusion.MatthewsCorrelation,
                ["weighted_f1"] = weighted.MacroF1,
                ["weighted_mcc"] = weighted.MatthewsCorrelation,
                ["log_loss"] = ProbabilityMetrics.LogLoss(truth, probabilities, Classes),
                ["brier"] = ProbabilityMetrics.Brier(truth, probabilities, Classes),
                ["few_f1"] = ofFew.MacroF1,
                ["few_balanced_accuracy"] = ofFew.BalancedAccuracy,
            },
            expected);
    }

    [TestCase(1UL)]
    [TestCase(2UL)]
    public void Numbers(ulong seed)
    {
        var (truth, predictions) = RandomCases.Numbers(200, seed);
        var weights = RandomCases.Weights(200, seed);
        var expected = ScikitLearn.Run(
            OfNumbers, new Dictionary<string, double[]> { ["truth"] = truth, ["predictions"] = predictions, ["weights"] = weights });
        var (sums, actual) = (new RegressionSums(truth, predictions), new Dictionary<string, double>());
        foreach (var (name, of) in new[] { ("", []), ("weighted_", weights) })
        {
            var metrics = sums.Of(of);
            actual[$"{name}rmse"] = metrics.Rmse;
            actual[$"{name}mae"] = metrics.Mae;
            actual[$"{name}r2"] = metrics.RSquared;
            actual[$"{name}pcc"] = metrics.Pearson;
        }
        AssertEqual(actual, expected);
    }

    private static void AssertEqual(Dictionary<string, double> actual, IReadOnlyDictionary<string, double[]> expected)
    {
        Assert.That(actual.Keys, Is.EquivalentTo(expected.Keys));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, value) in actual) Assert.That(value, Is.EqualTo(expected[name][0]).Within(Tolerance), name);
        }
    }
}
