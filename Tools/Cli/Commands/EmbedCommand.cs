using System.CommandLine;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Embedding;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr embed</c>.</summary>
internal sealed class EmbedCommand : ToolCommand
{
    private const int FailuresShown = 100;

    private readonly Option<string> _weights = ToolOption.Required(
        "--weights", Values.Text("RUN|FILE"),
        "Use the encoder of this run, checkpoint or published file (.pth, .ckpt, .safetensors).");

    private readonly Option<string[]> _ecg = ToolOption.List(
        "--ecg", Values.Text("PATH"), "Embed these ECGs: files, folders with files, or one prepared store.", absent: null);

    private readonly Option<string> _out = ToolOption.Required(
        "--out", Values.Text("NPY"),
        "Write the embeddings to this file, one per row, and a table of the rows to a .csv file of the same name.");

    private readonly Option<int?> _heads = ToolOption.Optional(
        "--heads", Values.Whole("N", NumberRange.From(1, 1024)), "Set the number of attention heads of published weights.",
        "that of the preset");

    private readonly Option<int?> _window = ToolOption.Optional(
        "--window", NumericKinds.Samples, "Set the window length of the encoder, in samples per lead.",
        "as in training");

    private readonly OutputFiles _outputs;
    private readonly DeviceOptions _device;

    public EmbedCommand() : base(
        "embed",
        "Compute embeddings of ECGs. Prepares the ECGs like the encoder's training data.",
        "ecgcmr embed --weights demo/model.safetensors --ecg demo/cohort/ecg --out emb.npy")
    {
        Add(OptionGroup.Data, _ecg);
        Add(OptionGroup.Encoders, _weights, _heads, _window);
        Add(OptionGroup.Output, _out);
        _outputs = new OutputFiles(this);
        _device = new DeviceOptions(this);
        Check(line => line.GetRequiredValue(_out) is var path && !path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? $"--out {path}: must end in .npy; a table of the rows is written to a .csv file of the same name"
            : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var file = line.GetRequiredValue(_out);
        var paths = line.GetRequiredValue(_ecg);
        _outputs.Check(line, [line.GetRequiredValue(_weights), .. paths], file, TableOf(file));
        using var folder = OutputFolder.Of(file);
        using var device = _device.Open(line);
        var embedder = EcgEmbedder.Load(
            device, line.GetRequiredValue(_weights), new EncoderHints { Heads = line.GetValue(_heads), Window = line.GetValue(_window) });
        terminal.Say($"{embedder.Path}: {embedder.Description}"
            + (embedder.Unused.Count == 0 ? "" : $"; {embedder.Unused.Count} tensors of the file are not used"));
        if (embedder.IsPreparationAssumed) AssumedInput.Say(terminal, line.GetRequiredValue(_weights), modality: Modality.Ecg);
        var (embeddings, rows, failures) = paths is [var only] && PreparedStore.IsIn(only)
            ? FromStore(embedder, only)
            : FromFiles(terminal, embedder, paths, cancellation);
        OutputFiles.Write(file, _ => Write(file, embedder.Width, embeddings, rows));
        folder.Keep();
        terminal.Write($"{file}: {rows.Count} embeddings of {embedder.Width} numbers");
        return WriteFailures(terminal, failures) ? ExitCode.Failure : ExitCode.Success;
    }

    /// <returns>True if there is a failure.</returns>
    private static bool WriteFailures(Terminal terminal, IReadOnlyList<PreparationFailure> failures)
    {
        if (failures.Count == 0) return false;
        terminal.Say($"{failures.Count} could not be embedded and are not in the file:");
        foreach (var failure in failures.Take(FailuresShown)) terminal.Say($"  {failure.Record}: {failure.Reason}");
        if (failures.Count > FailuresShown) terminal.Say($"  and {failures.Count - FailuresShown} more");
        return true;
    }

    private static (double[] Embeddings, IReadOnlyList<string> Rows, IReadOnlyList<PreparationFailure> Failures) FromStore(
        EcgEmbedder embedder, string folder)
    {
        using var store = EcgStore.Open(folder);
        return (
            embedder.Embed(store, [.. Enumerable.Range(0, store.Count)]),
            [.. store.Rows.Select(row => RowName(row.Record, row.Window))],
            []);
    }

    /// <summary>
    /// Reads and prepares some files on all threads, then embeds them together. A file that cannot be read does not stop the others.
    /// </summary>
    /// <exception cref="DataFormatException">None can be read.</exception>
    private static (double[] Embeddings, IReadOnlyList<string> Rows, IReadOnlyList<PreparationFailure> Failures) FromFiles(
        Terminal terminal, EcgEmbedder embedder, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        const int FilesAtOnce = 64;
        var files = EcgFiles.At(paths);
        var (embeddings, rows, failures) = (new List<double>(), new List<string>(), new List<PreparationFailure>());
        IOException? first = null;
        var size = embedder.Leads.Count * embedder.Preparation.WindowSamples;
        ProgressDisplay.Run(terminal, "embed", progress =>
        {
            var done = 0;
            foreach (var some in files.Chunk(FilesAtOnce))
            {
                var read = EcgFiles.Read(some, embedder.Preparation, cancellation);
                foreach (var (name, _, failure) in read)
                {
                    if (failure is null) continue;
                    first ??= failure;
                    failures.Add(new PreparationFailure(name, (failure as DataFormatException)?.Reason ?? failure.Message));
                }
                var prepared = read.Where(recording => recording.Failure is null).ToArray();
                var samples = prepared.SelectMany(recording => recording.Samples).ToArray();
                embeddings.AddRange(embedder.Embed(
                    samples, samples.Length / size, embedder.Leads.Count, embedder.Preparation.SamplingRateHz));
                foreach (var (name, windows, _) in prepared)
                {
                    for (var window = 0; window < windows.Length / size; window++) rows.Add(RowName(name, window));
                }
                progress.Report(done += some.Length, files.Count, "files");
            }
        });
        if (rows.Count == 0) throw first!;
        return ([.. embeddings], rows, failures);
    }

    /// <summary>The table of the rows, beside the embeddings.</summary>
    private static string TableOf(string file) => Path.ChangeExtension(file, ".csv");

    private static string RowName(string recording, int window) => window == 0 ? recording : $"{recording}+{window}";

    private static void Write(string path, int width, double[] embeddings, IReadOnlyList<string> rows)
    {
        NumpyFile.WriteNpy(
            path, FileTensor.Of<float>("embeddings", Array.ConvertAll(embeddings, value => (float)value), rows.Count, width));
        var table = new StringBuilder("row,recording\n");
        for (var i = 0; i < rows.Count; i++) table.Append($"{i},\"{rows[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        FileSystem.Disk.WriteAtomically(
            TableOf(path), stream => stream.Write(Encoding.UTF8.GetBytes(table.ToString())));
    }
}
