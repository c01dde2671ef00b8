using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>The content of a WFDB header file (.hea), as header(5) of the WFDB Applications Guide describes it.</summary>
public sealed record WfdbHeader
{
    /// <summary>The extension of header files.</summary>
    public const string Extension = ".hea";

    /// <summary>The sampling rate of a header that states none.</summary>
    public const double DefaultSamplingRateHz = 250;

    /// <summary>The header file.</summary>
    public required string Path { get; init; }

    /// <summary>The record's name on the record line.</summary>
    public required string RecordName { get; init; }

    /// <summary>Frames per second; a signal with n samples per frame has n times as many samples.</summary>
    public double SamplingRateHz { get; init; } = DefaultSamplingRateHz;

    /// <summary>Frames of the record, or null if the header leaves them open.</summary>
    public long? FrameCount { get; init; }

    /// <summary>Date and time of the first sample, if the header has both in a readable form.</summary>
    public DateTime? RecordedAt { get; init; }

    /// <summary>Signals as the record line counts them.</summary>
    public required int SignalCount { get; init; }

    /// <summary>The signals; empty in the header of a multi-segment record.</summary>
    public IReadOnlyList<WfdbSignal> Signals { get; init; } = [];

    /// <summary>The segments; empty in the header of an ordinary record.</summary>
    public IReadOnlyList<WfdbSegment> Segments { get; init; } = [];

    /// <summary>Comment lines without their '#'.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Reads a header.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The header file.</param>
    /// <exception cref="DataFormatException">The header breaks the format's rules.</exception>
    public static WfdbHeader Read(IFileSystem files, string path) => HeaderParser.Read(files, path);

    /// <summary>Reads the header of a multi-segment record; of an ordinary record only the record line is parsed.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The header file.</param>
    /// <returns>Null if the record has no segments.</returns>
    /// <exception cref="DataFormatException">The file cannot be read, or is a damaged multi-segment header.</exception>
    public static WfdbHeader? ReadMultiSegment(IFileSystem files, string path) => HeaderParser.ReadMultiSegment(files, path);

    /// <summary>Samples per frame of the fastest signal; the record is read at <see cref="SamplingRateHz"/> times this.</summary>
    public int MaximumSamplesPerFrame => Signals.Count == 0 ? 1 : Signals.Max(signal => signal.SamplesPerFrame);
}

/// <summary>One line of a multi-segment header.</summary>
/// <param name="Name">The segment's record name, or <see cref="Gap"/>.</param>
/// <param name="FrameCount">Frames; 0 for the layout segment of a variable-layout record.</param>
public readonly record struct WfdbSegment(string Name, long FrameCount)
{
    /// <summary>The name of a segment in which nothing was recorded.</summary>
    public const string Gap = "~";
}
