using System.Globalization;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>
/// The report of <c>ecgcmr predict</c>. It takes predictions one at a time and keeps the first ones; distributions count all of them.
/// </summary>
/// <param name="predictor">The model.</param>
internal sealed class RecordingsReport(EcgPredictor predictor)
{
    /// <summary>Recordings in the table, and refusals in theirs.</summary>
    private const int MostRows = 2000;

    /// <summary>Recordings whose signals are in the report.</summary>
    private const int MostViewed = 12;

    private readonly List<IReadOnlyList<string>> _rows = [];
    private readonly List<IReadOnlyList<string>> _refused = [];
    private readonly List<ViewedRecording> _viewed = [];
    private readonly OutputDistribution[] _distributions = [.. predictor.Card.Targets.Select(target => new OutputDistribution(target))];
    private int _predicted;
    private int _refusals;

    /// <summary>Adds a recording.</summary>
    /// <param name="recording">Its name.</param>
    /// <param name="prepared">[windows, leads, samples], as it was predicted from.</param>
    /// <param name="prediction">The prediction.</param>
    public void Add(string recording, float[] prepared, EcgPrediction prediction)
    {
        _predicted++;
        for (var t = 0; t < _distributions.Length; t++) _distributions[t].Add(prediction.Targets[t]);
        if (_rows.Count < MostRows) _rows.Add([recording, $"{prediction.Windows}", .. prediction.Targets.SelectMany(Cells)]);
        var size = predictor.Leads.Count * predictor.Preparation.WindowSamples;
        if (_viewed.Count < MostViewed && prepared.Length >= size) _viewed.Add(new ViewedRecording(recording, prepared[..size]));
    }

    /// <summary>Adds a recording that was refused.</summary>
    public void Refuse(string recording, string reason)
    {
        _refusals++;
        if (_refused.Count < MostRows) _refused.Add([recording, reason]);
    }

    /// <summary>Makes the report of what was added.</summary>
    public HtmlReport Create()
    {
        var card = predictor.Card;
        var names = string.Join(", ", card.Targets.Select(target => target.Target.Name));
        var report = new HtmlReport(
            $"Predictions: {names}",
            $"{_predicted:N0} recordings, predicted with a fine-tuned model; {_refusals:N0} refused. This report names recordings. "
            + "Predictions are for research and are not a diagnosis.")
        {
            Origin = new ReportOrigin(HeldOut: $"of the model: {ReportOrigin.People(card.ValidationPeople, card.TestPeople)}"),
        };
        report.Figures(
            ($"{_predicted:N0}", "recordings predicted"), ($"{_refusals:N0}", "refused"),
            ($"{card.TrainingPeople:N0}", "people trained on"));
        report.Section("Recordings");
        if (_predicted > _rows.Count) report.Text($"The first {_rows.Count:N0} of {_predicted:N0} recordings; --out has all of them.");
        report.SortableTable(
            ["recording", "windows", .. card.Targets.SelectMany(target => Heads(target.Target))], _rows, "Predictions by recording");
        report.Section("Distribution of the predictions");
        report.Text("All recordings, beside the training set where the model knows it. A shifted distribution may mean other people or "
            + "other devices than in training.");
        report.Plots(_distributions.Select(distribution => distribution.Figure()));
        if (_viewed.Count > 0)
        {
            report.Section("Signals");
            report.Text(
                $"The first {_viewed.Count} recordings as the model gets them: resampled, cleaned and normalised, the first window of "
                + $"each. Unit: {Unit()}.");
            report.Plot(new EcgViewer("ECG", predictor.Leads, predictor.Preparation.SamplingRateHz, Unit(), _viewed));
        }
        if (_refusals > 0)
        {
            report.Section("Refused recordings");
            if (_refusals > _refused.Count) report.Text($"The first {_refused.Count:N0} of {_refusals:N0}.");
            report.SortableTable(["recording", "reason"], _refused, "Refused recordings");
        }
        ModelCardSection.Add(report, card);
        return report;
    }

    private string Unit() => predictor.Preparation.Normalization == LeadNormalization.None ? "mV" : "standard deviations";

    private static IEnumerable<string> Heads(PredictionTarget target) => target.Kind switch
    {
        TargetKind.Number => [target.Unit is { } unit ? $"{target.Name}, {unit}" : target.Name, $"{target.Name}: 95 % interval"],
        TargetKind.Classes when target.IsBinary =>
            [$"{target.Name}: probability of {Text(target.ClassValues[1])}", $"{target.Name}: decision"],
        TargetKind.Classes => [target.Name, $"{target.Name}: probability"],
        _ => [$"{target.Name}: hazard ratio"],
    };

    private static IEnumerable<string> Cells(TargetPrediction prediction) => prediction.Target.Kind switch
    {
        TargetKind.Number =>
        [
            Number(prediction.Value),
            IntervalText.Of(prediction.Low ?? double.NaN, prediction.High ?? double.NaN, Number),
        ],
        TargetKind.Classes when prediction.Target.IsBinary =>
            [Number(prediction.Value), Text(prediction.Target.ClassValues[prediction.IsPositive == true ? 1 : 0])],
        TargetKind.Classes => [Text(prediction.Value), Number(prediction.Probabilities.Max())],
        _ => [Number(prediction.Value)],
    };

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
