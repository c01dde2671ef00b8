using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Tensors;

public sealed class TensorFileTests
{
    [TestCase("cls_token", "'encoder.cls_token'")]
    [TestCase("blocks.0.atn.qkv.weight", "'blocks.0.attn.qkv.weight'")]
    [TestCase("nothing like it", "the file has 3 tensors")]
    public void A_missing_name_offers_the_nearest(string wanted, string offered)
    {
        using var folder = new TemporaryFolder();
        var names = new[] { "encoder.cls_token", "blocks.0.attn.qkv.weight", "head.bias" };
        SafeTensorsFile.Write(folder["a.safetensors"], [.. names.Select(name => FileTensor.Of<float>(name, new float[1], 1))]);
        using var file = TensorFormats.Open(folder["a.safetensors"]);
        Assert.That(() => file.Tensors[wanted],
            Throws.TypeOf<DataFormatException>().With.Message.Contains(wanted).And.Message.Contains(offered));
        Assert.That(file.Tensors.TryGet(wanted, out _), Is.False);
    }

    [TestCase(".safetensors")]
    [TestCase(".npy")]
    [TestCase(".npz")]
    [TestCase(".pth")]
    public void A_file_is_opened_once_whatever_its_format(string extension)
    {
        using var folder = new TemporaryFolder();
        var path = folder["a" + extension];
        FileTensor[] tensors = [FileTensor.Of<float>("a", new float[] { 1, 2 }, 2)];
        if (extension == ".npy") NumpyFile.WriteNpy(path, tensors[0]);
        else if (extension == ".npz") NumpyFile.WriteNpz(path, tensors);
        else if (extension == ".pth") TorchFile.Write(path, tensors, key: null);
        else SafeTensorsFile.Write(path, tensors);
        var files = new CountingFileSystem(FileSystem.Disk);

        using (var file = TensorFormats.Open(path, files)) Assert.That(file.Tensors["a"].ToSingles(), Is.EqualTo(new float[] { 1, 2 }));

        Assert.That((files.Opened(path), files.Open), Is.EqualTo((1, 0)));
        Assert.That(TensorFormats.Extensions, Does.Contain(extension));
    }

    /// <summary>A gigabyte of nothing, which the file system stores as a hole.</summary>
    [Test]
    public void Opening_does_not_read_the_values()
    {
        using var folder = new TemporaryFolder();
        const long count = 1L << 28;
        var json = Encoding.UTF8.GetBytes($$$"""{"x":{"dtype":"F32","shape":[{{{count}}}],"data_offsets":[0,{{{count * 4}}}]}}""");
        using (var stream = File.Create(folder["a.safetensors"]))
        {
            stream.Write(BitConverter.GetBytes((long)json.Length));
            stream.Write(json);
            stream.SetLength(stream.Length + (count * 4));
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var file = TensorFormats.Open(folder["a.safetensors"]);
        var part = new float[100];
        file.Tensors["x"].CopyTo(part, count - part.Length);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void Kinds_convert_or_say_why_not()
    {
        Assert.Multiple(() =>
        {
            Assert.That(FileTensor.Of<sbyte>("x", new sbyte[] { -128, 127 }, 2).ToSingles(), Is.EqualTo(new[] { -128f, 127 }));
            Assert.That(FileTensor.Of<ushort>("x", new ushort[] { 65535 }, 1).ToInt64s(), Is.EqualTo(new[] { 65535L }));
            Assert.That(FileTensor.Of<double>("x", new[] { 1e300, double.NaN }, 2).ToSingles(),
                Is.EqualTo(new[] { float.PositiveInfinity, float.NaN }));
            Assert.That(() => FileTensor.Of<float>("weight", new float[1], 1).ToInt64s(),
                Throws.TypeOf<DataFormatException>().With.Message.Contains("'weight'"));
            Assert.That(() => FileTensor.Of<ulong>("big", new[] { ulong.MaxValue }, 1).ToInt64s(),
                Throws.TypeOf<DataFormatException>().With.Message.Contains("range"));
            Assert.That(() => FileTensor.Of<float>("x", new float[5], 2, 3), Throws.ArgumentException);
            Assert.That(() => FileTensor.Of<float>("x", new float[5], 5).CopyTo(new float[3], 3),
                Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void A_missing_file_is_named() =>
        Assert.That(() => TensorFormats.Open("/no/such.pth"), Throws.TypeOf<DataFormatException>().With.Message.Contains("/no/such.pth"));
}
