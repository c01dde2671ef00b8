namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>The content of a record's header and signal files.</summary>
public sealed record WfdbRecord
{
    /// <summary>The record's name: that of its header file without the extension.</summary>
    public required string Name { get; init; }

    /// <summary>Samples per second of every signal.</summary>
    public required double SamplingRateHz { get; init; }

    /// <summary>The signals in the header's order, all of the same length.</summary>
    public required IReadOnlyList<WfdbChannel> Signals { get; init; }

    /// <summary>Local date and time of the first sample; null if the header does not state both.</summary>
    public DateTime? RecordedAt { get; init; }

    /// <summary>Comment lines of the header, for a multi-segment record also those of its segments.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Contradictions between header and signal files that were accepted.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The samples of one signal of a <see cref="WfdbRecord"/>.</summary>
public sealed record WfdbChannel
{
    /// <summary>In <see cref="Counts"/>: the sample is missing. In <see cref="Samples"/> a missing sample is NaN.</summary>
    public const int MissingCount = int.MinValue;

    /// <summary>The signal's description in the header.</summary>
    public required string Name { get; init; }

    /// <summary>Samples [T] in <see cref="Units"/>.</summary>
    public required float[] Samples { get; init; }

    /// <summary>Stored counts [T]; null if the segments of the record have different gains.</summary>
    public int[]? Counts { get; init; }

    /// <summary>"mV" for every voltage; otherwise the header's unit.</summary>
    public required string Units { get; init; }

    /// <summary>Counts per unit: sample = (count − <see cref="Baseline"/>) / Gain.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>The count that means 0.</summary>
    public int Baseline { get; init; }
}
