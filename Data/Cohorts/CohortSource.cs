namespace EcgCmrNative.Data.Cohorts;

/// <summary>A recording or study to prepare.</summary>
/// <typeparam name="TItem">The result of reading it.</typeparam>
/// <param name="About">Its name, person, labels and fold.</param>
/// <param name="Read">Reads it; called once, on any thread.</param>
public record CohortSource<TItem>(CohortRecord About, Func<TItem> Read);
