using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>
/// An open file of named tensors in any of the known formats. Opening reads the directory of the file only;
/// values are read on demand, so the file stays open until this is disposed.
/// </summary>
public abstract class TensorFile : IDisposable
{
    private readonly InputFile _file;

    private protected TensorFile(InputFile file) => _file = file;

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>All tensors of the file.</summary>
    public abstract NamedTensors Tensors { get; }

    /// <summary>Counts what is built of the file's content, in the same sum as its structure; see <see cref="FileBudget"/>.</summary>
    /// <exception cref="DataFormatException">The file costs more than its length justifies.</exception>
    internal void Take(long bytes, string what) => _file.Budget.Take(bytes, what);

    /// <summary>Closes the file until the next read of values, which opens it again; the directory is kept.</summary>
    internal void Suspend() => _file.Suspend();

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the file for a reader that takes it over, and closes it again if the reader throws.</summary>
    internal static T Open<T>(string path, IFileSystem? files, Func<InputFile, T> read) where T : TensorFile
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new InputFile(files ?? FileSystem.Disk, path);
        try
        {
            return read(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
