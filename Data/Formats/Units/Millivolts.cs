namespace EcgCmrNative.Data.Formats.Units;

/// <summary>The unit in which this project keeps every voltage.</summary>
public static class Millivolts
{
    /// <summary>"mV".</summary>
    public const string Symbol = "mV";

    /// <summary>How many millivolts one of the unit is; null if the unit is no voltage. No unit at all means millivolts.</summary>
    public static double? Per(string? unit) => unit?.Trim() switch
    {
        null or "" => 1,
        "MV" => 1, // nobody records megavolts
        { } known => known.ToUpperInvariant() switch
        {
            "V" or "VOLT" or "VOLTS" => 1e3,
            "MV" or "MILLIVOLT" or "MILLIVOLTS" => 1,
            "UV" or "\u00B5V" or "\u039CV" or "MICROVOLT" or "MICROVOLTS" => 1e-3,
            "NV" or "NANOVOLT" or "NANOVOLTS" => 1e-6,
            _ => null,
        },
    };
}
