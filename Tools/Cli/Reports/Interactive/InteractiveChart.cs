using System.Text.Json;

namespace EcgCmrNative.Cli.Reports.Interactive;

/// <summary>How the points of a series are drawn.</summary>
internal enum SeriesKind
{
    /// <summary>Each alone.</summary>
    Points,

    /// <summary>Joined.</summary>
    Line,

    /// <summary>As a bar from zero.</summary>
    Bars,
}

/// <summary>A series of an interactive chart.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Name">For the legend.</param>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
/// <param name="Text">What is shown at each point; null for the numbers.</param>
/// <param name="Dashed">For what the others are compared with.</param>
internal sealed record InteractiveSeries(
    SeriesKind Kind, string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<string>? Text = null,
    bool Dashed = false)
{
    /// <summary>The interval of each point, drawn as a vertical line; null without intervals.</summary>
    public IReadOnlyList<(double Low, double High)>? Intervals { get; init; }

    /// <summary>A horizontal or other line between two points.</summary>
    public static InteractiveSeries Reference(string name, (double X, double Y) from, (double X, double Y) to) =>
        new(SeriesKind.Line, name, [from.X, to.X], [from.Y, to.Y], Dashed: true);
}

/// <summary>A chart with hover and zoom.</summary>
/// <param name="title">What is shown.</param>
/// <param name="summary">The same in words.</param>
/// <param name="xName">What is to the right, with its unit.</param>
/// <param name="yName">What is upwards, with its unit.</param>
/// <param name="series">What is drawn.</param>
/// <param name="categories">Names of the bars at 0, 1, 2 …; null for numbers.</param>
internal sealed class InteractiveChart(
    string title, string summary, string xName, string yName, IReadOnlyList<InteractiveSeries> series,
    IReadOnlyList<string>? categories = null) : InteractiveFigure(title, summary)
{
    /// <summary>A chart of lines with hover and zoom.</summary>
    public static InteractiveChart Of(LineChart chart) => new(
        chart.Title, chart.Description(), chart.XName, chart.YName,
        [
            .. chart.Series.Select(series => new InteractiveSeries(
                SeriesKind.Line, series.Name, [.. series.Points.Select(point => point.X)], [.. series.Points.Select(point => point.Y)],
                Dashed: series.Dashed)
            {
                Intervals = series.Intervals,
            }),
        ]);

    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "chart");
        json.WriteString("x", xName);
        json.WriteString("y", yName);
        json.WriteBoolean("both", series.All(one => one.Kind != SeriesKind.Bars));
        json.WriteStartArray("series");
        foreach (var one in series)
        {
            json.WriteStartObject();
            json.WriteString("kind", one.Kind switch { SeriesKind.Points => "points", SeriesKind.Bars => "bars", _ => "line" });
            json.WriteString("name", one.Name);
            json.WriteBoolean("dash", one.Dashed);
            if (categories is not null && one.Kind == SeriesKind.Bars) WriteTexts(json, "x", categories);
            else WriteNumbers(json, "x", one.X);
            WriteNumbers(json, "y", one.Y);
            if (one.Intervals is { } intervals)
            {
                WriteNumbers(json, "low", intervals.Select(interval => interval.Low));
                WriteNumbers(json, "high", intervals.Select(interval => interval.High));
            }
            if (one.Text is not null) WriteTexts(json, "text", one.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
