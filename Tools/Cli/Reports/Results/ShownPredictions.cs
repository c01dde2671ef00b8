using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>The predictions of a target by one of the models that a section compares.</summary>
/// <param name="Model">Its name; null if there is no other.</param>
/// <param name="Known">True and predicted values.</param>
internal sealed record ShownPredictions(string? Model, KnownPredictions Known)
{
    /// <summary>A name for each of the values; null if they have none.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The probability from which on a case is called positive.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Gives a metric; null if the section need not state any.</summary>
    public Func<string, BootstrapInterval?>? Metric { get; init; }

    /// <summary>True if single predictions are drawn, false if only what compares models is.</summary>
    public bool IsDetailed { get; init; } = true;
}
