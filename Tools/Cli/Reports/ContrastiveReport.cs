using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Evaluation.Retrieval;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Reports;

/// <summary>What a contrastive run gave: curves, retrieval, settings.</summary>
internal static class ContrastiveReport
{
    /// <summary>Makes the report.</summary>
    public static HtmlReport Create(
        string name, string device, ContrastiveConfiguration configuration, DataCard data, ContrastiveRecipe recipe, TrainingState state,
        IReadOnlyList<IReadOnlyDictionary<string, double>> epochs)
    {
        var report = new HtmlReport($"Contrastive learning: {name}", Summary(configuration, recipe.SampleCount));
        var best = state.BestCheckpoints.Count > 0
            ? epochs.LastOrDefault(epoch => (int)epoch["epoch"] == state.BestCheckpoints[0].Epoch)
            : null;
        report.Origin = new ReportOrigin(
            configuration.Training.Seed,
            $"{ReportOrigin.People(configuration.ValidationRows.Count, configuration.TestRows.Count)} (samples; all of a person are in "
            + "one set)");
        if (best is not null) report.Judge(VerdictText.OfRetrieval(best));
        report.Figures(
            [.. Retrieval(best),
            ($"{state.Epoch}", "epochs"),
            ($"{recipe.SampleCount:N0}", "training samples"),
            ($"{configuration.ValidationRows.Count:N0}", "validation samples"),
            ($"{recipe.Model.CountTrainable():N0}", "parameters"),
            (ProgressDisplay.Time(TimeSpan.FromSeconds(state.ElapsedSeconds)), "training time (min:s)")]);
        var charts = new EpochCharts(epochs);
        report.Section("Training");
        report.Charts(
            charts.Chart("Loss", "loss", ("training", "train_loss"), ("validation", "val_loss")),
            TopChart(charts, recipe), charts.LearningRate);
        if (charts.Has("train_temperature"))
            report.Charts(charts.Chart("Temperature", "temperature", ("learned", "train_temperature")));
        AddRetrieval(report, charts, best);
        LocalizationSection.Add(report, recipe, configuration.ValidationRows);
        AddClassifier(report, charts, configuration);
        charts.Table(report, EpochColumns.Contrastive);
        Making.OfRun(name, device, configuration, data, epochs, state.BestEpoch).AddTo(report);
        return report;
    }

    private static string Summary(ContrastiveConfiguration configuration, int samples) => configuration switch
    {
        { Ecg: { } ecg, Cmr: { } cmr } =>
            $"ECGs ({ecg.Preset}) and cardiac MR images ({cmr.Preset}) of {samples} people: the encoders were trained "
            + "so that the two embeddings of a person are similar.",
        { Ecg: { } ecg } => $"An ECG encoder ({ecg.Preset}) was trained on two views of each of {samples} recordings.",
        _ => $"An image encoder ({configuration.Cmr!.Preset}) was trained on two views of each of {samples} images.",
    };

    /// <summary>Top-k within batches, beside chance, which depends on the sizes of the batches.</summary>
    private static LineChart TopChart(EpochCharts charts, ContrastiveRecipe recipe)
    {
        var chart = charts.Chart(
            "Top-k accuracy within the batch", "share",
            ("training, top-1", "train_top1"), ("validation, top-1", "val_top1"), ("validation, top-5", "val_top5"));
        var levels = new List<(string Name, double Value)>();
        Add("training, top-1", 1, isTraining: true);
        Add("validation, top-1", 1, isTraining: false);
        if (charts.Has("val_top5")) Add("validation, top-5", 5, isTraining: false);
        return EpochCharts.WithLevels(chart, levels);

        void Add(string of, int k, bool isTraining) => levels.Add((
            string.Create(CultureInfo.InvariantCulture, $"chance: {of} {recipe.TopChance(k, isTraining):0.###}"),
            recipe.TopChance(k, isTraining)));
    }

    private static IEnumerable<(string, string)> Retrieval(IReadOnlyDictionary<string, double>? best) => best is null
        ? []
        : RetrievalView.Directions.Where(direction => best.ContainsKey($"val_{direction.Metric}_r10"))
            .Select(direction => (
                best[$"val_{direction.Metric}_r10"].ToString("P0", CultureInfo.InvariantCulture),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{direction.Name}: R@10 among {best["val_pairs"]:F0} pairs, "
                    + $"chance {PartnerRanks.ChanceRecallOf(10, (int)best["val_pairs"]):P0}")));

    private static void AddRetrieval(HtmlReport report, EpochCharts charts, IReadOnlyDictionary<string, double>? best)
    {
        if (best is null || RetrievalView.Figures(best) is not { } figures) return;
        report.Section("Retrieval");
        report.Text(
            "Retrieval among all validation pairs by cosine similarity. R@k is the share of pairs whose partner ranks in the first k. "
            + "Best epoch; intervals by bootstrap over people.");
        RetrievalSection.AddTable(report, figures);
        report.Charts(
            RecallChart(charts, figures.Pairs),
            charts.Chart("Alignment: distance of partners", "mean squared distance", ("validation", "val_alignment")),
            charts.Chart(
                "Uniformity of the embeddings", "log of the mean kernel",
                ("ECG", "val_uniformity_ecg"), ("CMR", "val_uniformity_cmr")),
            charts.Chart("Modality gap: distance of the mean embeddings", "distance", ("validation", "val_modality_gap")));
    }

    /// <summary>R@10 over the epochs, beside chance.</summary>
    private static LineChart RecallChart(EpochCharts charts, int pairs)
    {
        var chart = charts.Chart(
            "Retrieval: R@10", "R@10", RetrievalView.Directions.Select(direction => (direction.Name, $"val_{direction.Metric}_r10")));
        return EpochCharts.WithLevels(chart, [("chance", PartnerRanks.ChanceRecallOf(10, pairs))]);
    }

    private static void AddClassifier(HtmlReport report, EpochCharts charts, ContrastiveConfiguration configuration)
    {
        if (configuration.Classifier is not { } classifier) return;
        var side = classifier.Side == Modality.Ecg ? "ECG" : "image";
        report.Section($"{classifier.Label}, predicted from the {side} embedding");
        report.Text("A linear classifier that is trained with the encoder. Its gradient does not reach the encoder.");
        report.Charts(
            charts.Chart("Classifier's loss", "loss", ("training", "train_classifier_loss"), ("validation", "val_classifier_loss")),
            charts.Chart("AUROC", "AUROC", ("validation", "val_classifier_auroc")),
            charts.Chart("Accuracy and F1", "share", ("accuracy", "val_classifier_accuracy"), ("F1 of class 1", "val_classifier_f1")));
    }
}
