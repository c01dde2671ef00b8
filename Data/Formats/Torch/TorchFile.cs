using System.Globalization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch.Pickle;
using EcgCmrNative.Data.Formats.Zip;

namespace EcgCmrNative.Data.Formats.Torch;

/// <summary>
/// Reads and writes PyTorch files (.pt, .pth, .ckpt) without running anything in them: the zip form of today,
/// the one before version 1.6, and the tar form of the beginnings.
/// </summary>
public sealed class TorchFile : TensorFile
{
    /// <summary>Keys under which training programs keep the weights, in the order in which they are tried.</summary>
    private static readonly string[] StateDictKeys = ["model", "state_dict"];

    // About what it costs to look at a value, and to keep a tensor under a name.
    private const int VisitBytes = 8, NamedBytes = 160;

    private readonly InputFile _file;

    private TorchFile(InputFile file) : base(file)
    {
        _file = file;
        Root = ReadRoot(file);
        Tensors = Collect(Root);
    }

    /// <summary>
    /// The object that was saved: null, bool, long, <see cref="System.Numerics.BigInteger"/>, double, string, byte[],
    /// <c>List&lt;object?&gt;</c>, <see cref="PythonTuple"/>, <see cref="PythonDictionary"/>, <see cref="FileTensor"/>,
    /// <see cref="PythonSymbol"/> or, for instances of other classes, <see cref="PythonObject"/>.
    /// </summary>
    public object? Root { get; }

    /// <summary>
    /// All tensors, named by their way from the root: <c>model.blocks.0.norm1.weight</c>, <c>optimizer.state.3.exp_avg</c>,
    /// <c>0</c>, <c>1</c>, … for a list, and the empty name if the file is one tensor.
    /// </summary>
    public override NamedTensors Tensors { get; }

    /// <summary>Accepts every file: one that is not supported fails with a message that names the three forms.</summary>
    internal static TensorFormat Format { get; } = new(
        "PyTorch", [".pt", ".pth"], [".ckpt", ".bin", ".tar"], _ => true, file => new TorchFile(file));

    /// <summary>Opens a file and reads its structure; values are read, and their checksums verified, on demand.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged or not from PyTorch, or its pickle is not allowed.</exception>
    /// <exception cref="IOException">The disk failed while the file was read.</exception>
    public static TorchFile Open(string path, IFileSystem? files = null) => Open(path, files, file => new TorchFile(file));

    /// <summary>The weights: the tensors under "model" or "state_dict" if there is such a key, else those of the root.</summary>
    /// <exception cref="DataFormatException">The file holds no dictionary of tensors.</exception>
    public NamedTensors StateDict()
    {
        if (Root is not PythonDictionary root) throw _file.Failure(null, "the file contains no dictionary of weights");
        var weights = StateDictKeys.Select(key => root.GetValueOrDefault(key)).OfType<PythonDictionary>().FirstOrDefault() ?? root;
        var tensors = ReferenceEquals(weights, Root) ? Tensors : Collect(weights);
        return tensors.Count > 0 || root.Count == 0
            ? tensors
            : throw _file.Failure(null, $"the file contains no weights; its keys are {string.Join(", ", root.Keys.Take(20))}");
    }

    /// <summary>Writes a state dict, atomically, in the zip form that PyTorch 1.6 and later load.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The weights in their order.</param>
    /// <param name="key">The key the state dict is put under, or null for a bare one.</param>
    /// <param name="files">The file system; the disk if not given.</param>
    /// <exception cref="ArgumentException">Two tensors have one name.</exception>
    /// <exception cref="NotSupportedException">PyTorch has no storage of a tensor's kind.</exception>
    /// <exception cref="IOException">The file cannot be written; an older file is untouched.</exception>
    public static void Write(string path, IReadOnlyList<FileTensor> tensors, string? key = "model", IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        NamedTensors.RequireDistinct(tensors);
        var pickle = TorchPickle.OfStateDict(tensors, key);
        (files ?? FileSystem.Disk).WriteAtomically(path, stream =>
        {
            var zip = new ZipFileWriter(stream);
            zip.Add("archive/data.pkl", pickle);
            for (var i = 0; i < tensors.Count; i++) zip.Add($"archive/data/{i}", tensors[i].ByteCount, tensors[i].WriteTo);
            zip.Add("archive/version", "3\n"u8.ToArray());
            zip.Finish();
        });
    }

    private static object? ReadRoot(InputFile file)
    {
        if (file.Length == 0) throw file.Failure(0, "the file is empty");
        if (ZipDirectory.IsZip(file)) return TorchZip.Read(file);
        Span<byte> first = stackalloc byte[1];
        file.Read(0, first);
        const byte protocolOpcode = 0x80;
        if (first[0] == protocolOpcode) return TorchLegacy.Read(file);
        return TorchTar.IsTar(file)
            ? TorchTar.Read(file)
            : throw file.Failure(0, "not a PyTorch file: expected zip, pickle or tar");
    }

    private NamedTensors Collect(object? root)
    {
        var found = new List<FileTensor>();
        Visit("", root);
        return new NamedTensors(Path, found);

        void Visit(string name, object? value)
        {
            if (value is FileTensor tensor)
            {
                _file.Budget.Take(tensor.ByteCount, "views of shared elements");
                found.Add(tensor.Renamed(name));
            }
            else if (value is PythonDictionary dictionary) Entries(name, dictionary);
            else if (value is PythonObject instance) Entries(name, instance.Entries);
            else if (value is IReadOnlyList<object?> items)
            {
                for (var i = 0; i < items.Count; i++) Enter(name, i, items[i]);
            }
        }

        void Entries(string name, PythonDictionary entries)
        {
            foreach (var (key, value) in entries) Enter(name, key, value);
        }

        void Enter(string name, object key, object? value)
        {
            if (value is not FileTensor && !PickleTree.IsContainer(value))
            {
                _file.Budget.Take(VisitBytes, "values");
                return;
            }
            var inner = (name.Length == 0 ? "" : name + ".") + Convert.ToString(key, CultureInfo.InvariantCulture);
            _file.Budget.Take(NamedBytes + (sizeof(char) * inner.Length), "names of tensors");
            Visit(inner, value);
        }
    }
}
