using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>A file with very many parts is read completely, and shown in part; a folder with damaged files is embedded in part.</summary>
public sealed class LongTablesTests
{
    [Test]
    public void Inspect_shows_the_first_tensors_and_counts_the_rest()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsFile.Write(
            folder["many.safetensors"], [.. Enumerable.Range(0, 1500).Select(i => FileTensor.Of<byte>($"tensor{i}.", new byte[1], 1))],
            Enumerable.Range(0, 150).ToDictionary(i => $"key{i}.", i => $"{i}"));

        var run = CommandRun.Of("inspect", folder["many.safetensors"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("tensor499.").And.Not.Contain("tensor500.").And.Contain("and 1,000 more tensors"));
        Assert.That(run.Output, Does.Contain("key99.").And.Not.Contain("key100.").And.Contain("and 50 more entries"));

        var all = CommandRun.Of("inspect", "--all", folder["many.safetensors"]);
        Assert.That(all.Output, Does.Contain("tensor1499.").And.Contain("key149.").And.Not.Contain("more tensors"));
    }

    [Test]
    public void Inspect_shortens_names()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsFile.Write(folder["long.safetensors"], [FileTensor.Of<byte>(new string('n', 100_000), new byte[1], 1)]);
        var run = CommandRun.Of("inspect", folder["long.safetensors"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output.Length, Is.LessThan(5000));
    }

    [Test]
    public void Inspect_shows_the_first_signals_of_a_recording()
    {
        using var folder = new TemporaryFolder();
        folder.Write("many.hea", System.Text.Encoding.ASCII.GetBytes(
            "many 300 500 2\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"many.dat 16 200 16 0 0 0 0 signal{i}.\n"))));
        folder.Write("many.dat", new byte[300 * 2 * 2]);
        var run = CommandRun.Of("inspect", folder["many.hea"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("signal63.").And.Not.Contain("signal64.").And.Contain("and 236 more signals"));
    }

    [Test]
    public void Embed_lists_what_it_cannot_read_and_embeds_the_rest()
    {
        using var folder = new TemporaryFolder();
        SaveEncoder(folder["encoder.safetensors"]);
        Directory.CreateDirectory(folder["ecgs"]);
        var samples = new float[12 * 500];
        for (var i = 0; i < samples.Length; i++) samples[i] = i % 73;
        NumpyFile.WriteNpy(folder["ecgs/a.npy"], FileTensor.Of<float>("a", samples, 12, 500));
        File.WriteAllBytes(folder["ecgs/b.npy"], File.ReadAllBytes(folder["ecgs/a.npy"])[..^10]);
        NumpyFile.WriteNpy(folder["ecgs/c.npy"], FileTensor.Of<float>("c", new float[12 * 500], 12, 500));
        NumpyFile.WriteNpy(folder["ecgs/d.npy"], FileTensor.Of<float>("d", samples, 12, 500));

        var run = CommandRun.Of(
            "embed", "--weights", folder["encoder.safetensors"], "--ecg", folder["ecgs"], "--out", folder["out.npy"], "--threads", "1");

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Output, Does.Contain("2 embeddings"));
        Assert.That(run.Error, Does.Contain("2 could not be embedded").And.Contain("b.npy").And.Contain("c.npy"));
        Assert.That(run.Error, Does.Contain("23990 follow the header").And.Contain("the recording is constant"));
        Assert.That(File.ReadAllText(folder["out.csv"]), Does.Contain("a.npy").And.Contain("d.npy").And.Not.Contain("b.npy"));
    }

    [Test]
    public void Embed_says_that_a_path_is_absent()
    {
        using var folder = new TemporaryFolder();
        SaveEncoder(folder["encoder.safetensors"]);
        var run = CommandRun.Of("embed", "--weights", folder["encoder.safetensors"], "--ecg", folder["nope"], "--out", folder["out.npy"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("nope: there is no such file or folder"));
    }

    private static void SaveEncoder(string path)
    {
        using var device = new CpuDevice(threads: 1);
        var encoder = new EcgEncoder(device, new RandomSource(1), new VisionTransformerConfiguration(8, 1, 2) { Samples = 500 })
        {
            Input = new EcgInput(EcgInput.LeadNames(12), 500, new EcgPreparation { WindowSamples = 500 }),
        };
        SafeTensorsFile.Write(
            path, [.. encoder.State().Select(entry => FileTensor.Of<float>(
                entry.Name, entry.Parameter.ToSingles(), [.. StateLayout.PublishedSizes(entry.Parameter).Select(size => (long)size)]))],
            new Dictionary<string, string>
            {
                [EncoderMetadata.Key] = EncoderMetadata.Write([new DescribedEncoder("", encoder.Description)]),
            });
    }
}
