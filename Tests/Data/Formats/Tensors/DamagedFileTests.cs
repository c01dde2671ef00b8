using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Verification.Fixtures;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Tensors;

/// <summary>No damage makes a reader do anything but read on or refuse with its one exception.</summary>
public sealed class DamagedFileTests
{
    private static readonly (string Name, Action<string, IFileSystem> Write)[] Formats =
    [
        ("a.safetensors", (path, files) => SafeTensorsFile.Write(path, Sample, new Dictionary<string, string> { ["step"] = "7" }, files)),
        ("a.pth", (path, files) => TorchFile.Write(path, Sample, files: files)),
        ("a.npz", (path, files) => NumpyFile.WriteNpz(path, Sample, files)),
        ("a.npy", (path, files) => NumpyFile.WriteNpy(path, Sample[0], files)),
    ];

    private static FileTensor[] Sample =>
    [
        FileTensor.Of<float>("weight", DeterministicFill.Singles("w", 6), 2, 3),
        FileTensor.Of<long>("steps", new[] { 1L, 2 }, 2),
    ];

    private static IEnumerable<string> Names => Formats.Select(format => format.Name);

    [TestCaseSource(nameof(Names))]
    public void Changed_bytes(string name)
    {
        var whole = Whole(name);
        Prop.ForAll(ArbMap.Default.ArbFor<(ushort At, byte Value)[]>(), changes =>
        {
            var damaged = whole.ToArray();
            foreach (var (at, value) in changes) damaged[at % whole.Length] = value;
            ReadOrRefuse(name, damaged);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true));
    }

    [TestCaseSource(nameof(Names))]
    public void Every_length_the_file_can_be_cut_to(string name)
    {
        var whole = Whole(name);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.That(() => ReadAll(name, cut), Throws.TypeOf<DataFormatException>(), $"cut to {length} of {whole.Length} bytes");
        }
    }

    /// <summary>Old PyTorch files have no checksum over the pickle, so that damage reaches the interpreter.</summary>
    [Test]
    public void Changed_bytes_of_an_old_PyTorch_file()
    {
        var whole = File.ReadAllBytes(SharedData.Require("data", "formats", "torch_burn", "reader", "test_data", "simple_legacy.pt"));
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var value in new byte[] { 0, 0xFF, (byte)'(', (byte)'R', (byte)(whole[at] + 1) })
            {
                var damaged = whole.ToArray();
                damaged[at] = value;
                ReadOrRefuse("a.pt", damaged);
            }
        }
    }

    private static byte[] Whole(string name)
    {
        var files = new MemoryFileSystem();
        Array.Find(Formats, format => format.Name == name).Write(name, files);
        return files[name];
    }

    private static void ReadOrRefuse(string name, byte[] content)
    {
        try { ReadAll(name, content); }
        catch (DataFormatException) { /* the one that is allowed */ }
    }

    private static void ReadAll(string name, byte[] content)
    {
        using var file = TensorFormats.Open(name, new MemoryFileSystem { [name] = content });
        foreach (var tensor in file.Tensors) tensor.WriteTo(Stream.Null);
    }
}
