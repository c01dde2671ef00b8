using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Data.Formats.Zip;

namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>
/// An open file of named tensors in any of the known formats. Opening reads the directory of the file only;
/// values are read when asked for, so the file stays open until this is disposed.
/// </summary>
public abstract class TensorFile : IDisposable
{
    private readonly InputFile _file;

    private protected TensorFile(InputFile file) => _file = file;

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>All tensors of the file.</summary>
    public abstract NamedTensors Tensors { get; }

    /// <summary>Opens a safetensors, PyTorch, .npy or .npz file; which of them it is, its content tells.</summary>
    /// <exception cref="DataFormatException">The file is missing, or is none of them, or is damaged.</exception>
    /// <exception cref="IOException">The disk failed while the file was read.</exception>
    public static TensorFile Open(string path, IFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)) return SafeTensorsFile.Open(path, files);
        using (var file = new InputFile(files ?? FileSystem.Disk, path))
        {
            if (NpyHeader.IsNpy(file) || (ZipDirectory.IsZip(file) && NumpyFile.IsNpz(ZipDirectory.Read(file))))
                return NumpyFile.Open(path, files);
        }
        return TorchFile.Open(path, files);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the file for a reader that takes it over, and closes it again where the reader refuses it.</summary>
    private protected static T Open<T>(string path, IFileSystem? files, Func<InputFile, T> read) where T : TensorFile
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
