using System.Text.Json;
using System.Text.Json.Serialization;

namespace EcgCmrNative.Models.Evaluation.Retrieval;

/// <summary>A <see cref="RetrievalReport"/> in numbers, with 95 % bootstrap intervals over queries.</summary>
/// <param name="Pairs">Pairs, each of another person.</param>
/// <param name="Directions">By name, such as <c>ecg_to_cmr</c>.</param>
/// <param name="ChanceRecall">R@k of random guesses, by k.</param>
/// <param name="ChanceMedianRank">The median rank of random guesses.</param>
/// <param name="Geometry">Alignment, uniformity, gap.</param>
public sealed record RetrievalFigures(
    int Pairs, IReadOnlyDictionary<string, DirectionFigures> Directions, IReadOnlyDictionary<int, double> ChanceRecall,
    double ChanceMedianRank, EmbeddingGeometry Geometry)
{
    /// <summary>Computes the intervals.</summary>
    /// <param name="report">The report.</param>
    /// <param name="first">Name of the first side, such as <c>cmr</c>.</param>
    /// <param name="second">Name of the second side.</param>
    public static RetrievalFigures Of(RetrievalReport report, string first, string second)
    {
        ArgumentNullException.ThrowIfNull(report);
        var ranks = report.FirstToSecond;
        return new RetrievalFigures(
            ranks.Count,
            new Dictionary<string, DirectionFigures>
            {
                [$"{second}_to_{first}"] = Direction(report.SecondToFirst),
                [$"{first}_to_{second}"] = Direction(report.FirstToSecond),
            },
            RetrievalReport.Places.ToDictionary(k => k, ranks.ChanceRecall), ranks.ChanceRank, report.Geometry);

        static DirectionFigures Direction(PartnerRanks ranks) =>
            new(RetrievalReport.Places.ToDictionary(k => k, k => ranks.RecallInterval(k)), ranks.MedianRankInterval());
    }

    /// <summary>As JSON; a missing value is "NaN".</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RetrievalJson.Default.RetrievalFigures);
}

/// <summary>Retrieval in one direction.</summary>
/// <param name="Recall">R@k by k.</param>
/// <param name="MedianRank">1 for the first.</param>
public sealed record DirectionFigures(IReadOnlyDictionary<int, BootstrapInterval> Recall, BootstrapInterval MedianRank);

/// <summary>JSON of the figures, generated at compile time so that trimmed programs have it.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RetrievalFigures))]
internal sealed partial class RetrievalJson : JsonSerializerContext;
