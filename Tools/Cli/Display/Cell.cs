using System.Globalization;
using Spectre.Console;

namespace EcgCmrNative.Cli.Display;

/// <summary>Cells of a table on the terminal.</summary>
internal static class Cell
{
    public static Text Text(string? text) => new(text ?? "");

    public static Text Good(string text) => new(text, new Style(Color.Green));

    public static Text Bad(string text) => new(text, new Style(Color.Red));

    public static Text Open(string text) => new(text, new Style(Color.Yellow));

    public static Text Whole(long number) => Right(number.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>An error or a tolerance: 1.2E-09; empty if there is no number.</summary>
    public static Text Small(double number) => Right(double.IsNaN(number) ? "" : number.ToString("0.0E+00", CultureInfo.InvariantCulture));

    public static Text Right(string text) => new(text) { Justification = Justify.Right };
}
