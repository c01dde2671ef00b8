namespace EcgCmrNative.Data.Recordings;

/// <summary>One recording as stored: signals in the file's order, at one sampling rate.</summary>
/// <remarks>For the twelve leads in their standard order see <see cref="LeadMap"/>.</remarks>
public sealed record EcgRecording
{
    /// <summary>The record's name, unique in its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The file it came from.</summary>
    public required string SourcePath { get; init; }

    /// <summary>Samples per second of every signal.</summary>
    public required double SamplingRateHz { get; init; }

    /// <summary>The signals, all of the same length, in the file's order.</summary>
    public required IReadOnlyList<EcgSignal> Signals { get; init; }

    /// <summary>The person's data in the file.</summary>
    public EcgSubject Subject { get; init; } = new();

    /// <summary>Local date and time of the first sample, if the file has both.</summary>
    public DateTime? RecordedAt { get; init; }

    /// <summary>Free text from the file, line by line.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Errors in the file that the reader's options allow.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Samples T of each signal.</summary>
    public int SampleCount => Signals.Count == 0 ? 0 : Signals[0].Samples.Length;

    /// <summary>Length in seconds.</summary>
    public double DurationSeconds => SampleCount / SamplingRateHz;
}
