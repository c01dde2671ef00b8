namespace EcgCmrNative.Data.Files;

/// <summary>
/// A file is damaged or unsupported. The one exception type of all readers in this library:
/// it names the file, the place in it and the reason, so that the user can act on it.
/// </summary>
public sealed class DataFormatException : IOException
{
    /// <summary>A reason may repeat what the file says; a hostile file does not fill the terminal with it.</summary>
    private const int LongestStart = 2000, LongestEnd = 400;

    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file that was read.</param>
    /// <param name="offset">Byte offset in the file where the problem was found, or null if it has no single place.</param>
    /// <param name="reason">The error and, if possible, what was expected.</param>
    /// <param name="inner">The exception that revealed the problem, if any.</param>
    public DataFormatException(string path, long? offset, string reason, Exception? inner = null)
        : base(offset is { } at ? $"{path}, byte {at}: {Shortened(reason, inner)}" : $"{path}: {Shortened(reason, inner)}", inner)
    {
        Path = path;
        Offset = offset;
        Reason = Shortened(reason, inner);
    }

    /// <summary>The file that was read.</summary>
    public string Path { get; }

    /// <summary>Byte offset of the problem, or null.</summary>
    public long? Offset { get; }

    /// <summary>What was wrong.</summary>
    public string Reason { get; }

    /// <summary>The system's own words do not come from the file; a program finds them in the message by the inner exception.</summary>
    private static string Shortened(string reason, Exception? inner) =>
        reason is { Length: > LongestStart + LongestEnd } && inner is not IOException
            ? $"{reason.AsSpan(0, LongestStart)}…{reason.AsSpan(reason.Length - LongestEnd)}"
            : reason;
}
