using System.Buffers.Binary;
using EcgCmrNative.Data.Formats.Tables;

namespace EcgCmrNative.Data.Formats.Parquet;

/// <summary>
/// Writes a table as Apache Parquet (format version 1, plain encoding, not compressed), which pandas, Polars, DuckDB, R's arrow and Spark
/// read. Values may be missing, except those of a <see cref="ColumnKind.Singles"/>, which becomes a list. At most one row group is kept in
/// memory.
/// </summary>
public sealed class ParquetTableWriter : ITableWriter
{
    private const int MostRows = 1 << 14;
    private const int MostBytes = 1 << 24;
    private const int Optional = 1, Required = 0, Repeated = 2;
    private const int Plain = 0, Rle = 3;

    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private readonly Stream _stream;
    private readonly ParquetColumn[] _columns;
    private readonly List<RowGroup> _groups = [];
    private int _rows;
    private long _position;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Receives the file; it stays open and need not seek.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="ArgumentException">Two columns have the same name, or the list is empty.</exception>
    public ParquetTableWriter(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("a table needs a column", nameof(columns));
        if (columns.GroupBy(column => column.Name).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            throw new ArgumentException($"two columns are named '{twice}'", nameof(columns));
        (_stream, _columns) = (stream, [.. columns.Select(column => new ParquetColumn(column))]);
        Write(Magic);
    }

    /// <inheritdoc/>
    public void Add(params ReadOnlySpan<object?> values)
    {
        if (values.Length != _columns.Length) throw new ArgumentException($"{values.Length} values for {_columns.Length} columns");
        for (var i = 0; i < values.Length; i++) _columns[i].Add(values[i]);
        if (++_rows == MostRows || _columns.Sum(column => column.Length) >= MostBytes) WriteGroup();
    }

    /// <inheritdoc/>
    public void Finish()
    {
        WriteGroup();
        var footer = CompactThrift.Bytes(WriteFooter);
        Write(footer);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        Write(length);
        Write(Magic);
        _stream.Flush();
    }

    private void WriteGroup()
    {
        if (_rows == 0) return;
        _groups.Add(new RowGroup(_rows, Array.ConvertAll(_columns, WriteChunk)));
        _rows = 0;
    }

    private Chunk WriteChunk(ParquetColumn column)
    {
        var (offset, count, page) = (_position, column.Count, column.TakePage());
        Write(CompactThrift.Bytes(header =>
        {
            header.Field(1, 0); // a data page
            header.Field(2, page.Length);
            header.Field(3, page.Length);
            header.Field(5, () =>
            {
                header.Field(1, count);
                header.Field(2, Plain);
                header.Field(3, Rle);
                header.Field(4, Rle);
            });
        }));
        Write(page);
        return new Chunk(column, offset, _position - offset, count);
    }

    private void WriteFooter(CompactThrift footer)
    {
        footer.Field(1, 1);
        footer.Field(2, [.. Schema()], write => write(footer));
        footer.Field(3, _groups.Sum(group => (long)group.Rows));
        footer.Field(4, _groups, group =>
        {
            footer.Field(1, group.Chunks, chunk => WriteChunk(footer, chunk));
            footer.Field(2, group.Chunks.Sum(chunk => chunk.Length));
            footer.Field(3, (long)group.Rows);
        });
        footer.Field(6, "EcgCmrNative");
    }

    private static void WriteChunk(CompactThrift footer, Chunk chunk)
    {
        footer.Field(2, chunk.Offset);
        footer.Field(3, () =>
        {
            footer.Field(1, chunk.Column.Type);
            footer.Field(2, [Plain, Rle]);
            footer.Field(3, chunk.Column.Path);
            footer.Field(4, 0); // not compressed
            footer.Field(5, (long)chunk.Count);
            footer.Field(6, chunk.Length);
            footer.Field(7, chunk.Length);
            footer.Field(9, chunk.Offset);
        });
    }

    /// <summary>The tree of the columns, each node before its children.</summary>
    private IEnumerable<Action<CompactThrift>> Schema()
    {
        const int Utf8 = 0, ListType = 3;
        yield return node =>
        {
            node.Field(4, "schema");
            node.Field(5, _columns.Length);
        };
        foreach (var column in _columns)
        {
            var name = column.Column.Name;
            if (!column.IsList)
            {
                yield return node =>
                {
                    node.Field(1, column.Type);
                    node.Field(3, Optional);
                    node.Field(4, name);
                    if (column.Column.Kind != ColumnKind.Text) return;
                    node.Field(6, Utf8);
                    node.Field(10, () => node.Field(1, () => { }));
                };
                continue;
            }
            yield return node =>
            {
                node.Field(3, Required);
                node.Field(4, name);
                node.Field(5, 1);
                node.Field(6, ListType);
                node.Field(10, () => node.Field(3, () => { }));
            };
            yield return node =>
            {
                node.Field(3, Repeated);
                node.Field(4, "list");
                node.Field(5, 1);
            };
            yield return node =>
            {
                node.Field(1, column.Type);
                node.Field(3, Required);
                node.Field(4, "element");
            };
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _position += bytes.Length;
    }

    private sealed record RowGroup(int Rows, Chunk[] Chunks);

    private sealed record Chunk(ParquetColumn Column, long Offset, long Length, int Count);
}
