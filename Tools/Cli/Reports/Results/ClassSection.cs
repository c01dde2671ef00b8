using System.Globalization;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation.Calibration;
using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Models.Objectives.Prediction;

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
            var shown = models.Select(model => model.Show(target.Name, models.Count == 1)).OfType<ShownPredictions>().ToArray();
            if (shown.Length == 0) continue;
            report.Subsection(target.Name);
            Add(report, target, shown);
        }
    }

    /// <summary>Adds a target: curves of all models together, then the confusion matrices.</summary>
    /// <param name="report">The report.</param>
    /// <param name="target">The target.</param>
    /// <param name="models">At least one model.</param>
    /// <param name="isInteractive">True for curves with hover and zoom: for a report that has such charts anyway.</param>
    public static void Add(
        HtmlReport report, PredictionTarget target, IReadOnlyList<ShownPredictions> models, bool isInteractive = false)
    {
        if (target.IsBinary) AddCurves(report, target, models, isInteractive);
        foreach (var model in models.Where(model => model.IsDetailed)) AddConfusion(report, target, model);
    }

    private static void AddCurves(
        HtmlReport report, PredictionTarget target, IReadOnlyList<ShownPredictions> models, bool isInteractive)
    {
        var positive = Text(target.ClassValues[1]);
        report.Text(
            $"Class {positive} of {target.Name} is the positive one. Calibration: how often people with a predicted probability have it; "
            + "vertical lines are 95 % intervals of the share (Wilson). Calibrated predictions lie on the diagonal.");
        var (roc, precision, calibration) = (new List<ChartSeries>(), new List<ChartSeries>(), new List<ChartSeries>());
        foreach (var model in models)
        {
            var truth = Array.ConvertAll(model.Known.Truth, value => value == 1);
            var ranked = new RankedScores(truth, model.Known.Predictions);
            roc.Add(new ChartSeries(Named(model, "auroc"), Points(RankingCurves.Roc(ranked))));
            precision.Add(new ChartSeries(Named(model, "auprc"), Points(RankingCurves.PrecisionRecall(ranked))));
            var curve = ReliabilityCurve.Of(truth, model.Known.Predictions);
            calibration.Add(new ChartSeries(
                Named(model, "ece"), [.. curve.Points.Select(point => (point.MeanProbability, point.ObservedShare))],
                Intervals: [.. curve.Points.Select(point => (point.ObservedLow, point.ObservedHigh))]));
        }
        var share = models[0].Known.Truth.Average();
        LineChart[] charts =
        [
            Chart("ROC curve", "1 − specificity", "sensitivity", [.. roc, ChartSeries.Diagonal("chance")]),
            Chart(
                "Precision and recall", "recall (sensitivity)", "precision",
                [.. precision, new ChartSeries($"chance: prevalence {Number(share)}", [(0, share), (1, share)], Dashed: true)]),
            Chart("Calibration", "predicted probability", "observed share", [.. calibration, ChartSeries.Diagonal("calibrated")]),
        ];
        if (isInteractive) report.Plots(charts.Select(InteractiveChart.Of));
        else report.Charts(charts);

        LineChart Chart(string title, string x, string y, IReadOnlyList<ChartSeries> series) =>
            new($"{title}: {target.Name}", x, y, series) { IsOfShares = true };
        string Named(ShownPredictions model, string metric)
        {
            if (model.Metric is not { } find) return model.Model ?? "model";
            var name = model.Model is null ? "" : $"{model.Model}, ";
            return find(metric) is { } found
                ? $"{name}{EvaluationView.Name(metric)} {Number(found.Value)} ({EvaluationView.Interval(found.Low, found.High)})"
                : $"{name}no {EvaluationView.Name(metric)}";
        }
    }

    private static void AddConfusion(HtmlReport report, PredictionTarget target, ShownPredictions model)
    {
        var (classes, threshold, known) = (target.ClassValues.Count, model.Threshold, model.Known);
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
            $"Confusion matrix of {target.Name}{rule}{(model.Model is null ? "" : $": {model.Model}")}");
    }

    private static IReadOnlyList<(double, double)> Points(IReadOnlyList<CurvePoint> curve) =>
        [.. curve.Select(point => (point.X, point.Y))];

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
