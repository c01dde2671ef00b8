namespace EcgCmrNative.Data.Recordings;

/// <summary>Biological sex as recorded.</summary>
public enum Sex
{
    /// <summary>Not stated.</summary>
    Unknown,

    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,
}

/// <summary>What a recording contains about the person.</summary>
public sealed record EcgSubject
{
    /// <summary>Age in years; null if not stated or not a possible age.</summary>
    public double? AgeYears { get; init; }

    /// <summary>Sex.</summary>
    public Sex Sex { get; init; }

    /// <summary>Diagnoses in the file's own words or codes (SNOMED CT in PhysioNet challenge headers).</summary>
    public IReadOnlyList<string> Diagnoses { get; init; } = [];

    /// <summary>Reads an age; null for "unknown", "n/a" and impossible ages.</summary>
    public static double? ParseAge(string? text) =>
        double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var age)
            && age is >= 0 and <= 130 ? age : null;

    /// <summary>Reads "F", "female", "M", "Male" …</summary>
    public static Sex ParseSex(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "F" or "FEMALE" => Sex.Female,
        "M" or "MALE" => Sex.Male,
        _ => Sex.Unknown,
    };
}
