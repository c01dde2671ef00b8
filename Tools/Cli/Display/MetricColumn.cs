using System.Globalization;

namespace EcgCmrNative.Cli.Display;

/// <summary>A column of a table of epochs.</summary>
/// <param name="Head">Its head.</param>
/// <param name="Metric">The metric's name in the log.</param>
/// <param name="Format">How its values are written.</param>
internal sealed record MetricColumn(string Head, string Metric, string Format)
{
    private const double Large = 1000;

    /// <summary>Learning rate and time: the last columns of every training.</summary>
    public static IReadOnlyList<MetricColumn> Ending { get; } = [new("lr", "train_lr", "0.00e+00"), new("seconds", "train_seconds", "F1")];

    /// <summary>Columns that the head and usual values need.</summary>
    public int Width => Math.Max(Head.Length, Format == "F3" ? 5 : Format == "F4" ? 7 : 8);

    /// <summary>The value of an epoch, in the column's format or in the shortest that fits its width; empty where it has none.</summary>
    public string Of(IReadOnlyDictionary<string, double> metrics)
    {
        if (!metrics.TryGetValue(Metric, out var value)) return "";
        string[] formats = [Format[0] == 'F' && Math.Abs(value) >= Large ? "F1" : Format, "F0", "0.0e+0"];
        var texts = formats.Select(format => value.ToString(format, CultureInfo.InvariantCulture)).ToArray();
        return Array.Find(texts, text => text.Length <= Width) ?? texts[^1];
    }
}
