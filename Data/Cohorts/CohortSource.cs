namespace EcgCmrNative.Data.Cohorts;

/// <summary>Something that is to be prepared.</summary>
/// <typeparam name="TItem">What reading it gives.</typeparam>
/// <param name="About">Its name, person, labels and fold.</param>
/// <param name="Read">Reads it; called once, on any thread.</param>
public record CohortSource<TItem>(CohortRecord About, Func<TItem> Read);
