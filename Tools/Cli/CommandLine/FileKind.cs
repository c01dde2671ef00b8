using System.Runtime.InteropServices;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Tells files with content from devices, pipes and sockets, which .NET does not.</summary>
internal static unsafe partial class FileKind
{
    // statx(2): the layout is the same on all processors.
    private const int StatusBytes = 256, ModeOffset = 28, CurrentFolder = -100;
    private const uint BasicFields = 0x7FF;
    private const int TypeBits = 0xF000, RegularFile = 0x8000;

    /// <summary>True for a file with content, after links were followed; devices, pipes, sockets and folders are not.</summary>
    public static bool IsRegular(string path)
    {
        if (!File.Exists(path)) return false;
        if (!OperatingSystem.IsLinux()) return !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
        var status = stackalloc byte[StatusBytes];
        if (Status(CurrentFolder, path, 0, BasicFields, status) != 0) return false;
        return (*(ushort*)(status + ModeOffset) & TypeBits) == RegularFile;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint fields, byte* status);
}
