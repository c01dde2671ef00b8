using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>One study to prepare.</summary>
/// <param name="About">Its name, person, labels and fold.</param>
/// <param name="Read">Reads it; called once, on any thread.</param>
public sealed record CmrSource(CohortRecord About, Func<CmrStudy> Read) : CohortSource<CmrStudy>(About, Read);
