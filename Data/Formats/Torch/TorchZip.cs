using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch.Pickle;
using EcgCmrNative.Data.Formats.Zip;

namespace EcgCmrNative.Data.Formats.Torch;

/// <summary>The zip form (PyTorch 1.6 and later): <c>NAME/data.pkl</c> and one stored member <c>NAME/data/KEY</c> per storage.</summary>
internal sealed class TorchZip : TorchWorld
{
    private const string Pickle = "data.pkl";

    private readonly Dictionary<string, ZipMember> _members;
    private readonly string _folder;

    private TorchZip(InputFile file)
    {
        _members = ZipDirectory.Read(file).ToDictionary(member => member.Name, StringComparer.Ordinal);
        var pickle = _members.Keys.FirstOrDefault(name => name == Pickle
            || (name.EndsWith("/" + Pickle, StringComparison.Ordinal) && name.Count(c => c == '/') == 1))
            ?? throw file.Failure(0, $"not a PyTorch file: the zip file has no member {Pickle}");
        _folder = pickle[..^Pickle.Length];
        if (_members.TryGetValue(_folder + "byteorder", out var order) && Text(order) == "big")
            throw order.Failure(0, "the file was written on a big-endian machine, which is not supported");
    }

    public static object? Read(InputFile file)
    {
        var zip = new TorchZip(file);
        return PickleReader.Read(new PickleInput(zip.Member(Pickle), file.Budget), zip);
    }

    public override object Persistent(object? id, PickleInput input) => Storage(id, input);

    protected override TorchStorage Storage(PythonTuple id, ElementKind kind, string key, long count, PickleInput input)
    {
        if (!_members.ContainsKey($"{_folder}data/{key}")) throw Missing($"{_folder}data/{key}", input);
        var member = Member($"data/{key}");
        var needed = count * kind.ByteCount();
        return member.Length >= needed
            ? new TorchStorage(kind, count, new SubRegion(member, 0, needed))
            : throw member.Failure(0, $"a storage of {count} elements needs {needed} bytes, but the member has {member.Length}");
    }

    /// <summary>A name may be missing because it was damaged; then the checksums of other members tell what really happened.</summary>
    private DataFormatException Missing(string name, PickleInput input)
    {
        foreach (var member in _members.Values.Where(member => !member.IsCompressed)) member.RequireIntact();
        return input.Failure($"the storage '{name}' is missing from the file");
    }

    /// <summary>PyTorch does not compress its members. So a view can be read without inflating everything before it.</summary>
    private ZipMember Member(string name)
    {
        var member = _members[_folder + name];
        return member.IsCompressed
            ? throw member.Failure(0, $"unsupported compressed member of {member.Length} bytes; PyTorch stores members uncompressed")
            : member;
    }

    private static string Text(ZipMember member)
    {
        var bytes = new byte[Math.Min(member.Length, 16)];
        member.Read(0, bytes);
        return Encoding.ASCII.GetString(bytes);
    }
}
