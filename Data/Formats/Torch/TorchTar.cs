using System.Globalization;
using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch.Pickle;

namespace EcgCmrNative.Data.Formats.Torch;

/// <summary>
/// The form before PyTorch 0.1.10: a tar file of <c>storages</c>, <c>tensors</c> and <c>pickle</c>. Files that describe
/// their tensors in the pickle, without a member <c>tensors</c>, are read as well.
/// </summary>
internal sealed class TorchTar : TorchWorld
{
    private const int BlockBytes = 512;

    private readonly InputFile _file;
    private readonly Dictionary<string, FileRegion> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TorchStorage> _storages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileTensor> _tensors = new(StringComparer.Ordinal);

    private TorchTar(InputFile file)
    {
        _file = file;
        for (long at = 0; at <= file.Length - BlockBytes;)
        {
            if (HeaderAt(file, at) is not var (name, size)) break;
            at += BlockBytes;
            if (size > file.Length - at) throw file.Failure(at, $"member '{name}' of {size} bytes exceeds the tar file");
            if (!_members.TryAdd(name, new FileRegion(file, at, size))) throw file.Failure(at, $"two members are named '{name}'");
            at += (size + BlockBytes - 1) / BlockBytes * BlockBytes;
        }
    }

    public static bool IsTar(InputFile file) => file.Length >= BlockBytes && HeaderAt(file, 0) is not null;

    public static object? Read(InputFile file)
    {
        var tar = new TorchTar(file);
        tar.ReadStorages(tar.Member("storages"));
        if (tar._members.TryGetValue("tensors", out var tensors)) tar.ReadTensors(tensors);
        return PickleReader.Read(new PickleInput(tar.Member("pickle"), file.Budget), tar);
    }

    public override object Persistent(object? id, PickleInput input) => id switch
    {
        string key when _tensors.TryGetValue(key, out var tensor) => tensor,
        string key when _storages.TryGetValue(key, out var storage) => storage,
        // A class with its source text: only its name is of use.
        PythonTuple and [PythonSymbol type, ..] => type,
        _ => Storage(id, input),
    };

    protected override TorchStorage Storage(PythonTuple id, ElementKind kind, string key, long count, PickleInput input) =>
        _storages.TryGetValue(key, out var storage) && storage.Kind == kind && storage.Count == count
            ? storage
            : throw input.Failure($"the storage '{key}' of {count} {kind} is missing from the file");

    private FileRegion Member(string name) =>
        _members.TryGetValue(name, out var member)
            ? member
            : throw _file.Failure(0, $"not a PyTorch file: the tar file has no member '{name}'");

    private void ReadStorages(FileRegion region)
    {
        var input = new PickleInput(region, _file.Budget);
        var count = ReadCount(input);
        for (long i = 0; i < count; i++)
        {
            if (Next(input) is not (PythonTuple and [var key, string, PythonSymbol type]) || TorchStorage.KindOf(type) is not { } kind)
                throw input.Failure("invalid storage: expected key, device and class");
            var elements = input.ReadInt64();
            if (elements < 0 || elements > (region.Length - input.Position) / kind.ByteCount())
                throw input.Failure($"a storage of {elements} elements of {kind} exceeds its member");
            var bytes = elements * kind.ByteCount();
            if (!_storages.TryAdd(Key(key), new TorchStorage(kind, elements, new SubRegion(region, input.Position, bytes))))
                throw input.Failure($"two storages are named '{Key(key)}'");
            input.Skip(bytes);
        }
    }

    /// <summary>A tensor: its key, that of its storage, its class; rank and padding as int32; sizes, strides, offset as int64.</summary>
    private void ReadTensors(FileRegion region)
    {
        var input = new PickleInput(region, _file.Budget);
        var count = ReadCount(input);
        for (long i = 0; i < count; i++)
        {
            if (Next(input) is not (PythonTuple and [var key, var storageKey, PythonSymbol])
                || !_storages.TryGetValue(Key(storageKey), out var storage))
                throw input.Failure("invalid tensor: expected key, key of a storage and class");
            var rank = input.ReadInt32();
            if (rank is < 0 or > FileTensor.MaxRank) throw input.Failure($"a tensor has {rank} axes; expected 0 to {FileTensor.MaxRank}");
            input.ReadInt32();
            var shape = new long[rank];
            var strides = new long[rank];
            for (var axis = 0; axis < rank; axis++) shape[axis] = input.ReadInt64();
            for (var axis = 0; axis < rank; axis++) strides[axis] = input.ReadInt64();
            _tensors[Key(key)] = storage.View(input.ReadInt64(), shape, strides, input);
        }
    }

    private long ReadCount(PickleInput input) =>
        Next(input) is long count and >= 0 ? count : throw input.Failure("the number of entries is missing");

    private object? Next(PickleInput input) => PickleReader.Read(input, this);

    private static string Key(object? key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Name and size of the member whose header is here, or null if there is no header with a correct checksum.</summary>
    private static (string Name, long Size)? HeaderAt(InputFile file, long at)
    {
        Span<byte> header = stackalloc byte[BlockBytes];
        file.Read(at, header);
        if (header[0] == 0 || Octal(header.Slice(124, 12)) is not { } size || Octal(header.Slice(148, 8)) is not { } checksum) return null;
        long sum = 8 * ' ';
        for (var i = 0; i < header.Length; i++) sum += i is >= 148 and < 156 ? 0 : header[i];
        var name = header[..100];
        var end = name.IndexOf((byte)0);
        return sum == checksum ? (Encoding.UTF8.GetString(end < 0 ? name : name[..end]), size) : null;
    }

    private static long? Octal(ReadOnlySpan<byte> field)
    {
        long value = 0;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            value = (value * 8) + (digit - '0');
        }
        return value;
    }
}
