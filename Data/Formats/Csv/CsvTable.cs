using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Csv;

/// <summary>
/// A table from a comma-separated file (RFC 4180) whose first line names the columns. The file's text is kept as it is, with the place of
/// each field; a field becomes a string when it is asked for.
/// </summary>
public sealed class CsvTable
{
    private const int MaximumBytes = 1 << 28;

    private const int MaximumColumns = 1 << 14;

    private const int MaximumRows = 1 << 22;

    private const int MaximumFieldBytes = 1 << 20;

    /// <summary>How much of a name or a field a message repeats.</summary>
    private const int MostShown = 40;

    private readonly byte[] _text;

    private readonly byte _separator;

    private readonly SearchValues<byte> _plainEnds;

    /// <summary>Where each field starts, row by row; the first row has the names.</summary>
    private readonly List<int> _starts = [];

    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private CsvTable(string path, byte[] text)
    {
        Path = path;
        _text = text;
        _separator = Separator(text);
        _plainEnds = SearchValues.Create([_separator, (byte)'\r', (byte)'\n', (byte)'"']);
        if (text.AsSpan().IndexOf((byte)0) is >= 0 and var zero)
            throw ErrorAt(zero, "a null byte: the file is damaged or in another encoding; save it as UTF-8");
        var at = 0;
        var count = ReadRow(ref at);
        if (count == 0) throw new DataFormatException(path, 0, "the table is empty");
        var columns = new string[count];
        for (var i = 0; i < count; i++)
        {
            columns[i] = Decode(_starts[i]).Trim();
            if (!_columns.TryAdd(columns[i], i)) throw new DataFormatException(path, 0, $"two columns are named '{Shown(columns[i])}'");
        }
        Columns = columns;
        for (int start = at, fields; (fields = ReadRow(ref at)) > 0; start = at)
        {
            if (fields != count) throw ErrorAt(_starts[^fields], $"{fields} fields, the first line names {count} columns");
            if (++RowCount > MaximumRows) throw new DataFormatException(path, start, $"more than {MaximumRows} rows, the limit");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The columns' names, trimmed; found in any case.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows below the names.</summary>
    public int RowCount { get; }

    /// <summary>
    /// Reads a file, separated by commas, or by semicolons or tabs if the first line has only those. Its text is UTF-8, or UTF-16 with a
    /// byte order mark; text that is neither is taken for Latin-1. Empty lines are left out.
    /// </summary>
    /// <exception cref="DataFormatException">
    /// The file is missing, empty, larger than 256 MiB or longer than 4 million rows, a quote stays open, a field has a null byte or more
    /// than a mebibyte, or a row has another number of fields than the first line.
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
            Path, null, $"no column '{name}'; the columns are {string.Join(", ", Columns.Take(40).Select(Shown))}");

    /// <summary>A field as written.</summary>
    public string Text(int row, int column) => Decode(StartOf(row, column));

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
        var start = StartOf(row, column);
        // Most fields are plain numbers, and need no string.
        if (double.TryParse(_text.AsSpan(start..EndOf(start)), NumberStyles.Float, CultureInfo.InvariantCulture, out var plain)
            && !double.IsNaN(plain)) return plain;
        var text = Decode(start).Trim();
        if (text.Length == 0) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value)) return value;
        return text.ToUpperInvariant() switch
        {
            "NAN" or "NA" or "N/A" or "NULL" => null,
            "INF" or "+INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => throw NotANumber(row, column),
        };
    }

    /// <summary>An error in a row.</summary>
    public DataFormatException Error(int row, string reason) => ErrorAt(StartOf(row, 0), reason);

    private int StartOf(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns.Count);
        return _starts[((row + 1) * Columns.Count) + column];
    }

    private DataFormatException NotANumber(int row, int column) =>
        Error(row, $"'{Shown(Text(row, column).Trim())}' in column '{Shown(Columns[column])}' is not a number");

    /// <summary>An error at a place in the text.</summary>
    private DataFormatException ErrorAt(int at, string reason)
    {
        var line = 1;
        var before = _text.AsSpan(0, at);
        for (var i = 0; i < before.Length; i++)
        {
            // The two bytes of a line end of Windows count once.
            if (before[i] == '\n' || (before[i] == '\r' && before[(i + 1)..] is not [(byte)'\n', ..])) line++;
        }
        return new DataFormatException(Path, null, $"line {line}: {reason}");
    }

    /// <summary>Finds the fields of the next line that is not empty, and the line's end.</summary>
    /// <returns>Their number; 0 at the end of the text.</returns>
    private int ReadRow(ref int at)
    {
        while (at < _text.Length && _text[at] is (byte)'\r' or (byte)'\n') at++;
        if (at == _text.Length) return 0;
        for (var fields = 1; ; fields++)
        {
            if (fields > MaximumColumns) throw ErrorAt(at, $"more than {MaximumColumns} fields, the limit");
            _starts.Add(at);
            var end = EndOf(at);
            if (end - at > MaximumFieldBytes)
                throw ErrorAt(
                    at, $"a field of {end - at} bytes; the limit is {MaximumFieldBytes}; check that every quotation mark is closed");
            at = end + 1;
            if (end < _text.Length && _text[end] == _separator) continue;
            at = Math.Min(at, _text.Length);
            return fields;
        }
    }

    /// <summary>Where the separator or the line end after a field is; the text's length without one.</summary>
    private int EndOf(int start)
    {
        var at = start;
        if (at == _text.Length || _text[at] != '"')
        {
            var length = _text.AsSpan(at).IndexOfAny(_plainEnds);
            if (length < 0) return _text.Length;
            return _text[at + length] != '"' ? at + length : throw ErrorAt(start, "a quotation mark inside an unquoted field");
        }
        do
        {
            var length = _text.AsSpan(at + 1).IndexOf((byte)'"');
            if (length < 0) throw ErrorAt(start, "a quotation mark is never closed");
            // Two quotation marks stand for one.
            at += length + 2;
        }
        while (at < _text.Length && _text[at] == '"');
        return at == _text.Length || _text[at] == _separator || _text[at] is (byte)'\r' or (byte)'\n'
            ? at
            : throw ErrorAt(start, "text follows the closing quotation mark of a field");
    }

    private string Decode(int start)
    {
        var field = _text.AsSpan(start..EndOf(start));
        return field is not [(byte)'"', ..]
            ? Encoding.UTF8.GetString(field)
            : Encoding.UTF8.GetString(field[1..^1]).Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static string Shown(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";

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

    private static byte Separator(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\n', (byte)'\r');
        var first = end < 0 ? text : text[..end];
        if (first.Contains((byte)',')) return (byte)',';
        return first.Contains((byte)';') ? (byte)';' : first.Contains((byte)'\t') ? (byte)'\t' : (byte)',';
    }
}
