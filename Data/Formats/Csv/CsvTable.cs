using System.Buffers;
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
        var separator = Separator(bytes);
        RequireFewFields(path, bytes, (byte)separator[0]);
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator,
            MaxFieldSize = MaximumFieldLength,
            BadDataFound = args =>
                throw new DataFormatException(path, null, $"line {args.Context.Parser?.RawRow}: a quotation mark inside an unquoted field"),
        };
        using var parser = new CsvParser(reader, configuration);
        try
        {
            if (!parser.Read() || parser.Record is not { } names) throw new DataFormatException(path, 0, "the table is empty");
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
    /// <exception cref="DataFormatException">The field is anything else, or infinite.</exception>
    public double? Number(int row, int column)
    {
        var value = NumberOrInfinity(row, column);
        return value is null || double.IsFinite(value.Value) ? value : throw NotANumber(row, column);
    }

    /// <summary>
    /// A field as a number or an infinity, so that one infinity does not cost the whole table; null as <see cref="Number"/>.
    /// </summary>
    /// <exception cref="DataFormatException">The field is anything else.</exception>
    internal double? NumberOrInfinity(int row, int column)
    {
        var text = Text(row, column).Trim();
        if (text.ToUpperInvariant() is "" or "NAN" or "NA" or "N/A" or "NULL") return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value)) return value;
        return text.ToUpperInvariant() switch
        {
            "INF" or "+INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => throw NotANumber(row, column),
        };
    }

    /// <summary>An error in a row.</summary>
    public DataFormatException Error(int row, string reason) => new(Path, null, $"line {_rows[row].Line}: {reason}");

    private DataFormatException NotANumber(int row, int column)
    {
        var text = Text(row, column).Trim();
        return Error(row, $"'{(text.Length <= 40 ? text : text[..40] + "…")}' in column '{Columns[column]}' is not a number");
    }

    /// <summary>Refuses a row of more fields than a table may have columns, before a field is made of each.</summary>
    private static void RequireFewFields(string path, ReadOnlySpan<byte> bytes, byte separator)
    {
        var ends = SearchValues.Create([separator, (byte)'"', (byte)'\n']);
        var (line, fields, isQuoted) = (1, 1, false);
        for (var at = 0; bytes[at..].IndexOfAny(ends) is >= 0 and var next; at += next + 1)
        {
            var end = bytes[at + next];
            if (end == '"') isQuoted = !isQuoted;
            else if (end == '\n')
            {
                line++;
                if (!isQuoted) fields = 1;
            }
            else if (!isQuoted && ++fields > MaximumColumns)
                throw new DataFormatException(path, at + next, $"line {line}: more than {MaximumColumns} fields, the limit");
        }
    }

    private static string Separator(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var first = end < 0 ? bytes : bytes[..end];
        if (first.Contains((byte)',')) return ",";
        return first.Contains((byte)';') ? ";" : first.Contains((byte)'\t') ? "\t" : ",";
    }
}
