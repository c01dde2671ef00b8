using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Files;

/// <summary>
/// Refuses what is not a file with an end: opening a named pipe waits until somebody writes to it, and a device may never end.
/// </summary>
internal static unsafe partial class FileKind
{
    // The same on every processor with Linux.
    private const int CurrentFolder = -100, TypeOnly = 1, BufferBytes = 256, ModeOffset = 28;
    private const int KindMask = 0xF000, Pipe = 0x1000, Characters = 0x2000, Blocks = 0x6000, Socket = 0xC000;

    /// <summary>Checks a path before it is opened; a path that does not exist is left to the opening.</summary>
    /// <exception cref="IOException">It is a named pipe, a socket or a device.</exception>
    public static void RequireNoStream(string path)
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

    private static int Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var buffer = stackalloc byte[BufferBytes];
        try
        {
            return StatX(CurrentFolder, path, 0, TypeOnly, buffer) == 0 ? *(ushort*)(buffer + ModeOffset) & KindMask : 0;
        }
        catch (EntryPointNotFoundException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte* buffer);
}
