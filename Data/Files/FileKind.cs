namespace EcgCmrNative.Data.Files;

/// <summary>Tells files with content from devices, pipes and sockets, which .NET does not.</summary>
public static class FileKind
{
    // The kinds of st_mode.
    private const int Pipe = 0x1000, Characters = 0x2000, Blocks = 0x6000, Regular = 0x8000, Socket = 0xC000;

    /// <summary>True for an existing file with content, after links were followed; devices, pipes, sockets and folders are not.</summary>
    /// <param name="path">The file.</param>
    public static bool IsRegular(string path) => File.Exists(path)
        && (FileStatus.Of(path) is { } status
            ? status.Kind == Regular
            : !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal));

    /// <summary>
    /// Checks a path before it is opened: opening a named pipe waits for a writer, and a device may have no end. A path that
    /// does not exist is left to the opening.
    /// </summary>
    /// <exception cref="IOException">It is a named pipe, a socket or a device.</exception>
    internal static void RequireNoStream(string path)
    {
        var kind = FileStatus.Of(path)?.Kind switch
        {
            Pipe => "a pipe",
            Characters or Blocks => "a device",
            Socket => "a socket",
            _ => null,
        };
        if (kind is not null) throw new IOException($"'{path}' is {kind}; only regular files can be read: copy the data to a file first");
    }
}
