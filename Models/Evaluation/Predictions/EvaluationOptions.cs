using EcgCmrNative.Models.Evaluation.Intervals;

namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>Settings of an evaluation.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Resamples, seed, coverage and threads of the intervals.</summary>
    public BootstrapOptions Bootstrap { get; init; } = new();

    /// <summary>Fewest people that metrics are given for.</summary>
    public int MinPeople { get; init; } = 20;

    /// <summary>Fewest cases of each class, or events, that metrics are given for.</summary>
    public int MinEvents { get; init; } = 5;

    /// <summary>Probability above which a case is called positive.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>The specificity at which sensitivity is given, from 0 to 1.</summary>
    public double Specificity { get; init; } = 0.9;

    /// <summary>Bins of the expected calibration error.</summary>
    public int CalibrationBins { get; init; } = 10;
}
