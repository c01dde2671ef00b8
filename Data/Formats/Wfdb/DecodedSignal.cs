namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>The stored counts of one signal in one segment, at the signal's own rate.</summary>
internal sealed class DecodedSignal(WfdbSignal header, SampleFormat format, int[] counts)
{
    /// <summary>
    /// The WFDB library's own mark for a missing sample, which some writers count in the checksum instead of the stored one.
    /// </summary>
    private const int LibraryMissing = -32768;

    public WfdbSignal Header => header;

    public int[] Counts => counts;

    /// <summary>Turns differences into amplitudes, starting from the header's initial value.</summary>
    public void Accumulate()
    {
        var value = header.InitialValue ?? header.AdcZero;
        foreach (ref var count in counts.AsSpan()) count = value = unchecked(value + count);
    }

    /// <summary>Compares with the checksum of the header, or with the initial value of one that has no checksum.</summary>
    /// <returns>The contradiction, with the signal and both numbers; null if the data match.</returns>
    public string? FindMismatch() =>
        counts.Length == 0 ? null : header.Checksum is { } expected ? FindWrongChecksum(expected) : FindWrongInitialValue();

    /// <summary>
    /// A wrong initial value with a correct checksum: the samples are intact, and the header was edited.
    /// </summary>
    /// <returns>The contradiction; null if the data match.</returns>
    public string? FindOddity() => counts.Length > 0 && header.Checksum is not null ? FindWrongInitialValue() : null;

    /// <summary>Replaces the format's mark of a missing sample by <see cref="WfdbChannel.MissingCount"/>.</summary>
    public void MarkMissing()
    {
        if (format.Missing is { } mark and not WfdbChannel.MissingCount) counts.AsSpan().Replace(mark, WfdbChannel.MissingCount);
    }

    private string? FindWrongInitialValue() =>
        header.InitialValue is { } initial && !format.IsDifference && counts[0] != initial && counts[0] != format.Missing
            ? $"signal '{header.Description}' starts with {counts[0]}, the header's initial value is {initial}"
            : null;

    private string? FindWrongChecksum(int expected)
    {
        int sum = 0, missing = 0;
        foreach (var count in counts)
        {
            sum = unchecked(sum + count);
            if (count == format.Missing) missing++;
        }
        var libraryShift = missing == 0 ? 0 : unchecked(missing * (LibraryMissing - format.Missing!.Value));
        return (short)sum == (short)expected || (short)(sum + libraryShift) == (short)expected
            ? null
            : $"signal '{header.Description}' has checksum {(short)sum}, the header says {(short)expected}";
    }
}
