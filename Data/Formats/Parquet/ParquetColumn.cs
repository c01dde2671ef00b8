using System.Buffers.Binary;
using System.Text;
using EcgCmrNative.Data.Formats.Tables;

namespace EcgCmrNative.Data.Formats.Parquet;

/// <summary>The values of a column until they are written as one page: levels, which say what is missing, and plain values.</summary>
internal sealed class ParquetColumn(TableColumn column)
{
    private readonly LevelRuns _definition = new(), _repetition = new();
    private readonly MemoryStream _values = new();

    public TableColumn Column => column;

    /// <summary>A list is three levels deep in the schema.</summary>
    public bool IsList => column.Kind == ColumnKind.Singles;

    /// <summary>Parquet's physical type.</summary>
    public int Type => column.Kind switch
    {
        ColumnKind.Text => 6, // BYTE_ARRAY
        ColumnKind.Whole => 2, // INT64
        ColumnKind.Number => 5, // DOUBLE
        _ => 4, // FLOAT
    };

    /// <summary>Where the values are in the schema.</summary>
    public string[] Path => IsList ? [column.Name, "list", "element"] : [column.Name];

    /// <summary>Values, missing ones too, and one for each empty list.</summary>
    public int Count => _definition.Count;

    /// <summary>Bytes that are kept.</summary>
    public long Length => _values.Length;

    /// <exception cref="ArgumentException">The value is not of the column's type.</exception>
    public void Add(object? value)
    {
        switch (column.Kind, value)
        {
            case (ColumnKind.Singles, float[] singles):
                _definition.Add(singles.Length == 0 ? 0 : 1, Math.Max(1, singles.Length));
                _repetition.Add(0, 1);
                if (singles.Length > 1) _repetition.Add(1, singles.Length - 1);
                foreach (var single in singles) Write(single);
                return;
            case (not ColumnKind.Singles, null):
                _definition.Add(0, 1);
                return;
            case (ColumnKind.Text, string text):
                var encoded = Encoding.UTF8.GetBytes(text);
                Write(encoded.Length);
                _values.Write(encoded);
                break;
            case (ColumnKind.Whole, long whole):
                Write(whole);
                break;
            case (ColumnKind.Number, double number):
                Write(BitConverter.DoubleToInt64Bits(number));
                break;
            case (ColumnKind.Single, float single):
                Write(single);
                break;
            default:
                throw new ArgumentException($"column '{column.Name}' is {column.Kind}, not {value?.GetType().Name ?? "null"}");
        }
        _definition.Add(1, 1);
    }

    /// <summary>The page's content; the column is empty after it.</summary>
    public byte[] TakePage()
    {
        var page = new MemoryStream();
        if (IsList) _repetition.TakeTo(page);
        _definition.TakeTo(page);
        _values.WriteTo(page);
        _values.SetLength(0);
        return page.ToArray();
    }

    private void Write(float value) => Write(BitConverter.SingleToInt32Bits(value));

    private void Write(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _values.Write(bytes);
    }

    private void Write(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _values.Write(bytes);
    }

    /// <summary>Levels of 0 and 1 as runs: the length times two, then the level.</summary>
    private sealed class LevelRuns
    {
        private readonly MemoryStream _runs = new();
        private int _level, _length;

        public int Count { get; private set; }

        public void Add(int level, int count)
        {
            if (level != _level) EndRun();
            (_level, _length, Count) = (level, _length + count, Count + count);
        }

        /// <summary>Writes the bytes that the runs take, and the runs.</summary>
        public void TakeTo(Stream page)
        {
            EndRun();
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, (int)_runs.Length);
            page.Write(length);
            _runs.WriteTo(page);
            _runs.SetLength(0);
            Count = 0;
        }

        private void EndRun()
        {
            if (_length == 0) return;
            CompactThrift.Varint(_runs, (ulong)_length << 1);
            _runs.WriteByte((byte)_level);
            _length = 0;
        }
    }
}
