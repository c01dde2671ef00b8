namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>
/// A synthetic cohort with known hearts. A person depends on the seed and the person's number only,
/// not on the size of the cohort or the order of access.
/// </summary>
/// <param name="Seed">Another seed gives other people.</param>
public sealed record VirtualCohort(ulong Seed)
{
    /// <summary>The version of the model. Cohorts with the same seed and version are equal.</summary>
    public const int Version = 1;

    /// <summary>A person.</summary>
    /// <param name="number">Counted from 0.</param>
    public VirtualSubject Subject(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new VirtualSubject(Seed, number);
    }
}
