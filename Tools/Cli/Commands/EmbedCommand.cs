using System.CommandLine;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Ecg;
using EcgCmrNative.Models.Ecg;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr embed</c>.</summary>
internal sealed class EmbedCommand : ToolCommand
{
    private readonly Option<string> _weights = new("--weights")
    {
        Description = "A checkpoint of this program, or published weights (.pth, .ckpt, .safetensors).",
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
    private readonly Option<string> _out = new("--out") { Description = "The embeddings, a row for each; beside it a table of what the rows are.", HelpName = "NPY", Required = true };
    private readonly Option<int?> _heads = new("--heads") { Description = "Attention heads, for published weights that are of no preset.", HelpName = "N" };
    private readonly DeviceOptions _device;

    public EmbedCommand() : base(
        "embed",
        "Computes embeddings of ECGs, prepared as the weights' own data were.",
        "ecgcmr embed --weights demo/run/last.safetensors --ecg demo/recordings --out emb.npy")
    {
        foreach (var option in (Option[])[_weights, _ecg, _data, _out, _heads]) Add(option);
        _device = new DeviceOptions(this);
        Refuse(result => (result.GetValue(_ecg), result.GetValue(_data)) switch
        {
            ({ Length: > 0 }, not null) => "--ecg and --data both say what to embed; give one",
            (null or { Length: 0 }, null) => "--ecg or --data has to say what to embed",
            _ => result.GetValue(_heads) is < 1 ? $"--heads {result.GetValue(_heads)}: at least 1" : null,
        });
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var device = _device.Open(line);
        var path = line.GetRequiredValue(_weights);
        var weights = EncoderWeights.Load(path, device, line.GetValue(_heads));
        var encoder = weights.Encoder.Configuration;
        terminal.Say($"{weights.Preset ?? "encoder of no preset"}: width {encoder.Width}, depth {encoder.Depth}, window of {encoder.Samples} samples"
            + (weights.StoresPreparation ? "" : "; the file does not say how its data were prepared, so the published preparation is taken"));
        if (weights.Preparation.WindowSamples < encoder.Samples)
            throw new DataFormatException(path, null, $"its recordings are prepared to {weights.Preparation.WindowSamples} samples, but the encoder sees {encoder.Samples}");

        using var store = line.GetValue(_data) is { } folder ? OpenStore(folder, path, weights) : null;
        var sources = store is null ? FromFiles(line.GetValue(_ecg)!) : FromStore(store);
        var rows = new List<string>();
        var embeddings = new List<float>();
        var embedder = new EcgEmbedder(device, weights.Encoder);
        ProgressDisplay.Run(terminal, "embed", progress =>
        {
            var prepared = sources.AsParallel().AsOrdered().WithCancellation(cancellation).WithMergeOptions(ParallelMergeOptions.NotBuffered)
                .SelectMany(source => source.Read(weights)).AsSequential().Select(window =>
                {
                    rows.Add(window.Name);
                    return window.Samples;
                });
            foreach (var embedding in embedder.Embed(Unwrapped(prepared)))
            {
                embeddings.AddRange(embedding);
                progress.Report(Math.Min(1, (double)rows.Count / sources.Count), $"{rows.Count} of {sources.Count} ECG");
            }
        });
        Write(line.GetRequiredValue(_out), embedder.Width, embeddings, rows);
        terminal.Write($"{line.GetRequiredValue(_out)}: {rows.Count} embeddings of {embedder.Width} numbers");
        return EcgcmrCommandLine.Success;
    }

    private static PreparedStore OpenStore(string folder, string path, EncoderWeights weights)
    {
        var store = PreparedStore.Open(folder);
        if (!weights.StoresPreparation || store.Manifest.Preparation == weights.Preparation) return store;
        store.Dispose();
        throw new DataFormatException(folder, null, $"the store was prepared differently from what {path} was trained on; prepare it with {weights.Preparation.ToJson()}");
    }

    private static List<Source> FromStore(PreparedStore store) => [.. Enumerable.Range(0, store.Count)
        .Select(row => new Source(_ => [(store.Rows[row].Window == 0 ? store.Rows[row].Record : $"{store.Rows[row].Record}+{store.Rows[row].Window}", store.Samples(row).ToArray())]))];

    private static List<Source> FromFiles(IReadOnlyList<string> paths)
    {
        var files = paths.SelectMany(path => Directory.Exists(path) ? EcgFolder.Enumerate(path).Select(entry => entry.Path) : [path]).ToArray();
        if (files.Length == 0) throw new FileNotFoundException($"{string.Join(", ", paths)}: there are no ECGs that the program knows");
        return [.. files.Select(file => new Source(weights => ReadFile(file, weights)))];
    }

    private static IEnumerable<(string Name, float[] Samples)> ReadFile(string path, EncoderWeights weights)
    {
        using var file = EcgFormats.Default.Open(path);
        for (var i = 0; i < file.Count; i++)
        {
            var windows = weights.Preparation.Prepare(file.Read(i)).Chunk(Data.Signals.LeadMap.LeadCount * weights.Preparation.WindowSamples).ToArray();
            for (var w = 0; w < windows.Length; w++)
                yield return ((file.Count > 1 ? $"{path}#{i + 1}" : path) + (windows.Length > 1 ? $"+{w}" : ""), windows[w]);
        }
    }

    /// <summary>A parallel query wraps what went wrong in one of its threads; the reader wants to know that alone.</summary>
    private static IEnumerable<float[]> Unwrapped(IEnumerable<float[]> prepared)
    {
        using var items = prepared.GetEnumerator();
        while (true)
        {
            try
            {
                if (!items.MoveNext()) yield break;
            }
            catch (AggregateException error)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.Flatten().InnerExceptions[0]);
            }
            yield return items.Current;
        }
    }

    private static void Write(string path, int width, List<float> embeddings, List<string> rows)
    {
        NumpyFile.WriteNpy(path, FileTensor.Of<float>("embeddings", embeddings.ToArray(), rows.Count, width));
        var table = new StringBuilder("row,recording\n");
        for (var i = 0; i < rows.Count; i++) table.Append($"{i},\"{rows[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        FileSystem.Disk.WriteAtomically(Path.ChangeExtension(path, ".csv"), stream => stream.Write(Encoding.UTF8.GetBytes(table.ToString())));
    }

    /// <summary>Something to embed.</summary>
    /// <param name="Read">Reads and prepares its windows, on any thread.</param>
    private sealed record Source(Func<EncoderWeights, IEnumerable<(string Name, float[] Samples)>> Read);
}
