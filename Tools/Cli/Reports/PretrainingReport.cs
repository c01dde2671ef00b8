using System.Globalization;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Reports;

/// <summary>What a run of masked data modelling gave: curves, reconstructions, settings.</summary>
internal static class PretrainingReport
{
    private static readonly (string Head, string Metric, string Format)[] Columns =
    [
        ("training loss", "train_loss", "F4"), ("training NCC", "train_ncc", "F4"), ("held-out loss", "val_loss", "F4"),
        ("held-out NCC", "val_ncc", "F4"), ("learning rate", "train_lr", "0.00e+00"), ("time (s)", "train_seconds", "F1"),
    ];

    /// <summary>Makes the report of a run whose model holds the best epoch's weights.</summary>
    public static HtmlReport Create(string title, MaskedModellingRun run, TrainingState state)
    {
        var (options, training) = (run.Configuration.Options, run.Configuration.Training);
        var report = new HtmlReport(title,
            $"A masked autoencoder ({options.Preset}) learned to fill in {options.MaskRatio:P0} of an ECG from the rest, on {run.TrainingRows.Count} recordings.");
        report.Figures(
            (state.Best is { } best ? Text(best, "F3") : "–", "NCC of whole held-out recordings with their reconstruction, best epoch"),
            ($"{state.Epoch}", "epochs"),
            ($"{run.TrainingRows.Count:N0}", "recordings to train on"),
            ($"{run.Configuration.ValidationRows.Count:N0}", "recordings held out"),
            ($"{run.Recipe.Autoencoder.TrainableParameters().Sum(entry => (long)entry.Parameter.Shape.Count):N0}", "parameters"),
            (CommandLine.ProgressDisplay.Time(TimeSpan.FromSeconds(state.ElapsedSeconds)), "training time (min:s)"));
        var epochs = run.Epochs;
        report.Section("Training");
        report.Charts(
            new LineChart("Loss", "epoch", "loss", [Series("training", "train_loss", epochs), Series("held out", "val_loss", epochs)]),
            new LineChart("Correlation with the recording", "epoch", "NCC", [Series("training", "train_ncc", epochs), Series("held out", "val_ncc", epochs)]),
            new LineChart("Learning rate", "epoch", "learning rate", [Series("learning rate", "train_lr", epochs)]));
        report.Text("Training recordings are augmented and masked anew in every epoch; held-out recordings keep their masks.");
        ReconstructionSection.Add(report, run);
        report.Section("Epochs");
        report.Table(["epoch", .. Columns.Select(column => column.Head)], epochs.Select(epoch => (IReadOnlyList<string>)
            [Text(epoch["epoch"] + 1, "F0"), .. Columns.Select(column => epoch.TryGetValue(column.Metric, out var value) ? Text(value, column.Format) : "")]));
        report.Section("Settings");
        report.Text($"Computed on {run.Device.Name}; batches of {training.BatchSize}, seed {training.Seed}.");
        report.Code((run.Configuration with { ValidationRows = [] }).ToJson());
        return report;
    }

    private static ChartSeries Series(string name, string metric, IReadOnlyList<IReadOnlyDictionary<string, double>> epochs) =>
        new(name, [.. epochs.Select(epoch => (epoch["epoch"] + 1, epoch.GetValueOrDefault(metric, double.NaN)))]);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
