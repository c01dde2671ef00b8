using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Formats.SafeTensors;

/// <summary>
/// Reads and writes safetensors files: an 8-byte length, a JSON header, then the data without gaps.
/// Source: the format's description, github.com/huggingface/safetensors.
/// </summary>
public sealed class SafeTensorsFile : TensorFile
{
    private const string Extension = ".safetensors";

    private SafeTensorsFile(InputFile file) : base(file)
    {
        var header = SafeTensorsHeader.Read(file);
        Metadata = header.Metadata;
        Tensors = new NamedTensors(file.Path, header.Entries.Select(entry => new FileTensor(
            entry.Name, entry.Kind, entry.Shape, new FileRegion(file, header.DataStart + entry.Start, entry.End - entry.Start))));
    }

    /// <inheritdoc/>
    public override NamedTensors Tensors { get; }

    /// <summary>The texts under <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    internal static TensorFormat Format { get; } = new(
        "safetensors", [Extension], [],
        file => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase), file => new SafeTensorsFile(file));

    /// <summary>Opens a file and checks its whole header.</summary>
    /// <exception cref="DataFormatException">It is missing, or its header does not describe this file without gap and overlap.</exception>
    /// <exception cref="IOException">The disk failed while the file was read.</exception>
    public static SafeTensorsFile Open(string path, IFileSystem? files = null) => Open(path, files, file => new SafeTensorsFile(file));

    /// <summary>Writes a file atomically, the tensors in the order given. The same input gives the same bytes.</summary>
    /// <exception cref="ArgumentException">Two tensors have one name, or a name is <c>__metadata__</c>.</exception>
    /// <exception cref="NotSupportedException">A tensor's kind is not known to the format.</exception>
    /// <exception cref="IOException">The file cannot be written; an older file is untouched.</exception>
    public static void Write(
        string path, IReadOnlyList<FileTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var header = SafeTensorsHeader.Format(tensors, metadata);
        (files ?? FileSystem.Disk).WriteAtomically(path, stream =>
        {
            stream.Write(BitConverter.GetBytes((long)header.Length));
            stream.Write(header);
            foreach (var tensor in tensors) tensor.WriteTo(stream);
        });
    }
}
