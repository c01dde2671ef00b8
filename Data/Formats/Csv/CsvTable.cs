using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Csv;

/// <summary>
/// A table from a comma-separated file (RFC 4180) whose first line names the columns. The fields' text is kept in one piece; a field
/// becomes a string when it is asked for.
/// </summary>
public sealed class CsvTable
{
    private const int MaximumBytes = 1 << 28;

    private const int MaximumColumns = 1 << 14;

    private const int MaximumRows = 1 << 22;

    private const int MaximumFieldLength = 1 << 20;

    /// <summary>How much of a name or a field a message repeats.</summary>
    private const int MostShown = 40;

    /// <summary>All fields below the names, one after the other.</summary>
    private readonly ArrayBufferWriter<char> _text = new();

    /// <summary>Where each field ends, row by row.</summary>
    private readonly List<int> _ends = [];

    /// <summary>The line that each row ends on.</summary>
    private readonly List<int> _lines = [];

    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private CsvTable(string path, byte[] bytes)
    {
        Path = path;
        var separator = Separator(bytes);
        RequireFewFields(path, bytes, (byte)separator);
        using var parser = new CsvParser(
            new StreamReader(new MemoryStream(bytes), Encoding.UTF8),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = separator.ToString(),
                MaxFieldSize = MaximumFieldLength,
                BadDataFound = args => throw BadQuote(args.Context.Parser!.RawRow, args.Field),
            });
        try
        {
            Columns = ReadNames(parser);
            while (parser.Read()) AddRow(parser);
        }
        catch (CsvHelperException)
        {
            // Only a field that is too long is left, and only a quotation mark that stays open makes one.
            throw ErrorOn(
                parser.RawRow,
                $"a field of more than {MaximumFieldLength} characters, the limit; check that every quotation mark is closed");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The columns' names, trimmed; found in any case.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows below the names.</summary>
    public int RowCount => _lines.Count;

    /// <summary>
    /// Reads a file, separated by commas, or by semicolons or tabs if the first line has only those. Its text is UTF-8, or UTF-16 with a
    /// byte order mark; text that is neither is taken for Latin-1. Empty lines are left out.
    /// </summary>
    /// <exception cref="DataFormatException">
    /// The file is missing, empty, larger than 256 MiB or longer than 4 million rows, a quote stays open, a field has a null byte or more
    /// than a million characters, or a row has another number of fields than the first line.
    /// </exception>
    public static CsvTable Read(string path, IFileSystem? files = null) =>
        new(path, Utf8Of((files ?? FileSystem.Disk).ReadAllData(path, MaximumBytes)));

    /// <summary>True if the table has the column.</summary>
    public bool HasColumn(string name) => _columns.ContainsKey(name);

    /// <summary>The index of a column, for <see cref="Text"/> and <see cref="Number"/>.</summary>
    /// <exception cref="DataFormatException">The column is missing; the message lists the columns.</exception>
    public int Column(string name) => _columns.TryGetValue(name, out var index)
        ? index
        : throw new DataFormatException(
            Path, null, $"no column '{name}'; the columns are {string.Join(", ", Columns.Take(40).Select(column => Shown(column)))}");

    /// <summary>A field as written.</summary>
    public string Text(int row, int column) => Field(row, column).ToString();

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
        var text = Field(row, column).Trim();
        if (text.IsEmpty) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value)) return value;
        return text.ToString().ToUpperInvariant() switch
        {
            "NAN" or "NA" or "N/A" or "NULL" => null,
            "INF" or "+INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => throw NotANumber(row, column),
        };
    }

    /// <summary>An error in a row.</summary>
    public DataFormatException Error(int row, string reason) => ErrorOn(_lines[row], reason);

    private ReadOnlySpan<char> Field(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns.Count);
        var place = row * Columns.Count + column;
        var start = place == 0 ? 0 : _ends[place - 1];
        return _text.WrittenSpan[start.._ends[place]];
    }

    private string[] ReadNames(CsvParser parser)
    {
        if (!parser.Read() || parser.Record is not { } record) throw new DataFormatException(Path, 0, "the table is empty");
        RequireNoNullByte(parser, record);
        var names = Array.ConvertAll(record, name => name.Trim());
        for (var i = 0; i < names.Length; i++)
        {
            if (!_columns.TryAdd(names[i], i)) throw new DataFormatException(Path, 0, $"two columns are named '{Shown(names[i])}'");
        }
        return names;
    }

    private void AddRow(CsvParser parser)
    {
        if (parser.Count != Columns.Count)
            throw ErrorOn(parser.RawRow, $"{parser.Count} fields, the first line names {Columns.Count} columns");
        if (RowCount == MaximumRows) throw new DataFormatException(Path, null, $"more than {MaximumRows} rows, the limit");
        for (var i = 0; i < parser.Count; i++)
        {
            var field = parser[i];
            RequireNoNullByte(parser, field);
            _text.Write(field);
            _ends.Add(_text.WrittenCount);
        }
        _lines.Add(parser.RawRow);
    }

    private void RequireNoNullByte(CsvParser parser, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (field.Contains('\0', StringComparison.Ordinal))
                throw ErrorOn(parser.RawRow, "a null byte: the file is damaged or in another encoding; save it as UTF-8");
        }
    }

    /// <summary>The error of a field whose quotation marks are wrong.</summary>
    private DataFormatException BadQuote(int line, string field)
    {
        if (!field.StartsWith('"')) return ErrorOn(line, "a quotation mark inside an unquoted field");
        return field.Count(letter => letter == '"') % 2 == 0
            ? ErrorOn(line, "text follows the closing quotation mark of a field")
            : ErrorOn(line - field.Count(letter => letter == '\n'), "a quotation mark is never closed");
    }

    private DataFormatException ErrorOn(int line, string reason) => new(Path, null, $"line {line}: {reason}");

    private DataFormatException NotANumber(int row, int column) =>
        Error(row, $"'{Shown(Field(row, column).Trim())}' in column '{Shown(Columns[column])}' is not a number");

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

    private static string Shown(ReadOnlySpan<char> text) => text.Length <= MostShown ? text.ToString() : $"{text[..MostShown]}…";

    private static byte[] Utf8Of(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
        [0xFF, 0xFE, 0, 0, ..] => Transcoded(Encoding.UTF32, bytes, 4),
        [0xFF, 0xFE, ..] => Transcoded(Encoding.Unicode, bytes, 2),
        [0xFE, 0xFF, ..] => Transcoded(Encoding.BigEndianUnicode, bytes, 2),
        _ => Utf8.IsValid(bytes) ? bytes : Transcoded(Encoding.Latin1, bytes, 0),
    };

    private static byte[] Transcoded(Encoding encoding, byte[] bytes, int start) =>
        Encoding.Convert(encoding, Encoding.UTF8, bytes, start, bytes.Length - start);

    private static char Separator(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        var first = end < 0 ? bytes : bytes[..end];
        if (first.Contains((byte)',')) return ',';
        return first.Contains((byte)';') ? ';' : first.Contains((byte)'\t') ? '\t' : ',';
    }
}
