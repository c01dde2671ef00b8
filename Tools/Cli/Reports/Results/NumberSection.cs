using System.Globalization;
using System.Net;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>Predicted numbers: predicted beside true values, and their differences (Bland and Altman 1986).</summary>
internal static class NumberSection
{
    /// <summary>What the two charts are.</summary>
    public const string Explanation =
        "Left: predicted and true values; on the dashed line they are equal. Right: the difference by the mean of both (Bland and "
        + "Altman), with the mean difference and the limits of agreement, between which 95 % of the differences lie if they are "
        + "normal. Predictions that are drawn to the mean make the differences fall from left to right.";

    /// <summary>Points that a chart shows.</summary>
    private const int MostPoints = 2000;

    /// <summary>Adds two charts for each target and model; nothing without targets.</summary>
    public static void Add(HtmlReport report, IReadOnlyList<EvaluatedModel> models, IReadOnlyList<PredictionTarget> targets)
    {
        if (targets.Count == 0) return;
        report.Section("Numbers");
        report.Text(Explanation);
        foreach (var target in targets)
        {
            report.Subsection(target.Unit is { } unit ? $"{target.Name}, {unit}" : target.Name);
            var shown = models.Select(model => model.Show(target.Name, models.Count == 1)).OfType<ShownPredictions>().ToArray();
            if (shown.Length > 0) Add(report, target, shown);
        }
    }

    /// <summary>Adds a target: two charts for each model that is shown in detail, then the agreement of all.</summary>
    /// <param name="report">The report.</param>
    /// <param name="target">The target.</param>
    /// <param name="models">At least one model.</param>
    /// <param name="mostPoints">The most points of a chart; others are left out evenly.</param>
    public static void Add(
        HtmlReport report, PredictionTarget target, IReadOnlyList<ShownPredictions> models, int mostPoints = MostPoints)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var model in models)
        {
            var agreement = Agreement.Of(model.Known.Truth, model.Known.Predictions);
            if (model.IsDetailed) AddCharts(report, target, model, agreement, mostPoints);
            rows.Add(
            [
                model.Model ?? "model", $"{agreement.Cases:N0}", Margin(agreement.Bias, agreement.BiasMargin),
                Margin(agreement.LowerLimit, agreement.LimitMargin), Margin(agreement.UpperLimit, agreement.LimitMargin),
            ]);
        }
        report.Table(
            ["model", "n", "mean difference ± 95 % margin", "lower limit ± margin", "upper limit ± margin"], rows,
            $"Agreement of predicted and true {target.Name}{(target.Unit is { } unit ? $", {unit}" : "")}");
    }

    private static void AddCharts(
        HtmlReport report, PredictionTarget target, ShownPredictions model, Agreement agreement, int mostPoints)
    {
        var (known, of) = (model.Known, model.Model is null ? "" : $", {model.Model}");
        var unit = target.Unit is { } name ? $", {name}" : "";
        var step = (known.Truth.Length + mostPoints - 1) / mostPoints;
        int[] shown = [.. Enumerable.Range(0, known.Truth.Length).Where(i => i % step == 0)];
        if (step > 1) report.Text($"Every {step}th of {known.Truth.Length:N0} recordings is drawn.");
        double[] truth = Array.ConvertAll(shown, i => known.Truth[i]), predicted = Array.ConvertAll(shown, i => known.Predictions[i]);
        double[] middle = [.. truth.Zip(predicted, (a, b) => (a + b) / 2)];
        double[] difference = [.. truth.Zip(predicted, (a, b) => b - a)];
        var (low, high) = (Math.Min(truth.Min(), predicted.Min()), Math.Max(truth.Max(), predicted.Max()));
        // Names come from files, and the chart library reads a few tags in texts.
        string[] texts = [.. shown.Select(i => (model.Names is { } names ? $"{WebUtility.HtmlEncode(names[i])}<br>" : "")
            + $"true {Number(known.Truth[i])}{unit}<br>predicted {Number(known.Predictions[i])}{unit}<br>"
            + $"difference {Number(known.Predictions[i] - known.Truth[i])}{unit}")];
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
