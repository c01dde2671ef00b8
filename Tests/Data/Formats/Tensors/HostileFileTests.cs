using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Tensors;

/// <summary>The files that must be refused: for the right reason, within a second and 64 MiB.</summary>
public sealed class HostileFileTests
{
    [TestCase("builtins_eval.pth", "__builtin__.eval")]
    [TestCase("builtins_getattr.pth", "builtins.getattr")]
    [TestCase("os_system.pth", "posix.system")]
    [TestCase("deep_nesting.pth", "nested")]
    [TestCase("empty.pth", "empty")]
    [TestCase("flipped.pth", "checksum")]
    [TestCase("huge_length.pth", "4294967280 bytes")]
    [TestCase("missing_storage.pth", "missing")]
    [TestCase("not_a_checkpoint.pth", "not a PyTorch file")]
    [TestCase("short_storage.pth", "the member has 8")]
    [TestCase("truncated.pth", "cut short")]
    [TestCase("zip_bomb.pth", "compressed")]
    [TestCase("duplicate_key.safetensors", "twice")]
    [TestCase("header_too_long.safetensors", "header of")]
    [TestCase("hole.safetensors", "unused bytes")]
    [TestCase("not_json.safetensors", "header")]
    [TestCase("out_of_file.safetensors", "but the file has")]
    [TestCase("overflow_shape.safetensors", "64 bits")]
    [TestCase("overlap.safetensors", "overlaps")]
    [TestCase("size_mismatch.safetensors", "offsets give")]
    [TestCase("unknown_dtype.safetensors", "dtype")]
    public void Is_refused_for_its_reason(string name, string reason)
    {
        var path = SharedData.Require("reference", "files", "hostile", name);
        var refusal = Hostile.Refused(() => ReadAll(path));
        Assert.That(refusal.Message, Does.Contain(name).And.Contain(reason));
    }

    [Test]
    public void Every_file_of_the_folder_is_refused()
    {
        var folder = SharedData.Require("reference", "files", "hostile");
        foreach (var path in Directory.EnumerateFiles(folder))
            Assert.That(() => ReadAll(path), Throws.TypeOf<DataFormatException>(), path);
    }

    private static void ReadAll(string path)
    {
        using var file = TensorFormats.Open(path);
        foreach (var tensor in file.Tensors) tensor.WriteTo(Stream.Null);
    }
}
