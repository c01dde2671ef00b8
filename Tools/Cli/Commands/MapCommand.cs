using System.CommandLine;
using System.Globalization;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Models.Evaluation.Maps;
using Spectre.Console;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr map</c>.</summary>
internal sealed class MapCommand : ToolCommand
{
    private static readonly EmbeddingMapOptions Defaults = new();

    private readonly Option<string> _embeddings = ToolOption.Required(
        "--embeddings", Values.Text("NPY"), "Draw these embeddings: a file of 'embed', or any matrix with a row for each point.");

    private readonly Option<string?> _table = ToolOption.Optional(
        "--table", Values.Text("CSV"), "Read names and other columns from this table, with a line for each row of the embeddings.",
        "the .csv file of the same name, as 'embed' writes it");

    private readonly Option<string?> _labels = ToolOption.Optional(
        "--labels", Values.Text("CSV"), "Also colour by the columns of this table; its rows are found by the names of the recordings.",
        "no labels");

    private readonly Option<string?> _recordColumn = ToolOption.Optional(
        "--record-column", Values.Text("NAME"), "Use this column of the labels for the recordings' names.", "record or subject");

    private readonly Option<string?> _colour = ToolOption.Optional(
        "--colour", Values.Text("COLUMN"), "Show this column first; the report has a choice of all.", "the first label");

    private readonly Option<string> _out = ToolOption.Required(
        "--out", Values.Text("HTML"),
        "Write the maps to this file, and the coordinates to a .csv file of the same name.");

    private readonly Option<int> _most = ToolOption.WithDefault(
        "--max-points", Values.Whole("N", NumberRange.From(10, 10_000)),
        "Draw at most so many rows, chosen at random. The time grows with the square.", Defaults.MaxPoints);

    private readonly Option<double> _perplexity = ToolOption.WithDefault(
        "--perplexity", Values.Number("X", NumberRange.From(1, 1000)),
        "Set the perplexity of t-SNE: the neighbours that a point has in effect.", Defaults.Perplexity);

    private readonly Option<int> _neighbours = ToolOption.WithDefault(
        "--neighbours", Values.Whole("N", NumberRange.From(1, 1000)),
        "Set the number of neighbours for trustworthiness and continuity.", Defaults.Neighbours);

    private readonly Option<ulong> _seed = SharedOptions.Seed();
    private readonly OutputFiles _outputs;

    public MapCommand() : base(
        "map",
        "Draw embeddings in two dimensions by principal components and by t-SNE, coloured by any column. Reports how well the maps keep "
        + "neighbours: trustworthiness and continuity.",
        "ecgcmr map --embeddings emb.npy --labels labels.csv --colour sex --out map.html")
    {
        Add(OptionGroup.Data, _embeddings, _table);
        Add(OptionGroup.Labels, _labels, _recordColumn, _colour);
        Add(OptionGroup.Evaluation, _most, _perplexity, _neighbours, _seed);
        Add(OptionGroup.Output, _out);
        _outputs = new OutputFiles(this);
        Check(line => line.GetRequiredValue(_out) is var path && !SharedOptions.IsHtml(path)
            ? $"--out {path}: must end in .html; the coordinates are written to a .csv file of the same name"
            : null);
        Check(line => line.GetValue(_recordColumn) is not null && line.GetValue(_labels) is null ? "--record-column needs --labels" : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var (path, file, seed) = (line.GetRequiredValue(_embeddings), line.GetRequiredValue(_out), line.GetValue(_seed));
        var coordinates = Path.ChangeExtension(file, ".csv");
        var given = line.GetValue(_table);
        var sidecar = Path.ChangeExtension(path, ".csv");
        var table = given ?? (File.Exists(sidecar) ? sidecar : null);
        _outputs.Check(
            line, new[] { path, table, line.GetValue(_labels) }.OfType<string>(), file, coordinates);
        var (values, width) = Read(path);
        var columns = MappedColumns.Read(
            path, values.Length / width, table, line.GetValue(_labels), line.GetValue(_recordColumn), line.GetValue(_colour));
        if (columns.Unlabelled > 0)
            terminal.Say($"{columns.Unlabelled} of {values.Length / width} recordings are not in the table of labels");
        var maps = ProgressDisplay.Run(terminal, "map", progress => EmbeddingMaps.Create(
            values, width,
            new EmbeddingMapOptions
            {
                MaxPoints = line.GetValue(_most),
                Perplexity = line.GetValue(_perplexity),
                Neighbours = line.GetValue(_neighbours),
                Seed = seed,
            },
            share => progress.Report((int)(1000 * share), 1000, "thousandths of t-SNE"), cancellation));
        var report = MapReport.Create(
            Path.GetFileName(path), values.Length / width, width, maps, columns.Take(maps.Rows), columns.Chosen, seed);
        using var folder = OutputFiles.MakeFolder(file);
        FileSystem.Disk.WriteAtomically(coordinates, stream => stream.Write(Encoding.UTF8.GetBytes(Csv(maps, columns.Names))));
        report.Write(file);
        folder.Keep();
        var quality = Cell.Table("map", "trustworthiness", "continuity");
        foreach (var map in maps.Maps)
            quality.AddRow(
                Cell.Text(MapReport.Name(map.Method)), Cell.Right(Text(map.Quality.Trustworthiness, "F3")),
                Cell.Right(Text(map.Quality.Continuity, "F3")));
        terminal.Write($"{path}: {maps.Rows.Count} points, {maps.Neighbours} neighbours of each judged");
        terminal.Write(quality);
        terminal.Write($"maps:        {file}");
        terminal.Write($"coordinates: {coordinates}");
        return ExitCode.Success;
    }

    private static (float[] Values, int Width) Read(string path)
    {
        using var file = NumpyFile.Open(path);
        if (file.Tensors.ToArray() is not [{ Shape: [var rows, var width] } tensor])
            throw new DataFormatException(path, null, "must hold one matrix with a row for each embedding");
        if (width < 2) throw new DataFormatException(path, null, $"an embedding has {width} numbers; a map needs at least 2");
        var values = tensor.ToSingles();
        var wrong = Array.FindIndex(values, value => !float.IsFinite(value));
        return wrong < 0 || rows == 0
            ? (values, (int)width)
            : throw new DataFormatException(
                path, null, $"row {wrong / width}, number {wrong % width} is {values[wrong]}; it must be finite");
    }

    /// <summary>A line for each point: its row, its recording, and its place on every map.</summary>
    private static string Csv(EmbeddingMaps maps, IReadOnlyList<string> names)
    {
        var csv = new StringBuilder("row,recording");
        foreach (var map in maps.Maps) csv.Append($",{map.Method}_1,{map.Method}_2");
        csv.Append('\n');
        for (var i = 0; i < maps.Rows.Count; i++)
        {
            var row = maps.Rows[i];
            csv.Append($"{row},\"{names[row].Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            foreach (var map in maps.Maps) csv.Append($",{Text(map.Coordinates[2 * i], "G9")},{Text(map.Coordinates[2 * i + 1], "G9")}");
            csv.Append('\n');
        }
        return csv.ToString();
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
