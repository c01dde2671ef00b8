using System.IO.Compression;
using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Numpy;

public sealed class NumpyFileTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void All_versions_of_the_header(int version)
    {
        var tensor = Read(Npy("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }", [1, 0, 2, 0, 3, 0, 255, 255], version));
        Assert.That(tensor.Shape, Is.EqualTo(new[] { 2L, 2 }));
        Assert.That(tensor.ToInt64s(), Is.EqualTo(new[] { 1L, 2, 3, -1 }));
        Assert.That(tensor.Name, Is.EqualTo("a"), "the file's name");
    }

    [TestCase(">i2", new byte[] { 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 1, 0 })]
    [TestCase("<i2", new byte[] { 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 0, 1 })]
    [TestCase("|u1", new byte[] { 1, 2, 3, 4, 5, 0 })]
    public void Fortran_order_and_byte_order(string type, byte[] data)
    {
        var last = type == "|u1" ? 0L : 256;
        var tensor = Read(Npy($"{{'descr': '{type}', 'fortran_order': True, 'shape': (2, 3)}}", data));
        Assert.That(tensor.ToInt64s(), Is.EqualTo(new[] { 1L, 3, 5, 2, 4, last }));
    }

    [TestCase("a.npz", "a.npy", "notes.txt", "member 'notes.txt': not an array")]
    [TestCase("a.npz", "a.npy", "folder/", "member 'folder/': not an array")]
    [TestCase("a.npz", null, null, "contains no arrays")]
    [TestCase("a.pth", "a.npy", "notes.txt", "not a PyTorch file")]
    public void A_zip_file_of_other_things_is_refused_by_its_name(string path, string? first, string? second, string reason)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { first, second }.OfType<string>())
            {
                using var member = zip.CreateEntry(name).Open();
                member.Write(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}", [1]));
            }
        }
        var files = new MemoryFileSystem { [path] = stream.ToArray() };
        Assert.That(() => TensorFormats.Open(path, files), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));
    }

    [Test]
    public void Sizes_as_Python_2_wrote_them() =>
        Assert.That(Read(Npy("{'shape': (3L,), 'fortran_order': False, 'descr': '|b1'}", [1, 0, 1])).ToInt64s(),
            Is.EqualTo(new[] { 1L, 0, 1 }));

    [TestCase("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "Python objects")]
    [TestCase("{'descr': '<U4', 'fortran_order': False, 'shape': (1,)}", "<U4")]
    [TestCase("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "structured")]
    [TestCase("{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}", "needs 24 bytes")]
    [TestCase("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 9)}", "64 bits")]
    [TestCase("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", "dictionary")]
    [TestCase("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", "dictionary")]
    [TestCase("{'descr': '<f8', 'shape': (1,)}", "needs 'descr'")]
    [TestCase("__import__('os')", "dictionary")]
    public void What_is_no_array_of_numbers_is_refused(string header, string reason) =>
        Assert.That(() => Read(Npy(header, new byte[8])), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));

    /// <summary>Each member alone could be; together they are more than any compression makes of signals.</summary>
    [Test]
    public void A_compressed_npz_that_inflates_beyond_measure_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var zip = ZipFile.Open(folder["a.npz"], ZipArchiveMode.Create))
        {
            for (var i = 0; i < 4; i++)
            {
                using var member = zip.CreateEntry($"{i}.npy", CompressionLevel.SmallestSize).Open();
                member.Write(Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({24 << 20},)}}", new byte[24 << 20]));
            }
        }
        Assert.That(Hostile.Refused(() => NumpyFile.Open(folder["a.npz"]).Dispose()).Message, Does.Contain("inflate to more than"));
    }

    [Test]
    public void A_compressed_npz()
    {
        using var folder = new TemporaryFolder();
        var values = Enumerable.Range(0, 100_000).Select(i => (byte)(i % 7)).ToArray();
        using (var zip = ZipFile.Open(folder["a.npz"], ZipArchiveMode.Create))
        {
            using var member = zip.CreateEntry("ecg.npy", CompressionLevel.Fastest).Open();
            member.Write(Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({values.Length},)}}", values));
        }
        using var file = TensorFormats.Open(folder["a.npz"]);
        Assert.That(file.Tensors["ecg"].ToSingles(), Is.EqualTo(values.Select(v => (float)v)));
        var part = new float[3];
        file.Tensors["ecg"].CopyTo(part, 99_990);
        Assert.That(part, Is.EqualTo(values[99_990..99_993].Select(v => (float)v)));
    }

    [Test]
    public void A_peer_s_files()
    {
        using var single = TensorFormats.Open(SharedData.Require("data", "formats", "torch_candle", "test.npy"));
        using var several = TensorFormats.Open(SharedData.Require("data", "formats", "torch_candle", "test.npz"));
        Assert.That(single.Tensors[0].ToDoubles(), Is.EqualTo(Enumerable.Range(0, (int)single.Tensors[0].ElementCount)));
        Assert.That(several.Tensors.Select(t => t.Name), Is.EqualTo(new[] { "x", "x_plus_one" }));
        Assert.That(several.Tensors["x_plus_one"].ToDoubles(), Is.EqualTo(several.Tensors["x"].ToDoubles().Select(x => x + 1)));
    }

    private static FileTensor Read(byte[] content)
    {
        using var folder = new TemporaryFolder();
        using var file = NumpyFile.Open(folder.Write("a.npy", content));
        // From memory, so that the values outlive the file.
        using var copy = new MemoryStream();
        var tensor = file.Tensors[0];
        tensor.WriteTo(copy);
        return new FileTensor(tensor.Name, tensor.Kind, [.. tensor.Shape], new MemoryRegion<byte>(copy.ToArray()));
    }

    private static byte[] Npy(string header, byte[] data, int version = 1)
    {
        var text = Encoding.Latin1.GetBytes(header + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }
}
