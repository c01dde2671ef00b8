using System.Globalization;
using System.Text;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Views;

/// <summary>The card of a model file as Markdown.</summary>
internal static class ModelCardMarkdown
{
    /// <summary>The text.</summary>
    /// <param name="card">The card.</param>
    /// <param name="encoder">The encoder's description; null if the file has none.</param>
    public static string Of(ModelCard card, EncoderDescription? encoder)
    {
        var text = new StringBuilder();
        text.Append($"# Model card: {Cell(string.Join(", ", card.Targets.Select(target => target.Target.Name)))}\n\n");
        text.Append("This model is for research. Its predictions are not a diagnosis.\n\n");
        Table(text, ["", ""], [
            ["encoder", encoder?.ToString() ?? "not described"],
            ["input", Input(encoder)],
            ["head", card.Head.ToString()],
            ["people of the training set", Count(card.TrainingPeople)],
            ["people of the validation set", Count(card.ValidationPeople)],
            ["people of the test set", Count(card.TestPeople)],
            .. card.Training.Select(entry => new[] { entry.Key, entry.Value }),
            ["made", $"{card.Date ?? "unknown date"}, EcgCmrNative {card.Software ?? "of unknown version"}"],
        ]);
        text.Append("\n## Targets\n\n");
        Table(text, ["target", "kind", "training set", "95 % interval", "decision threshold"], card.Targets.Select(target => new[]
        {
            target.Target.Name, ModelCardView.Kind(target.Target), ModelCardView.Known(target.Target), ModelCardView.Interval(target),
            ModelCardView.Threshold(target),
        }));
        text.Append("\n## Results\n\n");
        if (card.Metrics.Count == 0) text.Append("The file has no results.\n");
        else
            Table(text, ["set", "target", "metric", "value", "95 % interval", "recordings", "events"], card.Metrics.Select(metric => new[]
            {
                metric.Set, metric.Target ?? "mean over targets", metric.Metric, EvaluationView.Number(metric.Value),
                $"{EvaluationView.Number(metric.Low)} to {EvaluationView.Number(metric.High)}", Count(metric.Cases),
                metric.Events > 0 ? Count(metric.Events) : "",
            }));
        if (card.Metrics.Any(metric => metric.Set == "validation"))
            text.Append("\nThe epoch, the calibration and the thresholds were chosen on the validation set; its results are optimistic.\n");
        text.Append(
            "\nIntervals and probabilities hold for people like those of the validation set. They have not been checked for other "
            + "hospitals, devices or populations.\n");
        return text.ToString();
    }

    private static string Input(EncoderDescription? encoder) => encoder?.Ecg is not { } input
        ? "see the encoder"
        : string.Create(CultureInfo.InvariantCulture, $"{input.WindowSamples} samples of the leads {string.Join(", ", input.Leads)}")
            + (input.Preparation is { } preparation
                ? string.Create(CultureInfo.InvariantCulture, $", at {preparation.SamplingRateHz} Hz")
                : "");

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static void Table(StringBuilder text, string[] heads, IEnumerable<string[]> rows)
    {
        Row(heads);
        Row([.. heads.Select(_ => "---")]);
        foreach (var row in rows) Row(row);

        void Row(string[] cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");
    }

    /// <summary>Names come from files: they must not end a cell or a line, nor be read as HTML.</summary>
    private static string Cell(string text)
    {
        var cell = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsControl(letter)) cell.Append(' ');
            else if ("|<>`*[]\\".Contains(letter, StringComparison.Ordinal)) cell.Append('\\').Append(letter);
            else cell.Append(letter);
        }
        return cell.ToString();
    }
}
