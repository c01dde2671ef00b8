namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>What to do if the samples contradict the header's checksum, or its initial value if it has no checksum.</summary>
public enum WfdbMismatch
{
    /// <summary>An error that names the signal and both numbers.</summary>
    Refuse,

    /// <summary>The recording is returned with the same text among its warnings.</summary>
    Warn,
}

/// <summary>How WFDB records are read.</summary>
public sealed record WfdbOptions
{
    /// <summary>
    /// What to do about a wrong checksum, or a wrong initial value without a checksum. Default: refuse. A wrong initial value with a
    /// correct checksum is always a warning.
    /// </summary>
    public WfdbMismatch OnMismatch { get; init; }

    /// <summary>
    /// The most samples of all signals together that one recording may have; 2²⁸ by default, which take 2 GiB of memory.
    /// Raise it to read day-long recordings of many leads.
    /// </summary>
    public long MaximumSamples { get; init; } = 1L << 28;
}
