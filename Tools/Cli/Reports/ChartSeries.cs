namespace EcgCmrNative.Cli.Reports;

/// <summary>One line of a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">What is joined; points that are not finite interrupt the line.</param>
/// <param name="Dashed">For what the others are compared with.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points, bool Dashed = false);
