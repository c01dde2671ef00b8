using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Reports;

/// <summary>What a run of masked data modelling gave: curves, reconstructions, settings.</summary>
internal static class PretrainingReport
{
    /// <summary>Makes the report of a run whose model holds the best epoch's weights.</summary>
    public static HtmlReport Create(string title, MaskedModellingRun run, TrainingState state, ReconstructionReport score)
    {
        var (options, training) = (run.Configuration.Options, run.Configuration.Training);
        var report = new HtmlReport(title,
            $"A masked autoencoder ({options.Preset}) was trained to reconstruct {options.MaskRatio:P0} of an ECG from the rest, "
            + $"on {run.Recipe.SampleCount} recordings.");
        report.Origin = new ReportOrigin(training.Seed, ReportOrigin.People(
            People(run, run.Configuration.ValidationRows), People(run, run.Configuration.TestRows)));
        report.Judge(VerdictText.Of(score));
        report.Figures(
            [.. score.Methods.Select(method => (Text(method.Ncc.Value, "F3"), $"NCC masked: {method.Name}")),
            ($"{state.Epoch}", "epochs"),
            ($"{run.Recipe.SampleCount:N0}", "training recordings"),
            ($"{run.Configuration.ValidationRows.Count:N0}", "validation recordings"),
            ($"{run.Recipe.Autoencoder.TrainableParameters().Sum(entry => (long)entry.Parameter.Shape.Count):N0}", "parameters"),
            (ProgressDisplay.Time(TimeSpan.FromSeconds(state.ElapsedSeconds)), "training time (min:s)")]);
        var epochs = new EpochCharts(run.Epochs);
        report.Section("Training");
        report.Charts(
            epochs.Chart("Loss", "loss", ("training", "train_loss"), ("validation", "val_loss")),
            epochs.Chart(
                "Correlation with the whole recording", EpochColumns.WholeNcc, ("training", "train_ncc"), ("validation", "val_ncc")),
            epochs.LearningRate);
        report.Text(
            $"{EpochColumns.WholeNcc} is the correlation (normalised cross-correlation) of a lead with its reconstruction over all "
            + "samples, the visible ones included; NCC masked, below, is over the masked samples only and is lower. "
            + $"Training recordings are {(options.Augment ? "augmented and " : "")}masked differently in every epoch; "
            + "validation recordings keep their masks.");
        AddOnlineEvaluation(report, epochs);
        AddScore(report, score);
        ReconstructionSection.Add(report, run);
        epochs.Table(report, EpochColumns.MaskedModelling);
        Making.OfRun(
            title, run.Device.Name, run.Configuration, DataCard.Of(run.Store, run.Configuration), run.Epochs, state.BestEpoch)
            .AddTo(report);
        return report;
    }

    private static void AddOnlineEvaluation(HtmlReport report, EpochCharts epochs)
    {
        const string Prefix = "val_online_";
        var metrics = epochs.Named(Prefix);
        if (metrics.Count == 0) return;
        report.Section("Labels predicted from the embeddings");
        report.Text("Linear models, fitted on the training recordings and evaluated on the validation recordings.");
        report.Charts(metrics.GroupBy(name => name[(name.LastIndexOf('_') + 1)..]).Select(group =>
            epochs.Chart(group.Key, group.Key, group.Select(name => (name[Prefix.Length..name.LastIndexOf('_')], name)))));
    }

    private static void AddScore(HtmlReport report, ReconstructionReport score)
    {
        report.Section("Reconstruction of masked samples");
        report.Text(
            "NCC masked: the correlation of every validation lead with its reconstruction, over the masked samples only. The mean beat "
            + "uses R peaks from the whole recording, which the model does not get.");
        report.Table(
            ["on masked samples", "mean NCC masked", "95 % interval"],
            score.Methods.Concat(score.Differences).Select(method => (IReadOnlyList<string>)
                [method.Name, Text(method.Ncc.Value, "F3"), IntervalText.Of(method.Ncc.Low, method.Ncc.High, "F3")]));
        report.Text($"{score.Recordings} recordings, {score.Signals} leads; intervals by bootstrap over recordings. "
            + $"{score.DegenerateSignals} leads are constant in their masked samples and are left out.");
    }

    private static int People(MaskedModellingRun run, IReadOnlyList<int> rows) =>
        rows.Select(row => run.Store.Rows[row].Patient).Distinct().Count();

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
