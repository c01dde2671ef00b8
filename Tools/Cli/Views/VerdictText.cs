using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Evaluation.Probes;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using EcgCmrNative.Models.Evaluation.Retrieval;
using EcgCmrNative.Models.Evaluation.Verdicts;

namespace EcgCmrNative.Cli.Views;

/// <summary>A verdict in words: the same on the terminal and in reports.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Text">What was found.</param>
/// <param name="Advice">What to do; null for nothing.</param>
internal sealed record VerdictText(Verdict Verdict, string Text, string? Advice = null)
{
    private const string MoreData = "Train for more epochs (--epochs) or on more recordings";

    /// <summary>Writes verdicts to the terminal.</summary>
    public static void Write(Terminal terminal, IEnumerable<VerdictText> verdicts)
    {
        foreach (var verdict in verdicts) terminal.Write(verdict.Advice is null ? verdict.Text : $"{verdict.Text} {verdict.Advice}");
    }

    /// <summary>A masked autoencoder beside the mean beat.</summary>
    public static VerdictText Of(ReconstructionReport report)
    {
        var verdict = Judge.OfReconstruction(report);
        var difference = report.Differences[^1];
        var figure = $"NCC masked, {difference.Name}: {Figure(difference.Ncc, "F3")}";
        return verdict switch
        {
            Verdict.Better => new VerdictText(verdict, $"The model reconstructs masked samples better than the mean beat ({figure})."),
            Verdict.Worse => new VerdictText(
                verdict, $"The model is worse than the mean beat ({figure}).",
                $"It has not learned the shape of a heartbeat yet; its embeddings will say little. {MoreData}, and check the learning "
                + "rate (--lr)."),
            Verdict.NotShown => new VerdictText(
                verdict, $"The model is not shown to be better than the mean beat ({figure}).",
                $"{MoreData}, or hold out more people (--validation) for a narrower interval."),
            _ => new VerdictText(
                verdict, $"The model cannot be compared with the mean beat ({figure}).",
                "Hold out at least two recordings with a signal (--validation)."),
        };
    }

    /// <summary>Retrieval, each direction.</summary>
    public static IEnumerable<VerdictText> Of(RetrievalFigures figures) => RetrievalView.Directions.Select(direction =>
        OfRetrieval(direction.Name, figures.Directions[direction.Metric].MedianRank, figures.Pairs));

    /// <summary>Retrieval of an epoch in a log; nothing where it was not measured.</summary>
    public static IEnumerable<VerdictText> OfRetrieval(IReadOnlyDictionary<string, double> epoch) => RetrievalView.Directions
        .Where(direction => epoch.ContainsKey($"val_{direction.Metric}_median_rank"))
        .Select(direction => OfRetrieval(
            direction.Name, RetrievalView.Interval(epoch, $"val_{direction.Metric}_median_rank"), (int)epoch["val_pairs"]));

    /// <summary>Predictions: one text for the targets of each verdict.</summary>
    /// <param name="report">The results.</param>
    /// <param name="of">What they are of, such as a model; null if there is one.</param>
    public static IEnumerable<VerdictText> Of(PredictionReport report, string? of = null)
    {
        var before = of is null ? "" : $"{of}: ";
        foreach (var group in Judge.OfPredictions(report).GroupBy(target => target.Verdict).OrderBy(group => group.Key))
        {
            var targets = string.Join("; ", group.Select(target => $"{target.Metric.Label} ({Figure(target.Metric)})"));
            yield return group.Key switch
            {
                Verdict.Better => new VerdictText(
                    group.Key, $"{before}Predicted better than without a model: {targets}."),
                Verdict.Worse => new VerdictText(
                    group.Key, $"{before}Worse than without a model: {targets}.",
                    "Do not use these predictions. The people may differ from those of the training set, or the labels may be coded "
                    + "in another way; compare the units and the classes."),
                _ => new VerdictText(
                    group.Key, $"{before}Not shown to be better than the mean or the prevalence: {targets}.",
                    "The interval contains the value without a model. Use more people, start from trained weights (--init), or train "
                    + "longer; a test set that is too small also gives wide intervals."),
            };
        }
    }

