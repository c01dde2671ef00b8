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
    /// <summary>The true and the predicted values of a target; null if the model has no such target or no true value is known.</summary>
    public KnownPredictions? Find(string target)
    {
        var index = Targets.ToList().FindIndex(one => one.Target.Name == target);
        if (index < 0) return null;
        var known = Outputs.KnownPredictions(Targets[index], index);
        return known.Truth.Length > 0 ? known : null;
    }
}
