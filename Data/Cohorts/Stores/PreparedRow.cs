namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>Origin and labels of a row of a <see cref="PreparedStore"/>.</summary>
public abstract record PreparedRow
{
    private protected PreparedRow()
    {
    }

    /// <summary>The recording's or study's name.</summary>
    public required string Record { get; init; }

    /// <summary>
    /// The name of the file or folder it was read from, without the folders above, which may tell of people and machines. Stores of earlier
    /// versions have the whole path.
    /// </summary>
    public required string Source { get; init; }

    /// <summary>The person.</summary>
    public required string Patient { get; init; }

    /// <summary>The fold that the set's makers put it in, if they did.</summary>
    public int? Fold { get; init; }

    /// <summary>A value for each of the store's label names; NaN if it is missing.</summary>
    public IReadOnlyList<float> Labels { get => field ?? []; init; }

    /// <summary>Why the row is invalid, or null. JSON is checked for missing values, but not inside of lists.</summary>
    internal virtual string? Refusal() => Labels.Any(float.IsInfinity) ? "an infinite label" : null;
}
