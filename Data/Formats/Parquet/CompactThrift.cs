using System.Text;

namespace EcgCmrNative.Data.Formats.Parquet;

/// <summary>
/// Writes structures in the compact protocol of Apache Thrift, as far as Parquet's metadata need it. Fields are written in the order of
/// their numbers.
/// </summary>
internal sealed class CompactThrift
{
    private const byte I32 = 5, I64 = 6, Binary = 8, List = 9, Struct = 12;
    private const int ShortList = 15;

    private readonly MemoryStream _bytes = new();
    private readonly Stack<int> _outer = new();
    private int _last;

    /// <summary>The bytes of one structure.</summary>
    public static byte[] Bytes(Action<CompactThrift> write)
    {
        var thrift = new CompactThrift();
        thrift.Structure(() => write(thrift));
        return thrift._bytes.ToArray();
    }

    /// <summary>A 32-bit field, or one of an enumeration.</summary>
    public void Field(int number, int value)
    {
        Begin(number, I32);
        Varint(ZigZag(value));
    }

    /// <summary>A 64-bit field.</summary>
    public void Field(int number, long value)
    {
        Begin(number, I64);
        Varint(ZigZag(value));
    }

    /// <summary>A text.</summary>
    public void Field(int number, string value)
    {
        Begin(number, Binary);
        Text(value);
    }

    /// <summary>A structure.</summary>
    public void Field(int number, Action write)
    {
        Begin(number, Struct);
        Structure(write);
    }

    /// <summary>A list of structures.</summary>
    public void Field<T>(int number, IReadOnlyCollection<T> items, Action<T> write)
    {
        BeginList(number, items.Count, Struct);
        foreach (var item in items) Structure(() => write(item));
    }

    /// <summary>A list of texts.</summary>
    public void Field(int number, IReadOnlyCollection<string> texts)
    {
        BeginList(number, texts.Count, Binary);
        foreach (var text in texts) Text(text);
    }

    /// <summary>A list of members of an enumeration.</summary>
    public void Field(int number, IReadOnlyCollection<int> members)
    {
        BeginList(number, members.Count, I32);
        foreach (var member in members) Varint(ZigZag(member));
    }

    /// <summary>A number of seven bits per byte, the lowest first.</summary>
    public static void Varint(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void Structure(Action write)
    {
        _outer.Push(_last);
        _last = 0;
        write();
        _bytes.WriteByte(0);
        _last = _outer.Pop();
    }

    private void BeginList(int number, int count, byte type)
    {
        Begin(number, List);
        _bytes.WriteByte((byte)((Math.Min(count, ShortList) << 4) | type));
        if (count >= ShortList) Varint((ulong)count);
    }

    /// <summary>Numbers of fields are written as the distance from the one before, which Parquet keeps below 16.</summary>
    private void Begin(int number, byte type)
    {
        _bytes.WriteByte((byte)(((number - _last) << 4) | type));
        _last = number;
    }

    private void Text(string value)
    {
        var encoded = Encoding.UTF8.GetBytes(value);
        Varint((ulong)encoded.Length);
        _bytes.Write(encoded);
    }

    private void Varint(ulong value) => Varint(_bytes, value);
}
