using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Csv;

/// <summary>A table from a comma-separated file (RFC 4180) whose first line names the columns.</summary>
public sealed class CsvTable
{
    private const int MaximumBytes = 1 << 28;

    private const int MaximumColumns = 1 << 14;

    private const int MaximumRows = 1 << 22;

    private const int MaximumFieldLength = 1 << 20;

    private readonly List<(string[] Fields, int Line)> _rows = [];

    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private CsvTable(string path, string[] columns)
    {
        Path = path;
        Columns = columns;
        for (var i = 0; i < columns.Length; i++)
        {
            if (!_columns.TryAdd(columns[i], i)) throw new DataFormatException(path, 0, $"two columns are named '{columns[i]}'");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The columns' names, trimmed; found in any case.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows below the names.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Reads a file in UTF-8, separated by commas, or by semicolons or tabs if the first line has only those.</summary>
    /// <exception cref="DataFormatException">
    /// The file is missing, empty, larger than 256 MiB or longer than 4 million rows, a quote stays open, or a row has another number of
    /// fields than the first line.
    /// </exception>
    public static CsvTable Read(string path, IFileSystem? files = null)
    {
        var bytes = (files ?? FileSystem.Disk).ReadAllData(path, MaximumBytes);
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Separator(bytes),
            MaxFieldSize = MaximumFieldLength,
            BadDataFound = args =>
                throw new DataFormatException(path, null, $"line {args.Context.Parser?.RawRow}: a quotation mark inside an unquoted field"),
        };
        using var parser = new CsvParser(reader, configuration);
        try
        {
            if (!parser.Read() || parser.Record is not { } names) throw new DataFormatException(path, 0, "the table is empty");
            if (names.Length > MaximumColumns)
                throw new DataFormatException(path, 0, $"{names.Length} columns; at most {MaximumColumns} are allowed");
            var table = new CsvTable(path, Array.ConvertAll(names, name => name.Trim()));
            while (parser.Read())
            {
                var fields = parser.Record!;
                if (fields.Length != names.Length)
                    throw new DataFormatException(
                        path, null, $"line {parser.RawRow}: {fields.Length} fields, the first line names {names.Length} columns");
                if (table.RowCount == MaximumRows) throw new DataFormatException(path, null, $"more than {MaximumRows} rows, the limit");
                table._rows.Add((fields, parser.RawRow));
            }
            return table;
        }
        catch (CsvHelperException e)
        {
            throw new DataFormatException(path, null, $"line {parser.RawRow}: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    /// <summary>True if the table has the column.</summary>
    public bool HasColumn(string name) => _columns.ContainsKey(name);

    /// <summary>The index of a column, for <see cref="Text"/> and <see cref="Number"/>.</summary>
    /// <exception cref="DataFormatException">The column is missing; the message lists the columns.</exception>
    public int Column(string name) => _columns.TryGetValue(name, out var index)
        ? index
        : throw new DataFormatException(Path, null, $"no column '{name}'; the columns are {string.Join(", ", Columns.Take(40))}");

    /// <summary>A field as written.</summary>
    public string Text(int row, int column) => _rows[row].Fields[column];

    /// <summary>A field as a number; null if it is empty, "nan", "na" or "null".</summary>
    /// <exception cref="DataFormatException">The field is anything else.</exception>
    public double? Number(int row, int column)
    {
        var text = Text(row, column).Trim();
        if (text.ToUpperInvariant() is "" or "NAN" or "NA" or "N/A" or "NULL") return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        throw Error(row, $"'{(text.Length <= 40 ? text : text[..40] + "…")}' in column '{Columns[column]}' is not a number");
    }

    /// <summary>An error in a row.</summary>
    public DataFormatException Error(int row, string reason) => new(Path, null, $"line {_rows[row].Line}: {reason}");

    private static string Separator(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var first = end < 0 ? bytes : bytes[..end];
        if (first.Contains((byte)',')) return ",";
        return first.Contains((byte)';') ? ";" : first.Contains((byte)'\t') ? "\t" : ",";
    }
}
