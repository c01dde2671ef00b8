using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.SafeTensors;

public sealed class SafeTensorsFileTests
{
    private const string One = """{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""";

    [Test]
    public void Metadata_and_order_survive()
    {
        using var folder = new TemporaryFolder();
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["größe"] = "\"2\"" };
        SafeTensorsFile.Write(folder["a"], [FileTensor.Of<byte>("z", new byte[3], 3), FileTensor.Of<byte>("a", new byte[1])], metadata);
        using var file = SafeTensorsFile.Open(folder["a"]);
        Assert.That(file.Metadata, Is.EquivalentTo(metadata));
        Assert.That(file.Tensors.Select(t => t.Name), Is.EqualTo(new[] { "z", "a" }));
        Assert.That((BitConverter.ToInt64(File.ReadAllBytes(folder["a"])) + 8) % 8, Is.Zero, "the data start aligned");
    }

    [TestCase("{/*x*/}")]
    [TestCase("{} x")]
    [TestCase("""{"x":{"dtype":7}}""")]
    public void A_header_that_is_not_JSON_is_refused_in_plain_words(string json)
    {
        using var folder = new TemporaryFolder();
        var header = Encoding.UTF8.GetBytes(json);
        File.WriteAllBytes(folder["a.safetensors"], [.. BitConverter.GetBytes((long)header.Length), .. header]);
        Assert.That(() => SafeTensorsFile.Open(folder["a.safetensors"]), Throws.TypeOf<DataFormatException>()
            .With.Message.Contains("not valid JSON").And.Message.Not.Contains("LineNumber"));
    }

    [Test]
    public void The_fixtures_of_the_reference_open()
    {
        var folder = SharedData.Require("reference", "fixtures");
        foreach (var path in Directory.EnumerateFiles(folder, "*.safetensors"))
        {
            using var file = SafeTensorsFile.Open(path);
            Assert.That(file.Metadata, Is.Not.Empty, path);
            foreach (var tensor in file.Tensors)
                Assert.That(tensor.ToDoubles(), Has.Length.EqualTo(tensor.ElementCount), $"{path} {tensor}");
        }
    }

    [TestCase(One, 2, null)]
    [TestCase(One + "   ", 2, null, Description = "padding after the header is allowed")]
    [TestCase(One, 3, "do not belong to a tensor")]
    [TestCase(One, 1, "but the file has")]
    [TestCase(""" {"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2, "begin with '{'")]
    [TestCase("""{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},}""", 2, "JSON")]
    [TestCase("""{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}} {}""", 2, "JSON")]
    [TestCase("""{"x":[1]}""", 0, "not an object")]
    [TestCase("""{"x":{"dtype":7,"shape":[2],"data_offsets":[0,2]}}""", 2, "JSON")]
    [TestCase("""{"x":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}}""", 2, "invalid size or offset")]
    [TestCase("""{"x":{"dtype":"U8","shape":[2.5],"data_offsets":[0,2]}}""", 2, "invalid size or offset")]
    [TestCase("""{"x":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}""", 2, "but the file has")]
    [TestCase("""{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,1,2]}}""", 2, "too many")]
    [TestCase("""{"x":{"dtype":"U8","shape":[2],"shape":[2],"data_offsets":[0,2]}}""", 2, "unexpected or repeated field")]
    [TestCase("""{"x":{"dtype":"U8","data_offsets":[0,2]}}""", 2, "needs the fields")]
    [TestCase("""{"x":{"dtype":"U8","shape":[[[[[[]]]]]],"data_offsets":[0,2]}}""", 2, "")]
    [TestCase("""{"__metadata__":{"a":1}}""", 0, "JSON")]
    [TestCase("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "twice")]
    [TestCase("""{"\ud800":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2, "byte 9: a text of the header is no")]
    [TestCase("""{"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]},"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 3, null)]
    [TestCase("""{"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"x":{"dtype":"U8","shape":[],"data_offsets":[1,2]}}""", 2, "overlap")]
    public void A_header_is_taken_or_refused(string json, int dataBytes, string? refusal)
    {
        using var folder = new TemporaryFolder();
        var header = Encoding.UTF8.GetBytes(json);
        var path = folder.Write("a.safetensors", [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[dataBytes]]);
        if (refusal is null)
        {
            using var file = SafeTensorsFile.Open(path);
            Assert.That(file.Tensors["x"].ToInt64s(), Is.EqualTo(new long[2]));
        }
        else
        {
            Assert.That(() => SafeTensorsFile.Open(path), Throws.TypeOf<DataFormatException>().With.Message.Contains(refusal));
        }
    }

    [Test]
    public void Kinds_without_numbers_keep_their_bytes()
    {
        using var folder = new TemporaryFolder();
        var header = Encoding.UTF8.GetBytes("""{"x":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}}""");
        var path = folder.Write("a.safetensors", [.. BitConverter.GetBytes((long)header.Length), .. header, 1, 2]);
        using var file = SafeTensorsFile.Open(path);
        Assert.That(() => file.Tensors[0].ToSingles(), Throws.TypeOf<DataFormatException>().With.Message.Contains("Float8E4M3"));
        SafeTensorsFile.Write(folder["b"], file.Tensors);
        Assert.That(File.ReadAllBytes(folder["b"])[^2..], Is.EqualTo(new byte[] { 1, 2 }));
    }
}
