using System.Globalization;
using EcgCmrNative.Data.Formats.Tables;

namespace EcgCmrNative.Data.Formats.Csv;

/// <summary>
/// Writes a table as comma-separated text (RFC 4180, lines end in LF), which <see cref="CsvTable"/> reads. A missing value is empty.
/// A <see cref="ColumnKind.Number"/> has six significant digits, a <see cref="ColumnKind.Single"/> as many as it takes to read it back.
/// </summary>
public sealed class CsvTableWriter : ITableWriter
{
    private readonly TextWriter _text;
    private readonly TableColumn[] _columns;

    /// <summary>Writes the names of the columns.</summary>
    /// <param name="text">Receives the text; it stays open.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="ArgumentException">A column has several values per row.</exception>
    public CsvTableWriter(TextWriter text, IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.FirstOrDefault(column => column.Kind == ColumnKind.Singles) is { } several)
            throw new ArgumentException($"column '{several.Name}' has several values per row; a CSV field has one", nameof(columns));
        (_text, _columns) = (text, [.. columns]);
        Write(Array.ConvertAll(_columns, column => column.Name));
    }

    /// <inheritdoc/>
    public void Add(params ReadOnlySpan<object?> values)
    {
        if (values.Length != _columns.Length) throw new ArgumentException($"{values.Length} values for {_columns.Length} columns");
        var fields = new string[values.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = (_columns[i].Kind, values[i]) switch
            {
                (_, null) => "",
                (ColumnKind.Text, string text) => text,
                (ColumnKind.Whole, long whole) => whole.ToString(CultureInfo.InvariantCulture),
                (ColumnKind.Number, double number) => number.ToString("G6", CultureInfo.InvariantCulture),
                (ColumnKind.Single, float single) => single.ToString(CultureInfo.InvariantCulture),
                (var kind, var other) => throw new ArgumentException($"column '{_columns[i].Name}' is {kind}, not {other.GetType().Name}"),
            };
        }
        Write(fields);
    }

    /// <inheritdoc/>
    public void Finish() => _text.Flush();

    private void Write(string[] fields) => _text.Write(string.Join(',', fields.Select(Field)) + "\n");

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
