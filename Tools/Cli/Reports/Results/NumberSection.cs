using System.Globalization;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>Predicted numbers: predicted beside true values, and their differences (Bland and Altman 1986).</summary>
internal static class NumberSection
{
    /// <summary>Points that a chart shows.</summary>
    private const int MostPoints = 2000;

    /// <summary>Adds two charts for each target and model; nothing without targets.</summary>
    public static void Add(HtmlReport report, IReadOnlyList<EvaluatedModel> models, IReadOnlyList<PredictionTarget> targets)
    {
        if (targets.Count == 0) return;
        report.Section("Numbers");
        report.Text(
            "Left: predicted and true values; on the dashed line they are equal. Right: the difference by the mean of both (Bland and "
            + "Altman), with the mean difference and the limits of agreement, between which 95 % of the differences lie if they are "
            + "normal. Predictions that are drawn to the mean make the differences fall from left to right.");
        foreach (var target in targets)
        {
            report.Subsection(target.Unit is { } unit ? $"{target.Name}, {unit}" : target.Name);
            var rows = new List<IReadOnlyList<string>>();
            foreach (var model in models)
            {
                if (model.Find(target.Name) is not { } known) continue;
                var agreement = Agreement.Of(known.Truth, known.Predictions);
                AddCharts(report, target, known, agreement, models.Count > 1 ? $", {model.Name}" : "");
                rows.Add(
                [
                    model.Name, $"{agreement.Cases:N0}", Margin(agreement.Bias, agreement.BiasMargin),
                    Margin(agreement.LowerLimit, agreement.LimitMargin), Margin(agreement.UpperLimit, agreement.LimitMargin),
                ]);
            }
            if (rows.Count == 0) continue;
            report.Table(
                ["model", "n", "mean difference ± 95 % margin", "lower limit ± margin", "upper limit ± margin"], rows,
                $"Agreement of predicted and true {target.Name}{(target.Unit is { } of ? $", {of}" : "")}");
        }
    }

    private static void AddCharts(HtmlReport report, PredictionTarget target, KnownPredictions known, Agreement agreement, string of)
    {
        var unit = target.Unit is { } name ? $", {name}" : "";
        var step = (known.Truth.Length + MostPoints - 1) / MostPoints;
        int[] shown = [.. Enumerable.Range(0, known.Truth.Length).Where(i => i % step == 0)];
        if (step > 1) report.Text($"Every {step}th of {known.Truth.Length:N0} recordings is drawn.");
        double[] truth = Array.ConvertAll(shown, i => known.Truth[i]), predicted = Array.ConvertAll(shown, i => known.Predictions[i]);
        double[] middle = [.. truth.Zip(predicted, (a, b) => (a + b) / 2)];
        double[] difference = [.. truth.Zip(predicted, (a, b) => b - a)];
        var (low, high) = (Math.Min(truth.Min(), predicted.Min()), Math.Max(truth.Max(), predicted.Max()));
        string[] texts = [.. truth.Zip(predicted, (a, b) =>
            $"true {Number(a)}{unit}<br>predicted {Number(b)}{unit}<br>difference {Number(b - a)}{unit}")];
        var (left, right) = (middle.Min(), middle.Max());
        report.Plots(
            new InteractiveChart(
                $"{target.Name}: predicted and true{of}",
                $"{known.Truth.Length} recordings, true values from {Number(known.Truth.Min())} to {Number(known.Truth.Max())}{unit}, "
                + $"predicted values from {Number(known.Predictions.Min())} to {Number(known.Predictions.Max())}{unit}.",
                $"true{unit}", $"predicted{unit}",
                [
                    new InteractiveSeries(SeriesKind.Points, "recordings", truth, predicted, texts),
                    InteractiveSeries.Reference("equal", (low, low), (high, high)),
                ]),
            new InteractiveChart(
                $"{target.Name}: agreement (Bland–Altman){of}",
                $"Mean difference {Number(agreement.Bias)}{unit}, limits of agreement {Number(agreement.LowerLimit)} to "
                + $"{Number(agreement.UpperLimit)}{unit}.",
                $"mean of predicted and true{unit}", $"predicted − true{unit}",
                [
                    new InteractiveSeries(SeriesKind.Points, "recordings", middle, difference, texts),
                    Level("mean difference", agreement.Bias), Level("lower limit", agreement.LowerLimit),
                    Level("upper limit", agreement.UpperLimit),
                ]));

        InteractiveSeries Level(string name, double value) =>
            InteractiveSeries.Reference($"{name} {Number(value)}", (left, value), (right, value));
    }

    private static string Margin(double value, double margin) =>
        double.IsNaN(margin) ? Number(value) : $"{Number(value)} ± {Number(margin)}";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
