using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EcgCmrNative.Data.Files;

/// <summary>What Linux knows of a file and .NET does not tell.</summary>
/// <param name="Kind">The kind, as in <c>st_mode</c>.</param>
/// <param name="Links">The number of its names: more than one if it has a hard link, none if it was deleted while it is open.</param>
/// <param name="Number">The number of the file on its device.</param>
/// <param name="Device">The device.</param>
internal readonly unsafe partial record struct FileStatus(int Kind, uint Links, ulong Number, ulong Device)
{
    // statx(2): the layout is the same on every processor.
    private const int CurrentFolder = -100, BufferBytes = 256;
    private const int LinksOffset = 16, ModeOffset = 28, NumberOffset = 32, DeviceOffset = 136;
    private const int KindMask = 0xF000;
    private const int FollowNoLink = 0x100, EmptyPath = 0x1000;
    private const uint KindLinksAndNumber = 0x1 | 0x4 | 0x100;

    /// <summary>That of a path; null if it does not exist, or if this system cannot be asked.</summary>
    public static FileStatus? Of(string path, bool followLinks = true) => Of(CurrentFolder, path, followLinks ? 0 : FollowNoLink);

    /// <summary>That of an open file; null if this system cannot be asked.</summary>
    public static FileStatus? Of(SafeFileHandle file)
    {
        var status = Of((int)file.DangerousGetHandle(), "", EmptyPath);
        GC.KeepAlive(file);
        return status;
    }

    /// <summary>True if both are the same file, under whatever names.</summary>
    public bool IsSameFile(FileStatus other) => (Number, Device) == (other.Number, other.Device);

    private static FileStatus? Of(int folder, string path, int flags)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var buffer = stackalloc byte[BufferBytes];
        try
        {
            if (StatX(folder, path, flags, KindLinksAndNumber, buffer) != 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
        return new FileStatus(
            *(ushort*)(buffer + ModeOffset) & KindMask, *(uint*)(buffer + LinksOffset), *(ulong*)(buffer + NumberOffset),
            *(ulong*)(buffer + DeviceOffset));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte* buffer);
}
