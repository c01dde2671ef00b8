namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>
/// People who do not exist, each with a heart of which everything is known. A person is a function of the seed and the number alone:
/// neither of how many there are, nor of the order in which one looks at them.
/// </summary>
/// <param name="Seed">Another seed gives other people.</param>
public sealed record VirtualCohort(ulong Seed)
{
    /// <summary>The version of the model: cohorts of one seed are equal where it is.</summary>
    public const int Version = 1;

    /// <summary>A person.</summary>
    /// <param name="number">Counted from 0.</param>
    public VirtualSubject Subject(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new VirtualSubject(Seed, number);
    }
}
