using System.Diagnostics;
using System.Formats.Tar;
using System.Runtime.InteropServices;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Data.Formats.Zip;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Torch;

/// <summary>Files as other programs or other versions of PyTorch wrote them, and ours as PyTorch reads them.</summary>
public sealed class TorchCorpusTests
{
    [TestCase("torch_burn", 63)]
    [TestCase("torch_candle", 6)]
    [TestCase("safetensors_hf", 10)]
    [TestCase("torch_js3611", 1)]
    public void Every_file_of_a_peer_loads(string peer, int expected)
    {
        var loaded = 0;
        foreach (var path in Directory.EnumerateFiles(SharedData.Require("data", "formats", peer), "*.*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(path) is not (".pt" or ".pth" or ".tar" or ".safetensors" or ".npy" or ".npz")) continue;
            if (Path.GetFileName(path) == "broken.pt")
            {
                Assert.That(() => TensorFormats.Open(path),
                    Throws.TypeOf<DataFormatException>().With.Message.Contains("not a PyTorch file"));
                continue;
            }
            using var file = TensorFormats.Open(path);
            foreach (var tensor in file.Tensors)
            {
                if (tensor.Kind.IsConvertible())
                    Assert.That(tensor.ToDoubles(), Has.Length.EqualTo(tensor.ElementCount), $"{path} {tensor}");
            }
            loaded++;
        }
        Assert.That(loaded, Is.GreaterThanOrEqualTo(expected));
    }

    [Test]
    public void One_model_in_two_formats_has_one_structure()
    {
        using var torch = TensorFormats.Open(SharedData.Require("data", "formats", "torch_burn", "mnist", "mnist.pt"));
        using var safe = TensorFormats.Open(SharedData.Require("data", "formats", "torch_burn", "mnist", "mnist.safetensors"));
        Assert.That(torch.Tensors.Select(t => t.ToString()), Is.EquivalentTo(safe.Tensors.Select(t => t.ToString())));
        // They were saved at different times of the training, which only the last bias survived.
        Assert.That(torch.Tensors["fc2.bias"].ToDoubles(), Is.EqualTo(safe.Tensors["fc2.bias"].ToDoubles()).Within(1e-7));
    }

    [TestCase("tar_float32.tar", "tensor", new[] { 1.0, 2.5, -3.7, 0.0 })]
    [TestCase("tar_int64.tar", "tensor", new[] { 100.0, -200, 300, 0 })]
    [TestCase("tar_weight_bias.tar", "bias", new[] { 0.01, 0.02 })]
    [TestCase("legacy_uncloned_views.pt", "tensor2", new[] { 50.0, 51, 52, 53, 54, 55, 56, 57, 58, 59 })]
    [TestCase("scalar.pt", "tensor", new[] { 42.0 })]
    public void Known_values(string name, string tensor, double[] expected)
    {
        using var file = TensorFormats.Open(SharedData.Require("data", "formats", "torch_burn", "reader", "test_data", name));
        Assert.That(file.Tensors[tensor].ToDoubles(), Is.EqualTo(expected).Within(1e-6));
    }

    /// <summary>PyTorch 1.13 reads the same bytes, as the transposed [[0, 3], [1, 4], [2, 5]].</summary>
    [Test]
    public void The_tar_form_with_a_table_of_tensors()
    {
        using var folder = new TemporaryFolder();
        using (var tar = new TarWriter(File.Create(folder["a.pth"]), TarEntryFormat.Ustar))
        {
            var count = Latin1("\u0080\u0002K\u0001.");
            var storage = Latin1("\u0080\u0002K\u0009U\u0003cpuctorch\nFloatStorage\n\u0087.");
            var tensor = Latin1("\u0080\u0002K\u0007K\u0009ctorch\nFloatTensor\n\u0087.");
            // Rank and its padding, sizes, strides, offset.
            long[] layout = [2, 3, 2, 1, 3, 0];
            Add(tar, "storages", [.. count, .. storage, .. Bytes<long>(6), .. Bytes<float>(0, 1, 2, 3, 4, 5), .. Latin1("\u0080\u0002].")]);
            Add(tar, "tensors", [.. count, .. tensor, .. Bytes(layout)]);
            Add(tar, "pickle", Latin1("\u0080\u0002}U\u0006weightU\u00017Qs."));
        }
        using var file = TorchFile.Open(folder["a.pth"]);
        Assert.That(file.StateDict()["weight"].Shape, Is.EqualTo(new[] { 3L, 2 }));
        Assert.That(file.StateDict()["weight"].ToSingles(), Is.EqualTo(new[] { 0f, 3, 1, 4, 2, 5 }));

        static byte[] Latin1(string text) => System.Text.Encoding.Latin1.GetBytes(text);

        static byte[] Bytes<T>(params T[] values) where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

        static void Add(TarWriter tar, string name, byte[] content) =>
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
    }

    [Test]
    public void Our_file_loads_in_PyTorch()
    {
        using var folder = new TemporaryFolder();
        TorchFile.Write(folder["a.pth"],
        [
            FileTensor.Of<float>("blocks.0.weight", DeterministicFill.Singles("w", 24), 2, 3, 4),
            FileTensor.Of<double>("bias", new[] { 0.25, -8 }, 2),
            FileTensor.Of<long>("num_batches_tracked", new[] { 5_000_000_000L }),
            FileTensor.Of<Half>("half", new[] { (Half)1.5 }, 1),
            FileTensor.Of<bool>("flags", new[] { true, false }, 2, 1),
            FileTensor.Of<float>("empty", ReadOnlyMemory<float>.Empty, 0, 3),
        ]);
        const string script = """
            import sys, torch
            s = torch.load(sys.argv[1])["model"]
            print(type(s).__name__, list(s))
            for v in s.values(): print(v.dtype, list(v.shape), v.stride(), v.double().flatten()[:2].tolist())
            """;
        var output = Python(script, folder["a.pth"]);
        var w = DeterministicFill.Values("w", 2);
        Assert.That(output.Split('\n'), Is.EqualTo(new[]
        {
            "OrderedDict ['blocks.0.weight', 'bias', 'num_batches_tracked', 'half', 'flags', 'empty']",
            FormattableString.Invariant($"torch.float32 [2, 3, 4] (12, 4, 1) [{w[0]}, {w[1]}]"),
            "torch.float64 [2] (1,) [0.25, -8.0]",
            "torch.int64 [] () [5000000000.0]",
            "torch.float16 [1] (1,) [1.5]",
            "torch.bool [2, 1] (1, 1) [1.0, 0.0]",
            "torch.float32 [0, 3] (3, 1) []",
            "",
        }));
    }

    [Test]
    public void We_read_what_PyTorch_reads()
    {
        const string script = """
            import sys, torch, zlib
            def visit(name, value):
                if isinstance(value, torch.Tensor):
                    crc = zlib.crc32(value.detach().double().contiguous().numpy().tobytes())
                    print(name, ".".join(map(str, value.shape)), crc, sep="|")
                elif isinstance(value, dict):
                    for k, v in value.items(): visit(name + "." + str(k), v)
                elif isinstance(value, (list, tuple)):
                    for k, v in enumerate(value): visit(name + "." + str(k), v)
            for path in sys.argv[1:]: visit(path, torch.load(path, map_location="cpu"))
            """;
        string[] paths =
        [
            .. Directory.GetFiles(SharedData.Require("data", "formats", "torch_burn"), "*.pt", SearchOption.AllDirectories),
            .. Directory.GetFiles(SharedData.Require("data", "formats", "torch_candle"), "*.pt*"),
            .. Directory.GetFiles(SharedData.Require("data", "formats", "torch_js3611"), "*.pth"),
            SharedData.Require("reference", "files", "dtypes_and_views.pt"),
            SharedData.Require("reference", "files", "checkpoint_mae_nano.pth"),
        ];
        paths = [.. paths.Where(path => Path.GetFileName(path) != "broken.pt")];
        var theirs = Python(script, paths).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(paths.SelectMany(Ours), Is.EqualTo(theirs));

        static List<string> Ours(string path)
        {
            using var file = TorchFile.Open(path);
            return [.. file.Tensors.Select(tensor =>
            {
                var crc = Crc32.Start();
                crc.Append(MemoryMarshal.AsBytes<double>(tensor.ToDoubles()));
                return $"{path}.{tensor.Name}|{string.Join('.', tensor.Shape)}|{crc.Value}";
            })];
        }
    }

    /// <summary>Runs a script where the machine has Python with PyTorch, else skips the test.</summary>
    private static string Python(string script, params string[] arguments)
    {
        var interpreter = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(name => TryRun(name, ["-c", "import torch"]) is not null);
        if (interpreter is null) Assert.Ignore("needs Python with PyTorch");
        return TryRun(interpreter!, ["-c", script, .. arguments]) ?? throw new AssertionException("PyTorch refused the file");
    }

    private static string? TryRun(string program, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) TestContext.Out.WriteLine(errors.Result);
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception) { return null; }
    }
}
