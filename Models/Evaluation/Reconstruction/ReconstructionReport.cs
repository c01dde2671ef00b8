namespace EcgCmrNative.Models.Evaluation.Reconstruction;

/// <summary>What <see cref="ReconstructionScore"/> found. Intervals are 95 % percentile bootstrap intervals over recordings.</summary>
/// <param name="Recordings">Recordings.</param>
/// <param name="Signals">Signals (recording × lead) that were compared.</param>
/// <param name="DegenerateSignals">Signals left out, because they do not vary over their masked samples or none of these is masked.</param>
/// <param name="Methods">Mean NCC of the model and of the baselines.</param>
/// <param name="Differences">Paired differences, model − baseline.</param>
public sealed record ReconstructionReport(
    int Recordings, int Signals, int DegenerateSignals, IReadOnlyList<MethodScore> Methods, IReadOnlyList<MethodScore> Differences);

/// <summary>A mean NCC, or a difference of two, with its interval.</summary>
/// <param name="Name">The method.</param>
/// <param name="Ncc">Value and interval.</param>
public sealed record MethodScore(string Name, BootstrapInterval Ncc);
