using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Parquet;
using EcgCmrNative.Data.Formats.Tables;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Cli.Tables;

/// <summary>What is known of a row of embeddings.</summary>
/// <param name="Recording">The recording's name in tables, with its window if that is not the first.</param>
/// <param name="Person">The person; null if it is not known.</param>
/// <param name="Window">Which window of the recording it is, counted from 0.</param>
/// <param name="Fold">The fold of the person.</param>
/// <param name="Labels">A value for each label; NaN if it is missing.</param>
/// <param name="HeartRatePerMinute">The heart rate.</param>
/// <param name="Quality">See <see cref="QualityText"/>.</param>
internal sealed record EmbeddedRow(
    string Recording, string? Person, int Window, int? Fold, IReadOnlyList<float> Labels, double? HeartRatePerMinute, string Quality);

/// <summary>Embeddings with what is known of each, as they are written to a file.</summary>
/// <param name="Width">Numbers of an embedding.</param>
/// <param name="Embeddings">[rows, width].</param>
/// <param name="Rows">What is known of each.</param>
/// <param name="LabelNames">The names of the labels.</param>
internal sealed record EmbeddingFile(int Width, float[] Embeddings, IReadOnlyList<EmbeddedRow> Rows, IReadOnlyList<string> LabelNames)
{
    /// <summary>The endings of the files that can be written.</summary>
    public static readonly string[] Endings = [".npy", ".npz", ".parquet"];

    /// <summary>The table beside a file of numbers alone; null if the file holds everything.</summary>
    public static string? TableBeside(string path) => Ending(path) == ".npy" ? Path.ChangeExtension(path, ".csv") : null;

    /// <summary>Writes the file, and the table beside it.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write(string path)
    {
        switch (Ending(path))
        {
            case ".npz":
                WriteNpz(path);
                break;
            case ".parquet":
                FileSystem.Disk.WriteAtomically(path, stream => WriteTable(
                    columns => new ParquetTableWriter(stream, columns), withEmbeddings: true));
                break;
            default:
                NumpyFile.WriteNpy(path, Numbers());
                FileSystem.Disk.WriteAtomically(TableBeside(path)!, stream =>
                {
                    using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                    WriteTable(columns => new CsvTableWriter(text, columns), withEmbeddings: false);
                });
                break;
        }
    }

    private static string Ending(string path) => Path.GetExtension(path).ToLowerInvariant();

    private FileTensor Numbers() => FileTensor.Of<float>("embeddings", Embeddings, Rows.Count, Width);

    private void WriteTable(Func<IReadOnlyList<TableColumn>, ITableWriter> create, bool withEmbeddings)
    {
        var table = create(ColumnNames.Distinct(
        [
            new("row", ColumnKind.Whole), new("recording", ColumnKind.Text), new("person", ColumnKind.Text),
            new("window", ColumnKind.Whole), new("fold", ColumnKind.Whole), new("heart_rate_per_min", ColumnKind.Number),
            new("quality", ColumnKind.Text), .. withEmbeddings ? (TableColumn[])[new("embedding", ColumnKind.Singles)] : [],
            .. LabelNames.Select(name => new TableColumn(name, ColumnKind.Single)),
        ]));
        for (var i = 0; i < Rows.Count; i++)
        {
            var row = Rows[i];
            table.Add([
                (long)i, row.Recording, row.Person, (long)row.Window, (long?)row.Fold, row.HeartRatePerMinute, row.Quality,
                .. withEmbeddings ? (object[])[Embeddings[(i * Width)..((i + 1) * Width)]] : [],
                .. row.Labels.Select(label => float.IsNaN(label) ? null : (object)label),
            ]);
        }
        table.Finish();
    }

    private void WriteNpz(string path) => NumpyFile.WriteNpz(
        path,
        [
            Numbers(),
            FileTensor.Of<int>("window", Rows.Select(row => row.Window).ToArray(), Rows.Count),
            FileTensor.Of<int>("fold", Rows.Select(row => row.Fold ?? -1).ToArray(), Rows.Count),
            FileTensor.Of<float>("labels", Rows.SelectMany(row => row.Labels).ToArray(), Rows.Count, LabelNames.Count),
            FileTensor.Of<float>(
                "heart_rate_per_min", Rows.Select(row => (float)(row.HeartRatePerMinute ?? double.NaN)).ToArray(), Rows.Count),
        ],
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["recording"] = [.. Rows.Select(row => row.Recording)],
            ["person"] = [.. Rows.Select(row => row.Person ?? "")],
            ["quality"] = [.. Rows.Select(row => row.Quality)],
            ["label_names"] = LabelNames,
        });
}
