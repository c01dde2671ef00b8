using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Prediction;

/// <summary>What is predicted from a recording.</summary>
/// <param name="Windows">Windows of the recording that the prediction is the mean of.</param>
/// <param name="Targets">One entry for each target, in the order of the model's card.</param>
public sealed record EcgPrediction(int Windows, IReadOnlyList<TargetPrediction> Targets);

/// <summary>The prediction of one target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Value">
/// A number in its unit; the calibrated probability of the second of two classes; the value of the most probable of more classes; or the
/// hazard relative to the mean of the validation set.
/// </param>
/// <param name="Low">
/// Lower end of the 95 % interval of a number, or of the probability of the second of two classes; null if the model has no interval.
/// The interval of a number is for the person's true value, that of a probability for the share of the second class among people with this
/// probability.
/// </param>
/// <param name="High">Upper end.</param>
/// <param name="Probabilities">The calibrated probability of each class; empty for other kinds.</param>
/// <param name="IsPositive">The decision for two classes: whether the probability reaches the threshold; null for other kinds.</param>
public sealed record TargetPrediction(
    PredictionTarget Target, double Value, double? Low, double? High, IReadOnlyList<double> Probabilities, bool? IsPositive);
