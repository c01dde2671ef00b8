using System.Text.Json;

namespace EcgCmrNative.Cli.Reports.Interactive;

/// <summary>A column that points can be coloured by.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">A number for each point, or the index of its class; NaN if missing.</param>
/// <param name="Classes">Names of the classes; null for numbers.</param>
internal sealed record MapColumn(string Name, double[] Values, IReadOnlyList<string>? Classes);

/// <summary>Points in the plane, coloured by a column of the reader's choice.</summary>
/// <param name="title">What is shown.</param>
/// <param name="summary">The same in words.</param>
/// <param name="axes">Names of the axes.</param>
/// <param name="coordinates">[points, 2].</param>
/// <param name="columns">The columns.</param>
/// <param name="chosen">The first one shown; −1 for none.</param>
/// <param name="rows">The row of each point in the table.</param>
/// <param name="isFirst">True for the first map of a page.</param>
internal sealed class MapFigure(
    string title, string summary, (string X, string Y) axes, double[] coordinates, IReadOnlyList<MapColumn> columns, int chosen,
    IReadOnlyList<int> rows, bool isFirst) : InteractiveFigure(title, summary)
{
    protected override bool IsWide => true;

    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "map");
        json.WriteBoolean("both", true);
        json.WriteString("xName", axes.X);
        json.WriteString("yName", axes.Y);
        json.WriteNumber("colour", chosen);
        WriteNumbers(json, "x", rows.Select((_, i) => coordinates[2 * i]));
        WriteNumbers(json, "y", rows.Select((_, i) => coordinates[2 * i + 1]));
        // All maps of a page have the same points: those after the first take rows and columns from it.
        if (!isFirst) return;
        WriteNumbers(json, "rows", rows.Select(row => (double)row));
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            // Names come from files, and the chart library reads a few tags in texts.
            json.WriteString("name", Safe(column.Name));
            if (column.Classes is not null) WriteTexts(json, "classes", column.Classes.Select(Safe));
            WriteNumbers(json, "values", column.Values);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
