using System.Globalization;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Csv;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>The names of embeddings, and the columns that a map can be coloured by.</summary>
internal sealed class MappedColumns
{
    /// <summary>Texts and whole numbers with at most so many different values are classes.</summary>
    private const int MostClasses = 12;

    private const int MostClassNumbers = 8;

    /// <summary>Columns of a report; more would make it large.</summary>
    private const int MostColumns = 40;

    /// <summary>Columns that name rows, recordings or people: they are no colours, and reports do not name people.</summary>
    private static readonly string[] Identifiers =
        ["row", "record", "recording", "subject", "person", "patient", "window", "name", "id", "eid"];

    private readonly IReadOnlyList<MapColumn> _columns;

    private MappedColumns(IReadOnlyList<string> names, IReadOnlyList<MapColumn> columns, int chosen, int unlabelled) =>
        (Names, _columns, Chosen, Unlabelled) = (names, columns, chosen, unlabelled);

    /// <summary>The name of each row.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The column that is shown first; −1 for none.</summary>
    public int Chosen { get; }

    /// <summary>Rows that the table of labels does not have.</summary>
    public int Unlabelled { get; }

    /// <summary>The columns of some rows.</summary>
    public IReadOnlyList<MapColumn> Take(IReadOnlyList<int> rows) =>
        [.. _columns.Select(column => column with { Values = [.. rows.Select(row => column.Values[row])] })];

    /// <summary>Reads the tables.</summary>
    /// <exception cref="DataFormatException">A table does not fit the embeddings, or cannot be read.</exception>
    /// <exception cref="ArgumentException">The column to colour by is in no table, or is no colour.</exception>
    public static MappedColumns Read(
        string embeddings, int count, string? table, string? labels, string? recordColumn, string? colour)
    {
        var (names, columns, unlabelled) = (Enumerable.Range(0, count).Select(row => $"{row}").ToArray(), new List<MapColumn>(), 0);
        var rejected = new List<string>();
        var own = table is null ? null : CsvTable.Read(table);
        if (own is not null)
        {
            if (own.RowCount != count)
                throw new DataFormatException(
                    table!, null, $"{own.RowCount} rows for {count} embeddings in {Path.GetFileName(embeddings)}");
            if (Array.Find(["recording", "record"], own.HasColumn) is { } column)
                names = [.. Enumerable.Range(0, count).Select(row => own.Text(row, own.Column(column)))];
        }
        if (labels is not null)
        {
            if (own is null)
                throw new ArgumentException(
                    $"{embeddings}: the names of its rows are unknown; specify the table that 'embed' wrote (--table)");
            var known = CsvTable.Read(labels);
            // Later windows of a recording are named after it: name+1.
            var found = TableRows.Find(known, recordColumn, [.. names.Select(WithoutWindow)]);
            unlabelled = found.Count(row => row < 0);
            if (unlabelled == count)
                throw new DataFormatException(labels, null, $"none of the {count} recordings is in the table, such as '{names[0]}'");
            AddColumns(known, found, columns, rejected);
        }
        if (own is not null) AddColumns(own, [.. Enumerable.Range(0, count)], columns, rejected);
        var chosen = colour is null ? columns.Count > 0 ? 0 : -1 : columns.FindIndex(column => column.Name == colour);
        if (colour is not null && chosen < 0)
            throw new ArgumentException(rejected.Contains(colour)
                ? $"--colour {colour}: has more than {MostClasses} different texts, or only one value; choose another column"
                : $"--colour {colour}: no such column; the columns are {string.Join(", ", columns.Select(column => column.Name))}");
        return new MappedColumns(names, columns, chosen, unlabelled);
    }

    private static string WithoutWindow(string name)
    {
        var plus = name.LastIndexOf('+');
        return plus > 0 && name[(plus + 1)..].All(char.IsAsciiDigit) ? name[..plus] : name;
    }

    private static void AddColumns(CsvTable table, int[] rows, List<MapColumn> columns, List<string> rejected)
    {
        for (var column = 0; column < table.Columns.Count && columns.Count < MostColumns; column++)
        {
            var name = table.Columns[column];
            if (Identifiers.Contains(name, StringComparer.OrdinalIgnoreCase) || columns.Exists(other => other.Name == name)) continue;
            if (Column(name, [.. rows.Select(row => row < 0 ? "" : table.Text(row, column).Trim())]) is { } found) columns.Add(found);
            else rejected.Add(name);
        }
    }

    /// <summary>Numbers, or classes; null for a column with one value or with too many texts.</summary>
    private static MapColumn? Column(string name, string[] texts)
    {
        bool IsMissing(string text) => text.Length == 0 || text.ToUpperInvariant() is "NAN" or "NA" or "N/A" or "NULL";
        var distinct = texts.Where(text => !IsMissing(text)).Distinct(StringComparer.Ordinal).ToArray();
        if (distinct.Length < 2) return null;
        var numbers = Array.ConvertAll(texts, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value
                : double.NaN);
        var areNumbers = texts.Zip(numbers).All(pair => IsMissing(pair.First) || !double.IsNaN(pair.Second));
        if (areNumbers && !(distinct.Length <= MostClassNumbers && numbers.All(value => double.IsNaN(value) || value == Math.Floor(value))))
            return new MapColumn(name, numbers, null);
        if (distinct.Length > MostClasses) return null;
        var classes = areNumbers
            ? distinct.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray()
            : [.. distinct.Order(StringComparer.Ordinal)];
        return new MapColumn(
            name, Array.ConvertAll(texts, text => IsMissing(text) ? double.NaN : Array.IndexOf(classes, text)), classes);
    }
}
