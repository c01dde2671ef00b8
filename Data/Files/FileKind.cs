using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Files;

/// <summary>Tells files with content from devices, pipes and sockets, which .NET does not.</summary>
public static unsafe partial class FileKind
{
    // statx(2): the layout is the same on every processor.
    private const int CurrentFolder = -100, TypeOnly = 1, BufferBytes = 256, ModeOffset = 28;
    private const int KindMask = 0xF000, Pipe = 0x1000, Characters = 0x2000, Blocks = 0x6000, Regular = 0x8000, Socket = 0xC000;

    /// <summary>True for an existing file with content, after links were followed; devices, pipes, sockets and folders are not.</summary>
    /// <param name="path">The file.</param>
    public static bool IsRegular(string path) => File.Exists(path)
        && (Of(path) is { } kind ? kind == Regular : !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal));

    /// <summary>
    /// Checks a path before it is opened: opening a named pipe waits for a writer, and a device may have no end. A path that
    /// does not exist is left to the opening.
    /// </summary>
    /// <exception cref="IOException">It is a named pipe, a socket or a device.</exception>
    internal static void RequireNoStream(string path)
    {
        var kind = Of(path) switch
        {
            Pipe => "a pipe",
            Characters or Blocks => "a device",
            Socket => "a socket",
            _ => null,
        };
        if (kind is not null) throw new IOException($"'{path}' is {kind}; only regular files can be read: copy the data to a file first");
    }

    /// <summary>The kind of what is at a path; null if it cannot be asked.</summary>
    private static int? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var buffer = stackalloc byte[BufferBytes];
        try
        {
            return StatX(CurrentFolder, path, 0, TypeOnly, buffer) == 0 ? *(ushort*)(buffer + ModeOffset) & KindMask : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte* buffer);
}
