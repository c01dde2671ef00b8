using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;

namespace EcgCmrNative.Data.Formats;

/// <summary>The file formats of named tensors. A new format is a folder with a <see cref="TensorFile"/>, and a line here.</summary>
public static class TensorFormats
{
    /// <summary>
    /// In the order in which they are tried; the last one is tried on every other file, and its error says what is wrong.
    /// </summary>
    private static readonly TensorFormat[] All = [SafeTensorsFile.Format, NumpyFile.Format, TorchFile.Format];

    /// <summary>Extensions that only files of tensors have, such as ".npy".</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. All.SelectMany(format => format.Extensions)];

    /// <summary>Extensions that files of tensors share with other files, such as ".bin".</summary>
    public static IReadOnlyList<string> SharedExtensions { get; } = [.. All.SelectMany(format => format.SharedExtensions)];

    /// <summary>Opens a safetensors, PyTorch, .npy or .npz file. The content decides which format it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">The file system; the machine's if null.</param>
    /// <exception cref="DataFormatException">The file is missing, damaged, or in none of these formats.</exception>
    /// <exception cref="IOException">The disk failed while the file was read.</exception>
    public static TensorFile Open(string path, IFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TensorFile.Open(path, files, file => All.First(format => format.Recognizes(file)).Open(file));
    }
}
