using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Recordings;

/// <summary>An open file with one recording, or, for an array file, many.</summary>
public interface IEcgFile : IDisposable
{
    /// <summary>Recordings in the file.</summary>
    int Count { get; }

    /// <summary>Reads one recording; safe to call in any order, from one thread at a time.</summary>
    /// <exception cref="DataFormatException">The recording is damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The file has no recording of that number.</exception>
    EcgRecording Read(int index);
}
