using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>What a model is: targets, training, results on people who had no part in it.</summary>
internal static class ModelCardSection
{
    /// <summary>Adds the card.</summary>
    /// <param name="report">The report.</param>
    /// <param name="card">The card.</param>
    /// <param name="name">Name of the model; null if there is no other.</param>
    public static void Add(HtmlReport report, ModelCard card, string? name = null)
    {
        report.Section(name is null ? "Model card" : $"Model card: {name}");
        report.Table(
            ["", "value"],
            [
                ["training", $"{card.TrainingPeople:N0} people"],
                ["calibration and thresholds", $"{card.ValidationPeople:N0} people"],
                ["test", card.TestPeople > 0 ? $"{card.TestPeople:N0} people" : "no test set"],
                .. card.Training.Select(fact => (IReadOnlyList<string>)[fact.Key, fact.Value]),
                ["made", $"{card.Date}, version {card.Software}"],
            ],
            "How the model was made");
        report.Table(
            ["target", "kind", "training set", "95 % interval", "decision threshold"],
            card.Targets.Select(target => (IReadOnlyList<string>)
            [
                target.Target.Name, ModelCardView.Kind(target.Target), ModelCardView.Known(target.Target), ModelCardView.Interval(target),
                ModelCardView.Threshold(target),
            ]),
            "What it predicts");
        var set = card.TestPeople > 0 ? "test" : "validation";
        var metrics = card.Metrics.Where(metric => metric.Set == set).ToArray();
        if (metrics.Length == 0) return;
        report.Table(
            ["target", "metric", "value", "95 % interval", "n", "events"],
            metrics.Select(metric => (IReadOnlyList<string>)
            [
                metric.Target ?? "mean", EvaluationView.Name(metric.Metric), EvaluationView.Number(metric.Value),
                EvaluationView.Interval(metric.Low, metric.High), $"{metric.Cases:N0}", $"{metric.Events:N0}",
            ]),
            $"Its results on the {set} set{(set == "validation" ? ", on which it was chosen: optimistic" : "")}");
    }
}
