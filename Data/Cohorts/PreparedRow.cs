using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>Where a row of a <see cref="PreparedStore"/> comes from and what is known of it.</summary>
public sealed record PreparedRow
{
    /// <summary>The recording's name.</summary>
    public required string Record { get; init; }

    /// <summary>The file it was read from.</summary>
    public required string Source { get; init; }

    /// <summary>The person.</summary>
    public required string Patient { get; init; }

    /// <summary>Which window of the recording this is, counted from 0.</summary>
    public int Window { get; init; }

    /// <summary>The fold that the set's makers put the recording in, if they did.</summary>
    public int? Fold { get; init; }

    /// <summary>A value for each of the store's label names; NaN where it is not known.</summary>
    public IReadOnlyList<float> Labels { get; init; } = [];

    /// <summary>What is wrong with each of the 12 leads of the recording as it was read.</summary>
    public IReadOnlyList<LeadDefects> Defects { get; init; } = [];

    /// <summary>True where the limb leads contradict each other.</summary>
    public bool EinthovenViolated { get; init; }
}

/// <summary>A recording that could not be prepared.</summary>
/// <param name="Record">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record PreparationFailure(string Record, string Reason);
