using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Models.Encoders;

/// <summary>The recordings that an ECG encoder expects.</summary>
/// <param name="Leads">Names of the leads, in the order of the encoder's rows.</param>
/// <param name="WindowSamples">Samples per lead that the encoder takes.</param>
/// <param name="Preparation">
/// How the recordings are prepared, their sampling rate included; null if it is not known, as for published weights.
/// </param>
public sealed record EcgInput(IReadOnlyList<string> Leads, int WindowSamples, EcgPreparation? Preparation)
{
    /// <summary>Names for leads if only their number is known: the twelve standard ones, or <c>lead 1</c>, <c>lead 2</c> …</summary>
    public static IReadOnlyList<string> LeadNames(int leads) =>
        leads == LeadMap.LeadCount ? Enum.GetNames<Lead>() : [.. Enumerable.Range(1, leads).Select(i => $"lead {i}")];
}
