using EcgCmrNative.Data.Formats.Units;

namespace EcgCmrNative.Data.Recordings;

/// <summary>One recorded channel of an <see cref="EcgRecording"/>: a lead, or another signal recorded with the leads.</summary>
public sealed record EcgSignal
{
    /// <summary>In <see cref="Counts"/>: the sample is missing. In <see cref="Samples"/> that is NaN.</summary>
    public const int MissingCount = int.MinValue;

    /// <summary>The name in the file.</summary>
    public required string Name { get; init; }

    /// <summary>Samples [T] in <see cref="Units"/>; a missing sample is NaN.</summary>
    public required float[] Samples { get; init; }

    /// <summary>The digital counts [T] as stored, a missing one being <see cref="MissingCount"/>; null if the format has none.</summary>
    public int[]? Counts { get; init; }

    /// <summary>"mV" for every voltage, whatever unit the file had; otherwise the file's unit, such as "mmHg".</summary>
    public string Units { get; init; } = Millivolts.Symbol;

    /// <summary>Counts per unit: sample = (count − <see cref="Baseline"/>) / Gain. 1 if there are no counts.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>The count that means 0.</summary>
    public int Baseline { get; init; }

    /// <summary>Which standard lead this is, and whether it is upside down; null if the name is not one of the twelve.</summary>
    public LeadName? Lead => LeadName.TryParse(Name, out var name) ? name : null;
}
