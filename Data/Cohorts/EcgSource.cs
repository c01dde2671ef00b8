using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>One recording to prepare.</summary>
/// <param name="About">Its name, person, labels and fold.</param>
/// <param name="Read">Reads it; called once, on any thread.</param>
public sealed record EcgSource(CohortRecord About, Func<EcgRecording> Read) : CohortSource<EcgRecording>(About, Read);
