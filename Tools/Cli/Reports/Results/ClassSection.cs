using System.Globalization;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation.Calibration;
using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>Predicted classes: ROC, precision–recall, calibration, confusion.</summary>
internal static class ClassSection
{
    /// <summary>Adds what the targets have; nothing without targets.</summary>
    public static void Add(HtmlReport report, IReadOnlyList<EvaluatedModel> models, IReadOnlyList<PredictionTarget> targets)
    {
        if (targets.Count == 0) return;
        report.Section("Classes");
        foreach (var target in targets)
        {
            var known = models.Select(model => (Model: model, Known: model.Find(target.Name)))
                .Where(one => one.Known is not null).Select(one => (one.Model, Known: one.Known!)).ToArray();
            if (known.Length == 0) continue;
            report.Subsection(target.Name);
            if (target.IsBinary) AddCurves(report, target, known);
            foreach (var (model, values) in known) AddConfusion(report, model, target, values, isOnly: models.Count == 1);
        }
    }

    private static void AddCurves(
        HtmlReport report, PredictionTarget target, IReadOnlyList<(EvaluatedModel Model, KnownPredictions Known)> models)
    {
        var positive = Text(target.ClassValues[1]);
        report.Text(
            $"Class {positive} of {target.Name} is the positive one. Calibration: how often people with a predicted probability have it; "
            + "vertical lines are 95 % intervals of the share (Wilson). Calibrated predictions lie on the diagonal.");
        var (roc, precision, calibration) = (new List<ChartSeries>(), new List<ChartSeries>(), new List<ChartSeries>());
        foreach (var (model, known) in models)
        {
            var truth = Array.ConvertAll(known.Truth, value => value == 1);
            var ranked = new RankedScores(truth, known.Predictions);
            roc.Add(new ChartSeries(Named(model, "auroc"), Points(RankingCurves.Roc(ranked))));
            precision.Add(new ChartSeries(Named(model, "auprc"), Points(RankingCurves.PrecisionRecall(ranked))));
            var curve = ReliabilityCurve.Of(truth, known.Predictions);
            calibration.Add(new ChartSeries(
                Named(model, "ece"), [.. curve.Points.Select(point => (point.MeanProbability, point.ObservedShare))],
                Intervals: [.. curve.Points.Select(point => (point.ObservedLow, point.ObservedHigh))]));
        }
        var share = models[0].Known.Truth.Average();
        report.Charts(
            Chart("ROC curve", "1 − specificity", "sensitivity", [.. roc, ChartSeries.Diagonal("chance")]),
            Chart(
                "Precision and recall", "recall (sensitivity)", "precision",
                [.. precision, new ChartSeries($"chance: prevalence {Number(share)}", [(0, share), (1, share)], Dashed: true)]),
            Chart("Calibration", "predicted probability", "observed share", [.. calibration, ChartSeries.Diagonal("calibrated")]));

        LineChart Chart(string title, string x, string y, IReadOnlyList<ChartSeries> series) =>
            new($"{title}: {target.Name}", x, y, series) { IsOfShares = true };
        string Named(EvaluatedModel model, string metric)
        {
            var name = models.Count > 1 ? $"{model.Name}, " : "";
            return model.Results.Find(metric, target.Name) is { } found
                ? $"{name}{EvaluationView.Name(metric)} {Number(found.Value)} ({EvaluationView.Interval(found.Low, found.High)})"
                : $"{name}no {EvaluationView.Name(metric)}";
        }
    }

    private static void AddConfusion(
        HtmlReport report, EvaluatedModel model, PredictionTarget target, KnownPredictions known, bool isOnly)
    {
        var classes = target.ClassValues.Count;
        var threshold = model.Targets.First(one => one.Target.Name == target.Name).Threshold ?? 0.5;
        var called = Array.ConvertAll(known.Predictions, value => target.IsBinary ? (value >= threshold ? 1 : 0) : (int)value);
        var matrix = ClassConfusionMatrix.Of(Array.ConvertAll(known.Truth, value => (int)value), called, classes);
        var rule = target.IsBinary ? $", threshold {Number(threshold)}" : "";
        report.Table(
            ["true class", .. target.ClassValues.Select(value => $"called {Text(value)}"), "all", "correct"],
            Enumerable.Range(0, classes).Select(truth =>
            {
                var all = Enumerable.Range(0, classes).Sum(call => matrix[truth, call]);
                return (IReadOnlyList<string>)
                [
                    Text(target.ClassValues[truth]), .. Enumerable.Range(0, classes).Select(call => $"{matrix[truth, call]:N0}"),
                    $"{all:N0}", all > 0 ? (matrix[truth, truth] / all).ToString("P1", CultureInfo.InvariantCulture) : "",
                ];
            }),
            $"Confusion matrix of {target.Name}{rule}{(isOnly ? "" : $": {model.Name}")}");
    }

    private static IReadOnlyList<(double, double)> Points(IReadOnlyList<CurvePoint> curve) =>
        [.. curve.Select(point => (point.X, point.Y))];

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
