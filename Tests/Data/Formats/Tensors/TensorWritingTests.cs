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

/// <summary>What holds for every format that is written: it reads back, byte for byte the same each time, all or nothing.</summary>
public sealed class TensorWritingTests
{
    private delegate void Writer(string path, IReadOnlyList<FileTensor> tensors, IFileSystem files);

    private static readonly Dictionary<string, Writer> Writers = new()
    {
        ["a.safetensors"] = (path, tensors, files) => SafeTensorsFile.Write(path, tensors, files: files),
        ["a.pth"] = (path, tensors, files) => TorchFile.Write(path, tensors, key: null, files),
        ["a.npz"] = (path, tensors, files) => NumpyFile.WriteNpz(path, tensors, files),
        ["a.npy"] = (path, tensors, files) => NumpyFile.WriteNpy(path, tensors[0], files),
    };

    private static IEnumerable<string> Names => Writers.Keys;

    private static FileTensor[] Sample =>
    [
        FileTensor.Of<float>("a", DeterministicFill.Singles("w", 40_000), 4, 100, 100),
        FileTensor.Of<double>("bias", DeterministicFill.Values("b", 5), 5),
        FileTensor.Of<long>("steps.größe", new[] { long.MinValue, 0, long.MaxValue }, 3, 1),
        FileTensor.Of<Half>("half", new[] { (Half)0.5, Half.NegativeInfinity }, 2),
        FileTensor.Of<bool>("flags", new[] { true, false, true }, 3),
        FileTensor.Of<byte>("empty", ReadOnlyMemory<byte>.Empty, 0, 7),
        FileTensor.Of<int>("scalar", new[] { -42 }),
    ];

    [TestCaseSource(nameof(Names))]
    public void What_is_fetched_while_it_is_written_is_as_what_was_in_memory(string name)
    {
        using var folder = new TemporaryFolder();
        var values = DeterministicFill.Values("w", 40_000);
        var longest = 0;
        var fetched = FileTensor.Fetched<double>("a", (first, piece) =>
        {
            longest = Math.Max(longest, piece.Length);
            values.AsSpan((int)first, piece.Length).CopyTo(piece);
        }, 4, 100, 100);
        Writers[name](folder[$"0.{name}"], [FileTensor.Of<double>("a", values, 4, 100, 100)], FileSystem.Disk);
        Writers[name](folder[$"1.{name}"], [fetched], FileSystem.Disk);
        Assert.That(File.ReadAllBytes(folder[$"1.{name}"]), Is.EqualTo(File.ReadAllBytes(folder[$"0.{name}"])));
        Assert.That(longest, Is.LessThan(values.Length / 4));
    }

    [TestCaseSource(nameof(Names))]
    public void What_was_written_reads_back(string name)
    {
        using var folder = new TemporaryFolder();
        Writers[name](folder[name], Sample, FileSystem.Disk);
        using var file = TensorFormats.Open(folder[name]);
        var written = file is { Tensors.Count: 1 } ? Sample[..1] : Sample;
        Assert.That(file.Tensors.Select(t => t.ToString()), Is.EqualTo(written.Select(t => t.ToString())));
        Assert.That(file.Tensors.Select(Bytes), Is.EqualTo(written.Select(Bytes)));
    }

    [TestCaseSource(nameof(Names))]
    public void The_same_tensors_give_the_same_file(string name)
    {
        using var folder = new TemporaryFolder();
        Writers[name](folder[name], Sample, FileSystem.Disk);
        var first = File.ReadAllBytes(folder[name]);
        Writers[name](folder[name], Sample, FileSystem.Disk);
        Assert.That(File.ReadAllBytes(folder[name]), Is.EqualTo(first));
    }

    [TestCaseSource(nameof(Names))]
    public void A_failure_of_any_operation_leaves_the_old_file_whole(string name)
    {
        using var folder = new TemporaryFolder();
        byte[] old = [1, 2, 3];
        folder.Write(name, old);
        var failures = 0;
        for (FailingFileSystem disk; ; failures++)
        {
            disk = new FailingFileSystem(failures + 1);
            try { Writers[name](folder[name], Sample, disk); }
            catch (IOException)
            {
                Assert.That(File.ReadAllBytes(folder[name]), Is.EqualTo(old), $"after failure {failures + 1}");
                Assert.That(folder.FileNames, Is.EqualTo(new[] { name }), "nothing is left behind");
                continue;
            }
            Assert.That(disk.HasFailed, Is.False, "a failure was swallowed");
            break;
        }
        Assert.That(failures, Is.GreaterThan(3), "create, write, flush and rename were all tried");
        using var file = TensorFormats.Open(folder[name]);
        Assert.That(file.Tensors[0].ToSingles(), Is.EqualTo(Sample[0].ToSingles()));
    }

    [TestCaseSource(nameof(Names))]
    public void Any_values_and_shapes_survive(string name)
    {
        using var folder = new TemporaryFolder();
        var tensors = ArbMap.Default.ArbFor<float[]>().Generator.SelectMany(
            values => Gen.Elements(new long[] { values.Length }, [1, values.Length], [values.Length, 1, 1]),
            (values, shape) => FileTensor.Of<float>("x", values, shape));
        Prop.ForAll(tensors.ToArbitrary(), tensor =>
        {
            Writers[name](folder[name], [tensor], FileSystem.Disk);
            using var file = TensorFormats.Open(folder[name]);
            return file.Tensors[0].Shape.SequenceEqual(tensor.Shape) && Bytes(file.Tensors[0]).SequenceEqual(Bytes(tensor));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithQuietOnSuccess(true));
    }

    [TestCase("a.safetensors")]
    [TestCase("a.pth")]
    [TestCase("a.npz")]
    public void Two_tensors_of_one_name_are_refused(string name)
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => Writers[name](folder[name], [Sample[0], Sample[0]], FileSystem.Disk),
            Throws.ArgumentException.With.Message.Contains("'a'"));
        Assert.That(folder.FileNames, Is.Empty);
    }

    [Test]
    public void A_tensor_goes_from_one_format_to_another_without_being_loaded()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsFile.Write(folder["a.safetensors"], Sample);
        using (var source = SafeTensorsFile.Open(folder["a.safetensors"])) TorchFile.Write(folder["b.pth"], source.Tensors);
        using var copy = TorchFile.Open(folder["b.pth"]);
        Assert.That(copy.StateDict().Select(Bytes), Is.EqualTo(Sample.Select(Bytes)));
    }

    private static byte[] Bytes(FileTensor tensor)
    {
        using var stream = new MemoryStream();
        tensor.WriteTo(stream);
        return stream.ToArray();
    }
}
