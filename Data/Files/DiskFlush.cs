using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EcgCmrNative.Data.Files;

/// <summary>
/// Forces files and folders to the disk, and reports it if the disk refuses. .NET's own way
/// (<see cref="FileStream.Flush(bool)"/>) ignores such errors: a full or broken disk would look like success.
/// </summary>
internal static unsafe partial class DiskFlush
{
    // Values of errno that are the same on Linux and macOS.
    private const int Interrupted = 4, InvalidArgument = 22;

    // Looked up in the whole process rather than in the C library, so that tools which replace system calls are asked as well.
    private static readonly delegate* unmanaged<int, int> Fsync =
        OperatingSystem.IsWindows()
            ? null
            : (delegate* unmanaged<int, int>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "fsync");

    /// <summary>Writes everything that the operating system holds of a file to the disk.</summary>
    /// <exception cref="IOException">The disk refused; the message has the system's reason.</exception>
    public static void File(FileStream file)
    {
        file.Flush(flushToDisk: false);
        // macOS needs more than fsync for it, which .NET knows.
        if (OperatingSystem.IsMacOS()) file.Flush(flushToDisk: true);
        if (!OperatingSystem.IsWindows()) Sync(file.SafeFileHandle, file.Name, ignored: 0);
        else if (!FlushFileBuffers(file.SafeFileHandle)) throw Failure(file.Name, Marshal.GetLastPInvokeError());
    }

    /// <summary>Makes the names in a folder durable; a rename is so only then. Windows does it by itself.</summary>
    /// <exception cref="IOException">The disk refused; the message has the system's reason.</exception>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using var handle = OpenFolder(path, 0);
        if (handle.IsInvalid) throw Failure(path, Marshal.GetLastPInvokeError());
        // Some file systems cannot do this for folders, and say so.
        Sync(handle, path, ignored: InvalidArgument);
    }

    private static void Sync(SafeFileHandle handle, string path, int ignored)
    {
        var error = Interrupted;
        while (error == Interrupted)
        {
            Marshal.SetLastSystemError(0);
            if (Fsync((int)handle.DangerousGetHandle()) == 0) return;
            error = Marshal.GetLastSystemError();
        }
        GC.KeepAlive(handle);
        if (error != ignored) throw Failure(path, error);
    }

    private static IOException Failure(string path, int error) => new(
        $"{path}: the disk did not confirm that it is written ({Marshal.GetPInvokeErrorMessage(error)}); "
        + "check the disk and its free space");

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle file);
}
