using System.Globalization;
using Spectre.Console;

namespace EcgCmrNative.Cli.Display;

/// <summary>Cells of a table on the terminal.</summary>
internal static class Cell
{
    /// <summary>An empty table with its heads, which are texts and not markup.</summary>
    public static Table Table(params IReadOnlyList<string> heads)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var head in heads) table.AddColumn(new TableColumn(Text(head)));
        return table;
    }

    public static Text Text(string? text) => Create(text ?? "");

    public static Text Good(string text) => Create(text, Color.Green);

    public static Text Bad(string text) => Create(text, Color.Red);

    public static Text Open(string text) => Create(text, Color.Yellow);

    /// <summary>The beginning of a text that is longer than a limit.</summary>
    public static string Shortened(string text, int most) => text.Length <= most ? text : $"{text[..most]} … ({text.Length} letters)";

    public static Text Whole(long number) => Right(number.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>An error or a tolerance: 1.2E-09; empty if there is no number.</summary>
    public static Text Small(double number) => Right(double.IsNaN(number) ? "" : number.ToString("0.0E+00", CultureInfo.InvariantCulture));

    public static Text Right(string text)
    {
        var cell = Create(text);
        cell.Justification = Justify.Right;
        return cell;
    }

    private static Text Create(string text, Color? color = null) =>
        new(Terminal.Printable(text, isLine: true), color is { } own ? new Style(own) : null);
}
