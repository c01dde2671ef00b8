using System.Globalization;
using System.Numerics;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch.Pickle;

namespace EcgCmrNative.Data.Formats.Torch;

/// <summary>
/// The form before PyTorch 1.6: pickles of a magic number, a version, facts about the machine, the object itself
/// and the keys of its storages, then these, each an element count and the elements.
/// </summary>
internal sealed class TorchLegacy : TorchWorld
{
    private const long Protocol = 1001;

    private static readonly BigInteger Magic =
        BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture);

    private readonly InputFile _file;
    private readonly PickleInput _input;
    private readonly Dictionary<string, (TorchStorage Storage, PlacedLater Place)> _storages = new(StringComparer.Ordinal);

    private TorchLegacy(InputFile file) => (_file, _input) = (file, new PickleInput(new FileRegion(file, 0, file.Length), file.Budget));

    public static object? Read(InputFile file) => new TorchLegacy(file).Read();

    public override object Persistent(object? id, PickleInput input) => Storage(id, input);

    protected override TorchStorage Storage(PythonTuple id, ElementKind kind, string key, long count, PickleInput input)
    {
        if (!_storages.TryGetValue(key, out var known))
        {
            var place = new PlacedLater(_file, count * kind.ByteCount());
            _storages[key] = known = (new TorchStorage(kind, count, place), place);
        }
        var storage = known.Storage;
        if (storage.Kind != kind || storage.Count != count) throw input.Failure($"storage '{key}' has two contradictory descriptions");
        // Files of long ago: a storage that is itself a window (key, offset, count) of the one that is stored.
        if (id is not [_, _, _, _, _, PythonTuple window]) return storage;
        if (window is not [_, long offset and >= 0, long size and >= 0] || offset > count - size)
            throw input.Failure($"a view of storage '{key}' is outside the storage");
        return new TorchStorage(kind, size, new SubRegion(storage.Bytes, offset * kind.ByteCount(), size * kind.ByteCount()));
    }

    private object? Read()
    {
        if (Next() is not BigInteger magic || magic != Magic) throw _input.Failure("the magic number of a PyTorch file is missing");
        if (Next() is not Protocol) throw _input.Failure($"unsupported version of PyTorch's legacy format; supported: {Protocol}");
        if (Next() is PythonDictionary facts && facts.TryGetValue("little_endian", out var little) && little is false)
            throw _input.Failure("the file was written on a big-endian machine, which is not supported");
        var root = Next();
        if (Next() is not List<object?> keys) throw _input.Failure("the list of storages is missing");

        foreach (var key in keys)
        {
            if (key is not string name || !_storages.Remove(name, out var known))
                throw _input.Failure($"the storage '{key}' is not used by any tensor, or listed twice, so its size is unknown");
            var count = _input.ReadInt64();
            if (count != known.Storage.Count)
                throw _input.Failure($"storage '{name}' has {count} elements, but its tensors need {known.Storage.Count}");
            known.Place.Start = _input.Position;
            _input.Skip(known.Place.Length);
        }
        return _storages.Count == 0 ? root : throw _input.Failure($"the storage '{_storages.Keys.First()}' is missing from the file");
    }

    private object? Next() => PickleReader.Read(_input, this);

    /// <summary>A stretch of the file whose place becomes known after the tensors in it.</summary>
    private sealed class PlacedLater(InputFile file, long length) : ByteRegion(file.Path, length)
    {
        public long Start { get; set; }

        public override void Read(long offset, long count, ByteSink sink) => new FileRegion(file, Start, Length).Read(offset, count, sink);

        public override DataFormatException Failure(long offset, string reason, Exception? inner = null) =>
            file.Failure(Start + offset, reason, inner);
    }
}
