namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>One signal line of a WFDB header.</summary>
public sealed record WfdbSignal
{
    /// <summary>The gain of a header that states none or 0, in counts per unit.</summary>
    public const double DefaultGain = 200;

    /// <summary>The file name of a signal that is described but not stored.</summary>
    public const string NoFile = "~";

    /// <summary>The file with the samples, in the header's folder.</summary>
    public required string FileName { get; init; }

    /// <summary>The storage format's number, such as 16 or 212.</summary>
    public required int Format { get; init; }

    /// <summary>Samples per frame.</summary>
    public int SamplesPerFrame { get; init; } = 1;

    /// <summary>Frames by which the signal lags in its file, relative to signals without skew.</summary>
    public int Skew { get; init; }

    /// <summary>Bytes in the file before the first sample.</summary>
    public long ByteOffset { get; init; }

    /// <summary>Counts per unit.</summary>
    public double Gain { get; init; } = DefaultGain;

    /// <summary>The count that means 0 units.</summary>
    public int Baseline { get; init; }

    /// <summary>The unit as written; empty if the header has none, which means millivolts.</summary>
    public string Units { get; init; } = "";

    /// <summary>Bits of the converter; 0 if not stated.</summary>
    public int AdcResolution { get; init; }

    /// <summary>The count in the middle of the converter's range.</summary>
    public int AdcZero { get; init; }

    /// <summary>The first sample's count; null if not stated.</summary>
    public int? InitialValue { get; init; }

    /// <summary>The low 16 bits of the sum of all counts; null if not stated.</summary>
    public int? Checksum { get; init; }

    /// <summary>The signal's name; "signal n" if the header has none.</summary>
    public required string Description { get; init; }
}
