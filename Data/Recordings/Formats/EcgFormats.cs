using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Recordings.Formats;

/// <summary>The supported ECG formats, in the order in which they are tried.</summary>
public sealed class EcgFormats(IReadOnlyList<IEcgFormat> formats)
{
    /// <summary>All formats of this library, on the machine's file system.</summary>
    public static EcgFormats Default { get; } = On(FileSystem.Disk);

    /// <summary>The formats.</summary>
    public IReadOnlyList<IEcgFormat> All { get; } = formats;

    /// <summary>All formats of this library on a given file system.</summary>
    public static EcgFormats On(IFileSystem files) => new([new WfdbFormat(files), new ArrayEcgFormat(files)]);

    /// <summary>The format of a file, or null if it is not supported.</summary>
    public IEcgFormat? Find(string path) => All.FirstOrDefault(format => format.CanRead(path));

    /// <summary>Opens a file in whatever format it is.</summary>
    /// <exception cref="DataFormatException">The file's format is not supported, or the file is damaged.</exception>
    public IEcgFile Open(string path) => All.Select(format => format.TryOpen(path)).FirstOrDefault(file => file is not null)
        ?? throw new DataFormatException(
            path, null, $"unsupported ECG format; supported: {string.Join(", ", All.Select(format => format.Name))}");

    /// <summary>Reads one recording of a file.</summary>
    /// <exception cref="DataFormatException">As <see cref="Open"/>; or the recording is damaged.</exception>
    public EcgRecording Read(string path, int index = 0)
    {
        using var file = Open(path);
        return file.Read(index);
    }
}
