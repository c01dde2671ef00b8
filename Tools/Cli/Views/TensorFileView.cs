using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Prediction;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>A file of tensors on the terminal. All values are read, so that a damaged file is found out.</summary>
internal static class TensorFileView
{
    private const int RowsShown = 500, EntriesShown = 100, LongestName = 200, LongestShape = 60, LongestValue = 1000;

    /// <param name="terminal">Where to.</param>
    /// <param name="file">The open file.</param>
    /// <param name="all">Whether every tensor and entry is shown, however many there are.</param>
    /// <param name="cancellation">Stops it.</param>
    public static void Write(Terminal terminal, TensorFile file, bool all, CancellationToken cancellation)
    {
        var facts = new FactList
        {
            {
                "tensors", $"{file.Tensors.Count:N0}, {file.Tensors.Sum(tensor => tensor.ElementCount):N0} values, "
                    + $"{file.Tensors.Sum(tensor => tensor.ByteCount):N0} bytes"
            },
        };
        foreach (var found in EncoderFile.In(file))
            facts.Add($"{found.Kind.Modality.ToString().ToUpperInvariant()} encoder", Describe(found));
        var card = PredictorFile.CardOf(file);
        if (card is not null) ModelCardView.AddFacts(facts, card);
        if (file is SafeTensorsFile { Metadata: var metadata } && (card is null || all))
        {
            var shown = all ? metadata.Count : EntriesShown;
            foreach (var (key, value) in metadata.Take(shown))
                facts.Add(Cell.Shortened(key, LongestName), Cell.Shortened(value, LongestValue));
            if (metadata.Count > shown) facts.Add("metadata", $"and {metadata.Count - shown:N0} more entries, shown with --all");
        }
        facts.Write(terminal);
        if (card is not null) ModelCardView.Write(terminal, card);
        var rows = all ? file.Tensors.Count : RowsShown;
        terminal.Write(Tensors(file.Tensors, rows, cancellation));
        if (file.Tensors.Count > rows)
            terminal.Write($"and {file.Tensors.Count - rows:N0} more tensors, shown with --all; all can be read");
    }

    private static Table Tensors(NamedTensors tensors, int rows, CancellationToken cancellation)
    {
        var table = Cell.Table(
            "tensor", "kind", "shape", "values", "lowest", "highest", "not finite");
        foreach (var tensor in tensors)
        {
            cancellation.ThrowIfCancellationRequested();
            var values = ValueSummary.Of(tensor);
            if (table.Rows.Count == rows) continue;
            table.AddRow(
                Cell.Text(Cell.Shortened(tensor.Name, LongestName)), Cell.Text(tensor.Kind.ToString()),
                Cell.Text(Cell.Shortened($"[{string.Join(", ", tensor.Shape)}]", LongestShape)),
                Cell.Whole(tensor.ElementCount), Number(values.Minimum), Number(values.Maximum),
                values.NonFinite == 0 ? Cell.Text("") : Cell.Bad(values.NonFinite.ToString("N0", CultureInfo.InvariantCulture)));
        }
        return table;
    }

    private static string Describe(FoundEncoder found)
    {
        var place = (found.IsInputAssumed ? $"; preparation not stated: {AssumedInput.Published}" : "")
            + (found.Weights.Prefix.Length == 0 ? "" : $"; names begin with {found.Weights.Prefix}");
        try
        {
            return $"{found.Description ?? found.Kind.Describe(found.Weights, new EncoderHints())}{place}";
        }
        catch (ArgumentException error)
        {
            // The weights of an unknown size do not tell everything; what they lack is worth knowing too.
            return $"{found.Kind.Name}{place}; {error.Message}";
        }
    }

    private static Text Number(float value) => Cell.Right(float.IsNaN(value) ? "" : value.ToString("G5", CultureInfo.InvariantCulture));
}
