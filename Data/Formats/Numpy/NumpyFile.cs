using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Zip;

namespace EcgCmrNative.Data.Formats.Numpy;

/// <summary>
/// Reads and writes NumPy's .npy (one array) and .npz (a zip of arrays, stored or deflated) files:
/// all numeric types, both byte orders, C and Fortran order. Texts are read as code points, with an axis of characters added. Arrays of
/// Python objects are refused.
/// </summary>
public sealed class NumpyFile : TensorFile
{
    private const string Extension = ".npy", ZipExtension = ".npz";

    private NumpyFile(InputFile file) : base(file)
    {
        if (NpyHeader.IsNpy(file)) Tensors = new NamedTensors(file.Path, [ReadSingle(file)]);
        else if (ZipDirectory.IsZip(file)) Tensors = new NamedTensors(file.Path, Members(file).Select(ReadMember));
        else throw file.Failure(0, "neither a .npy nor a .npz file");
    }

    /// <summary>The arrays; that of a .npy file has the file's name without extension.</summary>
    public override NamedTensors Tensors { get; }

    internal static TensorFormat Format { get; } = new(
        "NumPy", [Extension, ZipExtension], [],
        file => NpyHeader.IsNpy(file) || (ZipDirectory.IsZip(file) && IsNpz(file)), file => new NumpyFile(file));

    /// <summary>Opens either kind of file.</summary>
    /// <exception cref="DataFormatException">The file is missing, or is neither, is damaged, or holds Python objects.</exception>
    /// <exception cref="IOException">The disk failed while the file was read.</exception>
    public static NumpyFile Open(string path, IFileSystem? files = null) => Open(path, files, file => new NumpyFile(file));

    /// <summary>Writes one array as .npy, atomically.</summary>
    /// <exception cref="NotSupportedException">NumPy does not know the kind of element.</exception>
    /// <exception cref="IOException">The file cannot be written; an older file is untouched.</exception>
    public static void WriteNpy(string path, FileTensor tensor, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var header = NpyHeader.Format(tensor);
        (files ?? FileSystem.Disk).WriteAtomically(path, stream =>
        {
            stream.Write(header);
            tensor.WriteTo(stream);
        });
    }

    /// <summary>Writes arrays as an uncompressed .npz, atomically, in the order given.</summary>
    /// <inheritdoc cref="WriteNpz(string, IReadOnlyList{FileTensor}, IReadOnlyDictionary{string, IReadOnlyList{string}}, IFileSystem?)"/>
    public static void WriteNpz(string path, IReadOnlyList<FileTensor> tensors, IFileSystem? files = null) =>
        WriteNpz(path, tensors, new Dictionary<string, IReadOnlyList<string>>(), files);

    /// <summary>Writes arrays and lists of texts as an uncompressed .npz, atomically, in the order given.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The arrays.</param>
    /// <param name="texts">The lists of texts by name; they become arrays of Unicode strings.</param>
    /// <param name="files">The file system; the machine's when null.</param>
    /// <exception cref="ArgumentException">Two arrays have one name.</exception>
    /// <exception cref="NotSupportedException">NumPy does not know the kind of element.</exception>
    /// <exception cref="IOException">The file cannot be written; an older file is untouched.</exception>
    public static void WriteNpz(
        string path, IReadOnlyList<FileTensor> tensors, IReadOnlyDictionary<string, IReadOnlyList<string>> texts,
        IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(texts);
        FileTensor[] all = [.. tensors, .. texts.Select(text => CodePoints(text.Key, text.Value))];
        NamedTensors.RequireDistinct(all);
        byte[][] headers =
        [
            .. tensors.Select(NpyHeader.Format),
            .. all.Skip(tensors.Count).Select(text => NpyHeader.FormatTexts((int)text.Shape[0], (int)text.Shape[1])),
        ];
        (files ?? FileSystem.Disk).WriteAtomically(path, stream =>
        {
            var zip = new ZipFileWriter(stream);
            foreach (var (tensor, header) in all.Zip(headers))
            {
                zip.Add(tensor.Name + Extension, header.Length + tensor.ByteCount, target =>
                {
                    target.Write(header);
                    tensor.WriteTo(target);
                });
            }
            zip.Finish();
        });
    }

    /// <summary>Texts as rows of code points, of the length of the longest and padded with 0.</summary>
    private static FileTensor CodePoints(string name, IReadOnlyList<string> texts)
    {
        int[][] rows = [.. texts.Select(text => text.EnumerateRunes().Select(rune => rune.Value).ToArray())];
        var longest = Math.Max(1, rows.Length == 0 ? 1 : rows.Max(row => row.Length));
        var points = new uint[checked(rows.Length * longest)];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[i].Length; j++) points[i * longest + j] = (uint)rows[i][j];
        }
        return FileTensor.Of<uint>(name, points, rows.Length, longest);
    }

    /// <summary>By the name; else every member is an array, the first one to begin with, as a zip of another kind may be long.</summary>
    private static bool IsNpz(InputFile file)
    {
        if (file.Path.EndsWith(ZipExtension, StringComparison.OrdinalIgnoreCase)) return true;
        return ZipDirectory.FirstName(file).EndsWith(Extension, StringComparison.Ordinal) && ZipDirectory.Read(file).TrueForAll(IsArray);
    }

    private static List<ZipMember> Members(InputFile file)
    {
        var members = ZipDirectory.Read(file);
        if (members.Count == 0) throw file.Failure(0, "the zip file contains no arrays");
        return members.Find(member => !IsArray(member)) is { } other
            ? throw other.Failure(0, $"not an array ({Extension}); remove it from the zip file")
            : members;
    }

    private static bool IsArray(ZipMember member) => member.Name.EndsWith(Extension, StringComparison.Ordinal);

    private static FileTensor ReadMember(ZipMember member) =>
        NpyHeader.Read(member.Unverified()).Tensor(member.Name[..^Extension.Length], member);

    private static FileTensor ReadSingle(InputFile file)
    {
        var whole = new FileRegion(file, 0, file.Length);
        return NpyHeader.Read(whole).Tensor(System.IO.Path.GetFileNameWithoutExtension(file.Path), whole);
    }
}
