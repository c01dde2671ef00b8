using System.CommandLine;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Embedding;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr embed</c>.</summary>
internal sealed class EmbedCommand : ToolCommand
{
    private readonly Option<string> _weights = new("--weights")
    {
        Description = "A run, a checkpoint of this program, or published weights (.pth, .ckpt, .safetensors).",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string[]> _ecg = new("--ecg")
    {
        Description = "ECGs, or folders with ECGs.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _data = new("--data") { Description = "A prepared store, instead of --ecg.", HelpName = "STORE" };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The embeddings, a row for each; beside it a table of what the rows are.",
        HelpName = "NPY",
        Required = true,
    };

    private readonly Option<int?> _heads = new("--heads")
    {
        Description = "Attention heads, for published weights that are of no preset.",
        HelpName = "N",
    };

    private readonly Option<int?> _window = new("--window")
    {
        Description = "Samples per lead that the encoder is to see, where not those it was trained on.",
        HelpName = "N",
    };

    private readonly DeviceOptions _device;

    public EmbedCommand() : base(
        "embed",
        "Computes embeddings of ECGs, prepared as the weights' own data were.",
        "ecgcmr embed --weights demo/run/last.safetensors --ecg demo/recordings --out emb.npy")
    {
        foreach (var option in (Option[])[_weights, _ecg, _data, _out, _heads, _window]) Add(option);
        _device = new DeviceOptions(this);
        Refuse(result => (result.GetValue(_ecg), result.GetValue(_data)) switch
        {
            ({ Length: > 0 }, not null) => "--ecg and --data both say what to embed; give one",
            (null or { Length: 0 }, null) => "--ecg or --data has to say what to embed",
            _ when result.GetValue(_out) is { } path && !path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) =>
                $"--out {path}: embeddings are written as .npy, and beside it a table as .csv",
            _ when result.GetValue(_heads) is < 1 => $"--heads {result.GetValue(_heads)}: at least 1",
            _ when result.GetValue(_window) is < 1 => $"--window {result.GetValue(_window)}: at least 1",
            _ => null,
        });
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var file = line.GetRequiredValue(_out);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var device = _device.Open(line);
        var embedder = EcgEmbedder.Load(
            device, line.GetRequiredValue(_weights), new EncoderHints { Heads = line.GetValue(_heads), Window = line.GetValue(_window) });
        terminal.Say($"{embedder.Path}: {embedder.Description}"
            + (embedder.Unused.Count == 0 ? "" : $"; {embedder.Unused.Count} tensors of the file are not part of the encoder"));
        var (embeddings, rows) = line.GetValue(_data) is { } folder
            ? FromStore(embedder, folder)
            : FromFiles(terminal, embedder, line.GetValue(_ecg)!, cancellation);
        Write(file, embedder.Width, embeddings, rows);
        terminal.Write($"{file}: {rows.Count} embeddings of {embedder.Width} numbers");
        return EcgcmrCommandLine.Success;
    }

    private static (double[] Embeddings, IReadOnlyList<string> Rows) FromStore(EcgEmbedder embedder, string folder)
    {
        using var store = EcgStore.Open(folder);
        return (
            embedder.Embed(store, [.. Enumerable.Range(0, store.Count)]),
            [.. store.Rows.Select(row => RowName(row.Record, row.Window))]);
    }

    /// <summary>Reads and prepares some files on all threads, then embeds them together.</summary>
    private static (double[] Embeddings, IReadOnlyList<string> Rows) FromFiles(
        Terminal terminal, EcgEmbedder embedder, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        const int FilesAtOnce = 64;
        var files = paths.SelectMany(
            path => Directory.Exists(path) ? EcgFolder.Enumerate(path).Select(entry => entry.Path) : [path]).ToArray();
        if (files.Length == 0) throw new FileNotFoundException($"{string.Join(", ", paths)}: there are no ECGs that the program knows");
        var (embeddings, rows) = (new List<double>(), new List<string>());
        var size = embedder.Leads.Count * embedder.Preparation.WindowSamples;
        ProgressDisplay.Run(terminal, "embed", progress =>
        {
            var done = 0;
            foreach (var some in files.Chunk(FilesAtOnce))
            {
                var prepared = some.AsParallel().AsOrdered().WithCancellation(cancellation)
                    .SelectMany(file => Prepare(file, embedder)).ToArray();
                var samples = prepared.SelectMany(recording => recording.Samples).ToArray();
                embeddings.AddRange(embedder.Embed(
                    samples, samples.Length / size, embedder.Leads.Count, embedder.Preparation.SamplingRateHz));
                foreach (var (name, windows) in prepared)
                {
                    for (var window = 0; window < windows.Length / size; window++) rows.Add(RowName(name, window));
                }
                progress.Report(done += some.Length, files.Length, "files");
            }
        });
        return ([.. embeddings], rows);
    }

    private static IEnumerable<(string Name, float[] Samples)> Prepare(string path, EcgEmbedder embedder)
    {
        using var file = EcgFormats.Default.Open(path);
        for (var i = 0; i < file.Count; i++)
            yield return (file.Count > 1 ? $"{path}#{i + 1}" : path, embedder.Preparation.Prepare(file.Read(i)));
    }

    private static string RowName(string recording, int window) => window == 0 ? recording : $"{recording}+{window}";

    private static void Write(string path, int width, double[] embeddings, IReadOnlyList<string> rows)
    {
        NumpyFile.WriteNpy(
            path, FileTensor.Of<float>("embeddings", Array.ConvertAll(embeddings, value => (float)value), rows.Count, width));
        var table = new StringBuilder("row,recording\n");
        for (var i = 0; i < rows.Count; i++) table.Append($"{i},\"{rows[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        FileSystem.Disk.WriteAtomically(
            Path.ChangeExtension(path, ".csv"), stream => stream.Write(Encoding.UTF8.GetBytes(table.ToString())));
    }
}
