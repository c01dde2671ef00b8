using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Tables;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Embedding;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr embed</c>.</summary>
internal sealed class EmbedCommand : ToolCommand
{
    private const int FailuresShown = 100;
    private const int RecordingsAtOnce = 32;

    private readonly Option<string> _weights = ToolOption.Required(
        "--weights", Values.Text("RUN|FILE"),
        "Use the encoder of this run, checkpoint or published file (.pth, .ckpt, .safetensors), or builtin:NAME.");

    private readonly Option<string[]> _ecg = ToolOption.List(
        "--ecg", Values.Text("PATH"), "Embed these ECGs: files, folders with files, or one prepared store.", absent: null);

    private readonly Option<string> _out = ToolOption.Required(
        "--out", Values.Text("FILE"),
        "Write the embeddings to this file: .npz or .parquet with person, window, fold, labels and quality of each row, or .npy with these "
        + "in a .csv file of the same name.");

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
        Check(line => line.GetRequiredValue(_out) is var path
            && !EmbeddingFile.Endings.Contains(Path.GetExtension(path).ToLowerInvariant())
            ? $"--out {path}: must end in .npy (a table of the rows is written to a .csv file of the same name), .npz or .parquet"
            : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var file = line.GetRequiredValue(_out);
        var paths = line.GetRequiredValue(_ecg);
        _outputs.Check(line, [line.GetRequiredValue(_weights), .. paths], file, EmbeddingFile.TableBeside(file));
        using var folder = OutputFolder.Of(file);
        using var device = _device.Open(line);
        var embedder = EcgEmbedder.Load(
            device, line.GetRequiredValue(_weights), new EncoderHints { Heads = line.GetValue(_heads), Window = line.GetValue(_window) });
        terminal.Say($"{embedder.Path}: {embedder.Description}"
            + (embedder.Unused.Count == 0 ? "" : $"; {embedder.Unused.Count} tensors of the file are not used"));
        if (embedder.IsPreparationAssumed) AssumedInput.Say(terminal, line.GetRequiredValue(_weights), modality: Modality.Ecg);
        var failures = new List<PreparationFailure>();
        var embeddings = paths is [var only] && PreparedStore.IsIn(only)
            ? FromStore(embedder, only)
            : FromFiles(terminal, embedder, paths, failures, cancellation);
        OutputFiles.Write(file, embeddings.Write);
        folder.Keep();
        terminal.Write($"{file}: {embeddings.Rows.Count} embeddings of {embedder.Width} numbers");
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

    private static EmbeddingFile FromStore(EcgEmbedder embedder, string folder)
    {
        using var store = EcgStore.Open(folder);
        return new EmbeddingFile(
            embedder.Width, Array.ConvertAll(embedder.Embed(store, [.. Enumerable.Range(0, store.Count)]), value => (float)value),
            [
                .. store.Rows.Select(row => new EmbeddedRow(
                    RowName(row.Record, row.Window), row.Patient, row.Window, row.Fold, row.Labels, HeartRatePerMinute: null,
                    QualityText.Of(row.Defects, row.EinthovenViolated))),
            ],
            store.Manifest.LabelNames);
    }

    /// <summary>
    /// Reads and prepares files on all threads, and embeds some of them together. A file that cannot be read does not stop the others.
    /// </summary>
    /// <exception cref="DataFormatException">None can be read.</exception>
    private static EmbeddingFile FromFiles(
        Terminal terminal, EcgEmbedder embedder, IReadOnlyList<string> paths, List<PreparationFailure> failures,
        CancellationToken cancellation)
    {
        var files = EcgFiles.At(paths);
        var (embeddings, rows) = (new List<float>(), new List<EmbeddedRow>());
        IOException? first = null;
        var size = embedder.Leads.Count * embedder.Preparation.WindowSamples;
        ProgressDisplay.Run(terminal, "embed", progress =>
        {
            foreach (var some in EcgFiles.Read(files, embedder.Preparation, cancellation).Chunk(RecordingsAtOnce))
            {
                foreach (var recording in some.Where(recording => recording.Failure is not null))
                {
                    first ??= recording.Failure;
                    failures.Add(new PreparationFailure(recording.Name, recording.Reason));
                }
                var samples = some.SelectMany(recording => recording.Samples).ToArray();
                embeddings.AddRange(embedder.Embed(
                    samples, samples.Length / size, embedder.Leads.Count, embedder.Preparation.SamplingRateHz)
                    .Select(value => (float)value));
                rows.AddRange(some.SelectMany(recording => Enumerable.Range(0, recording.Samples.Length / size).Select(window =>
                    new EmbeddedRow(
                        RowName(recording.Name, window), Person: null, window, Fold: null, Labels: [], recording.HeartRatePerMinute,
                        QualityText.Of(recording.Quality)))));
                progress.Report(some[^1].File + 1, files.Count, "files");
            }
        });
        return rows.Count > 0 ? new EmbeddingFile(embedder.Width, [.. embeddings], rows, LabelNames: []) : throw first!;
    }

    private static string RowName(string recording, int window) => window == 0 ? recording : $"{recording}+{window}";
}
