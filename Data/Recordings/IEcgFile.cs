using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Recordings;

/// <summary>An open file with one recording, or, for an array file, many.</summary>
public interface IEcgFile : IDisposable
{
    /// <summary>Recordings in the file.</summary>
    int Count { get; }

    /// <summary>
    /// Other files that belong to this recording and are not recordings of their own, such as the segments of a long record. Never throws:
    /// a file that cannot be read has none, and reading its recording says why.
    /// </summary>
    IReadOnlyList<string> Parts => [];

    /// <summary>
    /// Closes what is open until the next <see cref="Read"/>, which opens it again. What was parsed is kept, so that many files can be
    /// listed before the first is read.
    /// </summary>
    void Suspend();

    /// <summary>Reads one recording; safe to call in any order, from one thread at a time.</summary>
    /// <exception cref="DataFormatException">The recording is damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The file has no recording of that number.</exception>
    EcgRecording Read(int index);
}
