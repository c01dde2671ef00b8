using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>A model with its results on some people.</summary>
/// <param name="Name">Its name, without a path that others should not see.</param>
/// <param name="Targets">What it predicts.</param>
/// <param name="Outputs">Its outputs beside the true values.</param>
/// <param name="Results">Its metrics.</param>
internal sealed record EvaluatedModel(
    string Name, IReadOnlyList<CalibratedTarget> Targets, LabelledOutputs Outputs, PredictionReport Results)
{
    /// <summary>Its card; null if the report has its parts elsewhere.</summary>
    public ModelCard? Card { get; init; }

    /// <summary>
    /// The predictions of a target as sections show them; null if the model has no such target or no true value is known.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="isOnly">True if no other model is shown.</param>
    public ShownPredictions? Show(string target, bool isOnly) => Find(target) is not { } known ? null
        : new ShownPredictions(isOnly ? null : Name, known)
        {
            Threshold = Targets.First(one => one.Target.Name == target).Threshold ?? 0.5,
            Metric = metric => Results.Find(metric, target) is { } found
                ? new BootstrapInterval(found.Value, found.Low, found.High)
                : null,
        };

    /// <summary>The true and the predicted values of a target; null if the model has no such target or no true value is known.</summary>
    private KnownPredictions? Find(string target)
    {
        var index = Targets.ToList().FindIndex(one => one.Target.Name == target);
        if (index < 0) return null;
        var known = Outputs.KnownPredictions(Targets[index], index);
        return known.Truth.Length > 0 ? known : null;
    }
}
