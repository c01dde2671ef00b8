using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Evaluation.Calibration;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Prediction;

/// <summary>
/// Everything about a predictor but its weights and its encoder: what it predicts, how far it can be trusted, what it has seen.
/// </summary>
public sealed record ModelCard
{
    /// <summary>The metadata key of the card in a model file.</summary>
    internal const string Key = "prediction";

    /// <summary>Version of the layout.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What is predicted, in the order of the outputs.</summary>
    public required IReadOnlyList<CalibratedTarget> Targets { get; init; }

    /// <summary>The layers of the head.</summary>
    public PredictionHead Head { get; init; }

    /// <summary>The version of the program that made the file.</summary>
    public string? Software { get; init; }

    /// <summary>The day on which it was made, in UTC, as yyyy-MM-dd.</summary>
    public string? Date { get; init; }

    /// <summary>How it was made: recipe, initial weights, seed, epochs.</summary>
    public IReadOnlyDictionary<string, string> Training { get; init; } = new Dictionary<string, string>();

    /// <summary>Number of people whom the weights were trained on.</summary>
    public int TrainingPeople { get; init; }

    /// <summary>Number of people whom calibration, thresholds and intervals are from.</summary>
    public int ValidationPeople { get; init; }

    /// <summary>Number of people of the test set; 0 without one.</summary>
    public int TestPeople { get; init; }

    /// <summary>Results on people who had no part in training, with 95 % intervals.</summary>
    public IReadOnlyList<ReportedMetric> Metrics { get; init; } = [];

    private const int CurrentVersion = 1;

    /// <summary>The card as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelCardJson.Default.ModelCard);

    /// <summary>Reads a card.</summary>
    /// <param name="path">Its file, for messages.</param>
    /// <param name="json">The JSON.</param>
    /// <exception cref="DataFormatException">It is damaged, or of a later version.</exception>
    internal static ModelCard Parse(string path, string json)
    {
        try
        {
            var card = JsonSerializer.Deserialize(json, ModelCardJson.Default.ModelCard);
            if (card is null || card.Version != CurrentVersion)
                throw new DataFormatException(
                    path, null, $"unsupported version {card?.Version} of the model card; expected version {CurrentVersion}");
            if (card.Refusal() is { } reason) throw new DataFormatException(path, null, $"its model card is invalid: {reason}");
            // Writing finds parts that must not be missing, and infinite numbers, at any depth.
            _ = card.ToJson();
            return card;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException)
        {
            throw new DataFormatException(path, null, $"its model card cannot be read: {error.Message}", error);
        }
    }

    private string? Refusal()
    {
        // A part that a file lacks is null, whatever its initial value.
        if (Training is null || Metrics is null) return "its training or its metrics are missing";
        if (Targets.Count == 0) return "it predicts nothing";
        if (!Enum.IsDefined(Head)) return $"unknown head {Head}";
        return Metrics.Contains(null!) ? "a metric is null" : Targets
            .Select(target => target is null ? "a target is null" : target.Refusal())
            .FirstOrDefault(reason => reason is not null);
    }
}

/// <summary>A target with what the validation set tells about its predictions.</summary>
public sealed record CalibratedTarget
{
    /// <summary>The threshold of two classes if none was chosen.</summary>
    public const double DefaultThreshold = 0.5;

    /// <summary>The target.</summary>
    public required PredictionTarget Target { get; init; }

    /// <summary>
    /// The temperature that logits are divided by, after the class weights of the loss were taken out (Guo et al. 2017); 1 for none.
    /// </summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// The half width of the 95 % interval of a number, in its unit: the quantile of the absolute errors on the validation set (split
    /// conformal prediction, Lei et al. 2018). Null if the validation set is too small, or for other kinds.
    /// </summary>
    public double? IntervalRadius { get; init; }

    /// <summary>
    /// The 95 % interval of the probability of the second of two classes, by that probability. Null if the validation set is too small, in
    /// files of earlier versions, or for other kinds.
    /// </summary>
    public ProbabilityInterval? ProbabilityInterval { get; init; }

    /// <summary>How the 95 % interval of a prediction is found; null if the model has none.</summary>
    [JsonIgnore]
    public string? IntervalMethod => this switch
    {
        { IntervalRadius: not null } => "split conformal: absolute errors on the validation set",
        { ProbabilityInterval: { } interval } => $"exact binomial bounds of neighbours among {interval.Cases} validation cases",
        _ => null,
    };

    /// <summary>The probability of the second class from which on it is decided for; null for other kinds.</summary>
    public double? Threshold { get; init; }

    /// <summary>How the threshold was chosen.</summary>
    public string? ThresholdRule { get; init; }

    /// <summary>The mean log-hazard of the validation set, to which a hazard is relative.</summary>
    public double LogHazardOffset { get; init; }

    internal string? Refusal()
    {
        if (Target.Refusal() is { } reason) return reason;
        if (!(Temperature > 0 && double.IsFinite(Temperature))) return $"target '{Target.Name}': temperature {Temperature}";
        if (!double.IsFinite(LogHazardOffset)) return $"target '{Target.Name}': mean log-hazard {LogHazardOffset}";
        if (IntervalRadius is { } radius && !(radius >= 0 && double.IsFinite(radius)))
            return $"target '{Target.Name}': interval of ± {radius}";
        if (ProbabilityInterval?.Refusal() is { } invalid) return $"target '{Target.Name}': interval of the probability: {invalid}";
        return Threshold is { } threshold && threshold is not (>= 0 and <= 1) ? $"target '{Target.Name}': threshold {threshold}" : null;
    }
}

/// <summary>A metric that was measured, with its interval.</summary>
/// <param name="Set">The people: <c>validation</c> or <c>test</c>.</param>
/// <param name="Target">The target; null for a mean over targets.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Value">Its value.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Cases">Recordings with a known value.</param>
/// <param name="Events">Recordings with the second class, or with an event; 0 for numbers.</param>
public sealed record ReportedMetric(
    string Set, string? Target, string Metric, double Value, double Low, double High, int Cases, int Events);

/// <summary>JSON of the card, generated at compile time for trimmed programs. Unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class ModelCardJson : JsonSerializerContext;
