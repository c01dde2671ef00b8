namespace EcgCmrNative.Cli.Reports;

/// <summary>One line of a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">What is joined; points that are not finite interrupt the line.</param>
/// <param name="Dashed">For what the others are compared with.</param>
/// <param name="Intervals">The interval of each point, drawn as a vertical line; null without intervals.</param>
internal sealed record ChartSeries(
    string Name, IReadOnlyList<(double X, double Y)> Points, bool Dashed = false,
    IReadOnlyList<(double Low, double High)>? Intervals = null)
{
    /// <summary>The diagonal of a chart from 0 to 1.</summary>
    public static ChartSeries Diagonal(string name) => new(name, [(0, 0), (1, 1)], Dashed: true);
}
