using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Data.Formats.Torch.Pickle;
using EcgCmrNative.Data.Formats.Zip;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Torch.Pickle;

/// <summary>Pickles written by hand: what is data is read, what would run or run away is refused.</summary>
public sealed class PickleReaderTests
{
    [TestCase("I42\n.", 42L)]
    [TestCase("I01\n.", true)]
    [TestCase("L-7L\n.", -7L)]
    [TestCase("F2.5\n.", 2.5)]
    [TestCase("K\u0005.", 5L)]
    [TestCase("\u008A\u0001\u00FE.", -2L)]
    [TestCase("U\u0003abc.", "abc")]
    [TestCase("\u0080\u0004\u0095\u0006\0\0\0\0\0\0\0\u008C\u0002hi\u0094.", "hi")]
    [TestCase("N.", null)]
    public void Plain_values(string pickle, object? expected) => Assert.That(Read(pickle), Is.EqualTo(expected));

    [Test]
    public void Containers_keep_their_kind_and_order()
    {
        var root = (PythonDictionary)Read("}(K\u0002]K\u0007aU\u0001b(K\u0001K\u0002K\u0003tU\u0001a\u0088u.")!;
        Assert.That(root.Keys, Is.EqualTo(new object[] { 2L, "b", "a" }));
        Assert.That(root[2L], Is.EqualTo(new List<object?> { 7L }));
        Assert.That(root["b"], Is.TypeOf<PythonTuple>().And.EqualTo(new[] { 1L, 2, 3 }));
    }

    [Test]
    public void An_instance_of_an_unknown_class_is_data()
    {
        var instance = (PythonObject)Read("comegaconf.dictconfig\nDictConfig\n)\u0081}U\u0001aK\u0001sb.")!;
        Assert.That(instance.Type.ToString(), Is.EqualTo("omegaconf.dictconfig.DictConfig"));
        Assert.That(instance.Entries["a"], Is.EqualTo(1));
    }

    [TestCase("cos\nsystem\nU\u0002ls\u0085R.", "os.system")]
    [TestCase("U\u0002osU\u0006system\u0093U\u0002ls\u0085R.", "os.system")]
    [TestCase("cmy.package\nrun\n)R.", "my.package.run")]
    [TestCase("cbuiltins\nexec\n.", "builtins.exec")]
    [TestCase("(cos\nsystem\nU\u0002lso.", "os.system")]
    [TestCase("(U\u0002lsios\nsystem\n.", "0x69")]
    [TestCase("}]K\u0001s.", "a dictionary has a list as a key; supported")]
    [TestCase("}NK\u0001s.", "a dictionary has None as a key")]
    [TestCase("}ca\nB\n)\u0081K\u0001s.", "a dictionary has an object of a.B as a key")]
    [TestCase("cargparse\nNamespace\n)\u0081K\u0001b.", "state of argparse.Namespace")]
    [TestCase("ctorch._utils\n_rebuild_tensor_v2\n)R.", "arguments")]
    [TestCase("]q\0h\0a.", "contains itself")]
    [TestCase("}q\0U\u0001ah\0s.", "contains itself")]
    [TestCase("h\u0007.", "memo 7")]
    [TestCase("K\u0001(0.", "from an empty stack")]
    [TestCase("}]K\u0001s.", "key")]
    [TestCase("}(K\u0001u.", "without a value")]
    [TestCase("K\u0001", "without STOP")]
    [TestCase("\u0080\u0009.", "protocol 9")]
    [TestCase("\u008D\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FFabc.", "but at most 4 are left")]
    [TestCase("U\u0001\u00FF.", "UTF-8")]
    public void What_is_more_than_data_is_refused(string pickle, string reason) =>
        Assert.That(() => Read(pickle), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));

    /// <summary>Each level holds the one below twice: 64 levels would unfold to 2^64 values.</summary>
    [Test]
    public void Shared_parts_may_not_multiply()
    {
        var pickle = new StringBuilder("]");
        for (var level = 0; level < 64; level++) pickle.Append("q\0]h\0ah\0a");
        Assert.That(() => Read(pickle + "."), Throws.TypeOf<DataFormatException>().With.Message.Contains("expands"));
    }

    /// <summary>Small files whose tensors, names, views or values would fill the memory, or take minutes to go through.</summary>
    [TestCase("lists of one tensor")]
    [TestCase("values behind a long name")]
    [TestCase("views of one element")]
    public void A_small_file_of_a_large_structure_is_refused(string kind)
    {
        const string Tensor = "ctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuJ\u0001\0\0\0tQ"
            + "J\0\0\0\0(J\0\0\u0008\0t(J\0\0\0\0t\u0089ccollections\nOrderedDict\n)RtR";
        var pickle = new StringBuilder();
        if (kind == "views of one element")
        {
            pickle.Append(']');
            for (var i = 0; i < 100; i++) pickle.Append(Tensor).Append('a');
        }
        else
        {
            var name = kind == "lists of one tensor" ? "}U\u0001a" : "}T\u0050\u00C3\0\0" + new string('k', 50_000);
            pickle.Append(kind == "lists of one tensor" ? Tensor.Replace("\0\0\u0008\0", "\u0001\0\0\0", StringComparison.Ordinal) : "N");
            // Every level holds the one below eight times.
            for (var level = 0; level < 7; level++) pickle.Append("q\u00010](h\u0001h\u0001h\u0001h\u0001h\u0001h\u0001h\u0001h\u0001e");
            pickle.Append("q\u00010").Append(name).Append("h\u0001s");
        }
        Hostile.Refused(() => Read(pickle + ".", out _, storage: new byte[4]));
    }

    [TestCase("]")]
    [TestCase("(")]
    [TestCase("K\u00012")]
    [TestCase("N0")]
    [TestCase(")\u0085")]
    public void A_flood_of_opcodes_ends_soon(string flood)
    {
        var pickle = string.Concat(Enumerable.Repeat(flood, 17_000_000 / flood.Length));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => Read(pickle, out before), Throws.TypeOf<DataFormatException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 << 20));
    }

    private static object? Read(string pickle) => Read(pickle, out _);

    /// <summary>Puts the pickle (one byte per character) into a file as PyTorch's zip form has it.</summary>
    private static object? Read(string pickle, out long allocatedBefore, byte[]? storage = null)
    {
        using var folder = new TemporaryFolder();
        using (var stream = File.Create(folder["a.pth"]))
        {
            var zip = new ZipFileWriter(stream);
            zip.Add("archive/data.pkl", Encoding.Latin1.GetBytes(pickle));
            if (storage is not null) zip.Add("archive/data/0", storage);
            zip.Finish();
        }
        allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        using var file = TorchFile.Open(folder["a.pth"]);
        return file.Root;
    }
}
