using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Reports.Provenance;

/// <summary>A training behind a report.</summary>
/// <param name="Name">What was trained.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Time">How long it took; null if its log is gone.</param>
/// <param name="BestEpoch">The epoch whose weights are used, from 1; null if the last ones are.</param>
internal sealed record TrainedModel(string Name, ulong Seed, TrainingTime? Time, int? BestEpoch);

/// <summary>
/// How the results of a report were made: data, assumptions, trainings with their times, settings. One section at the end of every
/// report of a run, a study or an evaluation; program, date, commit, command and people held out are in the footer
/// (<see cref="ReportOrigin"/>).
/// </summary>
internal sealed record Making
{
    /// <summary>More rows are sorted and filtered in the browser.</summary>
    private const int ManyRows = 20;

    /// <summary>The data; null if the report does not know them.</summary>
    public DataCard? Data { get; init; }

    /// <summary>What was trained, in this order.</summary>
    public IReadOnlyList<TrainedModel> Trainings { get; init; } = [];

    /// <summary>How it was computed, in words: device, sizes, seeds.</summary>
    public string? Computed { get; init; }

    /// <summary>Settings that were changed when a run was resumed.</summary>
    public IReadOnlyList<SettingChange> Changes { get; init; } = [];

    /// <summary>Settings or definition as JSON; null without one.</summary>
    public string? Settings { get; init; }

    /// <summary>What the JSON is.</summary>
    public string SettingsHeading { get; init; } = "Settings";

    /// <summary>The part of a report of a run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="device">What computed it.</param>
    /// <param name="configuration">Its settings.</param>
    /// <param name="data">Its data.</param>
    /// <param name="epochs">Its log.</param>
    /// <param name="bestEpoch">The epoch whose weights are used, counted from 0; null for the last.</param>
    public static Making OfRun(
        string name, string device, RunConfiguration configuration, DataCard data,
        IReadOnlyList<IReadOnlyDictionary<string, double>> epochs, int? bestEpoch) => new()
        {
            Data = data,
            Trainings = [new TrainedModel(name, configuration.Training.Seed, TrainingTime.Of(epochs), bestEpoch + 1)],
            Computed = $"Computed on {device}; batches of {configuration.Training.BatchSize}, seed {configuration.Training.Seed}.",
            Changes = configuration.Changes,
            Settings = (configuration with { ValidationRows = [], TestRows = [] }).ToJson(),
        };

    /// <summary>Adds the section.</summary>
    public void AddTo(HtmlReport report)
    {
        report.Section("How this was made");
        if (Computed is not null) report.Text(Computed);
        Data?.AddTo(report);
        AddTrainings(report);
        report.Changes(Changes);
        if (Settings is null) return;
        report.Subsection(SettingsHeading);
        report.Settings(Settings);
    }

    private void AddTrainings(HtmlReport report)
    {
        if (Trainings.Count == 0) return;
        report.Subsection("Trainings");
        string[] heads = ["training", "seed", "epochs", "best epoch", "time in steps (min:s)"];
        var rows = Trainings.Select(training => (IReadOnlyList<string>)
        [
            training.Name, $"{training.Seed}", training.Time is { } time ? $"{time.Epochs:N0}" : "not known",
            training.BestEpoch is { } best ? $"{best:N0}" : "last",
            training.Time is { } took ? ProgressDisplay.Time(TimeSpan.FromSeconds(took.Seconds)) : "not known",
        ]);
        const string Caption = "Trainings, with their time without validation";
        if (Trainings.Count > ManyRows) report.SortableTable(heads, rows, Caption);
        else report.Table(heads, rows, Caption);
        if (Trainings.Count > 1)
        {
            var all = TimeSpan.FromSeconds(Trainings.Sum(training => training.Time?.Seconds ?? 0));
            var least = Trainings.Any(training => training.Time is null) ? "at least " : "";
            report.Text($"Together {least}{ProgressDisplay.Time(all)} (min:s), one after the other.");
        }
    }
}
