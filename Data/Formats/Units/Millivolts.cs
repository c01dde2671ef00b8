namespace EcgCmrNative.Data.Formats.Units;

/// <summary>The unit in which this project keeps every voltage.</summary>
public static class Millivolts
{
    /// <summary>"mV".</summary>
    public const string Symbol = "mV";

    /// <summary>How many millivolts one of the unit is; null if the unit is not a voltage. An empty unit means millivolts.</summary>
    public static double? Per(string? unit) => unit?.Trim() switch
    {
        null or "" => 1,
        "MV" => 1, // megavolts do not occur in an ECG
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
