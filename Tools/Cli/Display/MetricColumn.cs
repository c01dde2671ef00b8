using System.Globalization;

namespace EcgCmrNative.Cli.Display;

/// <summary>A column of a table of epochs.</summary>
/// <param name="Head">Its head.</param>
/// <param name="Metric">The metric's name in the log.</param>
/// <param name="Format">How its values are written.</param>
internal sealed record MetricColumn(string Head, string Metric, string Format)
{
    /// <summary>Learning rate and time: the last columns of every training.</summary>
    public static IReadOnlyList<MetricColumn> Ending { get; } =
        [new("learning rate", "train_lr", "0.00e+00"), new("seconds", "train_seconds", "F1")];

    /// <summary>The value of an epoch; empty where it has none.</summary>
    public string Of(IReadOnlyDictionary<string, double> metrics) =>
        metrics.TryGetValue(Metric, out var value) ? value.ToString(Format, CultureInfo.InvariantCulture) : "";
}
