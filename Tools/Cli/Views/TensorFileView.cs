using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Files;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>A file of tensors on the terminal. All values are read, so that a damaged file is found out.</summary>
internal static class TensorFileView
{
    public static void Write(Terminal terminal, string path, CancellationToken cancellation)
    {
        using var file = TensorFormats.Open(path);
        var facts = new FactList
        {
            {
                "tensors", $"{file.Tensors.Count:N0}, {file.Tensors.Sum(tensor => tensor.ElementCount):N0} values, "
                    + $"{file.Tensors.Sum(tensor => tensor.ByteCount):N0} bytes"
            },
        };
        foreach (var found in EncoderFile.In(file))
            facts.Add($"{found.Kind.Modality.ToString().ToUpperInvariant()} encoder", Describe(found));
        if (file is SafeTensorsFile { Metadata: var metadata })
        {
            foreach (var (key, value) in metadata) facts.Add(key, value.Length > 1000 ? value[..1000] + " …" : value);
        }
        facts.Write(terminal);
        terminal.Write(Tensors(file.Tensors, cancellation));
    }

    private static Table Tensors(NamedTensors tensors, CancellationToken cancellation)
    {
        var table = Cell.Table(
            "tensor", "kind", "shape", "values", "lowest", "highest", "not finite");
        foreach (var tensor in tensors)
        {
            cancellation.ThrowIfCancellationRequested();
            var values = ValueSummary.Of(tensor);
            table.AddRow(
                Cell.Text(tensor.Name), Cell.Text(tensor.Kind.ToString()), Cell.Text($"[{string.Join(", ", tensor.Shape)}]"),
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
