using System.Globalization;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>
/// What a run of fine-tuning ends with: a calibrated model, and its results on the people who were held out. Temperatures, thresholds and
/// intervals come from the validation set; nothing is chosen on the test set.
/// </summary>
public sealed class FineTunedModel
{
    private FineTunedModel(
        ModelCard card, LabelledOutputs validation, LabelledOutputs test, PredictionReport onValidation, PredictionReport? onTest)
    {
        (Card, Validation, Test, OnValidation, OnTest) = (card, validation, test, onValidation, onTest);
    }

    /// <summary>The card of the model file.</summary>
    public ModelCard Card { get; }

    /// <summary>Outputs for the validation set.</summary>
    public LabelledOutputs Validation { get; }

    /// <summary>Outputs for the test set; of no records without one.</summary>
    public LabelledOutputs Test { get; }

    /// <summary>Results on the validation set, on which the best epoch was chosen: optimistic.</summary>
    public PredictionReport OnValidation { get; }

    /// <summary>Results on the test set; null without one.</summary>
    public PredictionReport? OnTest { get; }

    /// <summary>Calibrates and evaluates a model that has been trained.</summary>
    /// <param name="device">The model's device.</param>
    /// <param name="recipe">The recipe, with the weights of the best epoch.</param>
    /// <param name="store">The data.</param>
    /// <param name="configuration">The configuration of the run.</param>
    /// <param name="state">The state at the end of training.</param>
    /// <param name="options">Settings of the evaluation; null for the defaults.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    public static FineTunedModel Create(
        Device device, FineTuningRecipe recipe, PreparedStore store, FineTuningConfiguration configuration, TrainingState state,
        EvaluationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(state);
        var card = new ModelCard
        {
            Targets = [.. recipe.Targets.Select(target => new CalibratedTarget { Target = target })],
            Head = recipe.Predictor.Head,
        };
        var validation = Outputs(configuration.ValidationRows);
        var test = Outputs(configuration.TestRows);
        var targets = PredictionCalibration.Fit(validation);
        var onValidation = validation.Evaluate(targets, options, cancellation);
        var onTest = test.Count > 0 ? test.Evaluate(targets, options, cancellation) : null;
        card = card with
        {
            Targets = targets,
            Software = typeof(FineTunedModel).Assembly.GetName().Version?.ToString(3),
            Date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Training = Facts(configuration, state),
            TrainingPeople = People(store, configuration.LabelledRows(store.Records)),
            ValidationPeople = People(store, configuration.ValidationRows),
            TestPeople = People(store, configuration.TestRows),
            Metrics = [.. Reported("validation", onValidation), .. Reported("test", onTest)],
        };
        return new FineTunedModel(card, validation, test, onValidation, onTest);

        LabelledOutputs Outputs(IReadOnlyList<int> rows) => new(
            recipe.Targets,
            store is EcgStore ecgs ? new EcgPredictor(device, recipe.Predictor, card).Outputs(ecgs, rows) : recipe.Predict(rows),
            store.Manifest.LabelNames, [.. rows.Select(row => store.Records[row])]);
    }

    private static Dictionary<string, string> Facts(FineTuningConfiguration configuration, TrainingState state) => new()
    {
        ["initial weights"] = configuration.Weights is { } weights ? Path.GetFileName(Path.TrimEndingDirectorySeparator(weights)) : "new",
        ["trained"] = configuration.IsFrozen ? "the head" : "encoder and head",
        ["seed"] = configuration.Training.Seed.ToString(CultureInfo.InvariantCulture),
        ["epochs"] = state.Epoch.ToString(CultureInfo.InvariantCulture),
        ["best epoch"] = state.BestCheckpoints.Count > 0
            ? (state.BestCheckpoints[0].Epoch + 1).ToString(CultureInfo.InvariantCulture)
            : "not kept: the weights are those of the last",
        ["share of labels"] = configuration.Options.LabelFraction.ToString(CultureInfo.InvariantCulture),
    };

    private static int People(PreparedStore store, IReadOnlyList<int> rows) =>
        rows.Select(row => store.Records[row].Patient).Distinct().Count();

    private static IEnumerable<ReportedMetric> Reported(string set, PredictionReport? report) =>
        report?.Metrics.Select(metric => new ReportedMetric(
            set, metric.Label, metric.Metric, metric.Value, metric.Low, metric.High, metric.Cases, metric.Events ?? 0)) ?? [];
}