    /// <summary>Linear probes: the labels of each encoder.</summary>
    public static IEnumerable<VerdictText> Of(ProbeReport report)
    {
        for (var arm = 0; arm < report.Arms.Count; arm++)
        {
            var (index, name) = (arm, report.Arms[arm]);
            var judged = report.Labels.Where(label => label.Skipped is null).Select(label =>
            {
                var metric = label.Arms[index].Metrics[label.Metric];
                return (label.Label, Verdict: Judge.Of(metric.Low, metric.High, Judge.Reference(label.Metric) ?? double.NaN));
            }).ToArray();
            var shown = Names(Verdict.Better);
            if (shown.Length > 0)
                yield return new VerdictText(
                    Verdict.Better, $"{name}: better than the mean or the prevalence: {string.Join(", ", shown)}.");
            string[] others = [.. Names(Verdict.NotShown), .. Names(Verdict.Worse), .. Names(Verdict.Unknown)];
            if (others.Length > 0)
                yield return new VerdictText(
                    Verdict.NotShown, $"{name}: not shown to be better than the mean or the prevalence: {string.Join(", ", others)}.");

            string[] Names(Verdict verdict) => [.. judged.Where(label => label.Verdict == verdict).Select(label => label.Label)];
        }
    }

    /// <summary>Linear probes of several encoders: the labels on which each differs from the first.</summary>
    public static IEnumerable<VerdictText> OfDifferences(ProbeReport report)
    {
        for (var arm = 1; arm < report.Arms.Count; arm++)
        {
            var (index, name) = (arm, $"{report.Arms[arm]} minus {report.Arms[0]}");
            var judged = report.Labels.Where(label => label.Skipped is null).Select(label =>
            {
                var difference = label.Arms[index].Differences[label.Metric];
                return (label.Label, Verdict: Judge.Of(difference.Low, difference.High, 0));
            }).ToArray();
            foreach (var (verdict, words) in new[] { (Verdict.Better, "better"), (Verdict.Worse, "worse") })
            {
                string[] labels = [.. judged.Where(label => label.Verdict == verdict).Select(label => label.Label)];
                if (labels.Length > 0)
                    yield return new VerdictText(
                        verdict, $"{name}: {words} on {labels.Length} of {judged.Length} labels: {string.Join(", ", labels)}.");
            }
            if (judged.Length > 0 && judged.All(label => label.Verdict == Verdict.Unknown))
                yield return new VerdictText(
                    Verdict.Unknown, $"{name}: too few test people for an interval of the differences.", "Use more test people.");
            else if (judged.Length > 0 && judged.All(label => label.Verdict is not (Verdict.Better or Verdict.Worse)))
                yield return new VerdictText(
                    Verdict.NotShown, $"{name}: no difference is shown on any of {judged.Length} labels.",
                    "The intervals of the paired differences contain 0. Use more test people.");
        }
    }

    private static VerdictText OfRetrieval(string direction, BootstrapInterval rank, int pairs)
    {
        var verdict = Judge.OfRetrieval(rank, pairs);
        var chance = PartnerRanks.ChanceRankOf(pairs).ToString("F1", CultureInfo.InvariantCulture);
        var figure = $"median rank {Figure(rank, "F1")} of {pairs}, chance {chance}";
        return verdict switch
        {
            Verdict.Better => new VerdictText(verdict, $"{direction}: better than chance ({figure})."),
            Verdict.Worse => new VerdictText(
                verdict, $"{direction}: worse than chance ({figure}).", "Check that ECG and image of a pair are of the same person."),
            Verdict.NotShown => new VerdictText(
                verdict, $"{direction}: at chance ({figure}).",
                $"{MoreData}, start from trained encoders (--ecg-weights, --cmr-weights), or use larger batches (--batch-size)."),
            _ => new VerdictText(
                verdict, $"{direction}: cannot be judged ({figure}).", "Hold out at least two people (--validation)."),
        };
    }

    private static string Figure(EvaluatedMetric metric) =>
        $"{EvaluationView.Name(metric.Metric)} {EvaluationView.Number(metric.Value)}, {EvaluationView.Interval(metric.Low, metric.High)}";

    private static string Figure(BootstrapInterval interval, string format) =>
        $"{interval.Value.ToString(format, CultureInfo.InvariantCulture)}, {IntervalText.Of(interval.Low, interval.High, format)}";
}
