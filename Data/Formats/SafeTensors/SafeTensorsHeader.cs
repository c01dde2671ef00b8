using System.Buffers.Binary;
using System.Text.Json;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Formats.SafeTensors;

/// <summary>The header of a safetensors file: reading it with every check, and making it.</summary>
internal sealed class SafeTensorsHeader
{
    private const long MaxHeaderBytes = 100_000_000;
    private const int LengthBytes = 8, MaxDepth = 4;
    private const string MetadataKey = "__metadata__";

    private static readonly (string Name, ElementKind Kind)[] Dtypes =
    [
        ("BOOL", ElementKind.Bool), ("U8", ElementKind.UInt8), ("I8", ElementKind.Int8), ("U16", ElementKind.UInt16),
        ("I16", ElementKind.Int16), ("U32", ElementKind.UInt32), ("I32", ElementKind.Int32), ("U64", ElementKind.UInt64),
        ("I64", ElementKind.Int64), ("F16", ElementKind.Float16), ("BF16", ElementKind.BFloat16), ("F32", ElementKind.Float32),
        ("F64", ElementKind.Float64), ("F8_E4M3", ElementKind.Float8E4M3), ("F8_E5M2", ElementKind.Float8E5M2),
        ("F8_E8M0", ElementKind.Float8E8M0), ("C64", ElementKind.Complex64),
    ];

    private readonly InputFile _file;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];

    private SafeTensorsHeader(InputFile file, long length) => (_file, DataStart) = (file, LengthBytes + length);

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public IReadOnlyList<Entry> Entries => _entries;

    public long DataStart { get; }

    /// <summary>One tensor; its bytes run from <paramref name="Start"/> to before <paramref name="End"/>, after the header.</summary>
    public sealed record Entry(string Name, ElementKind Kind, long[] Shape, long Start, long End);

    public static SafeTensorsHeader Read(InputFile file)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        file.Read(0, prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxHeaderBytes) throw file.Failure(0, $"a header of {length} bytes; the format allows {MaxHeaderBytes}");
        if ((long)length > file.Length - LengthBytes)
            throw file.Failure(0, $"the header of {length} bytes does not fit in a file of {file.Length} bytes");

        var json = new byte[length];
        file.Read(LengthBytes, json);
        var header = new SafeTensorsHeader(file, (long)length);
        if (json is not [(byte)'{', ..]) throw file.Failure(LengthBytes, "the header does not begin with '{'");
        try
        {
            header.Parse(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var at = LengthBytes + ((e as JsonException)?.BytePositionInLine ?? 0);
            throw file.Failure(at, $"the header is not valid JSON: {JsonReason.Of(e)}", e);
        }
        header.RequireGapless();
        return header;
    }

    /// <summary>The header for tensors that lie one after the other, padded with spaces so that the data start aligned.</summary>
    public static byte[] Format(IReadOnlyList<FileTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        NamedTensors.RequireDistinct(tensors, MetadataKey);
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }
            long at = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", DtypeOf(tensor));
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [at, checked(at += tensor.ByteCount)]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (text.Length % LengthBytes != 0) text.WriteByte((byte)' ');
        return text.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static string DtypeOf(FileTensor tensor) =>
        Dtypes.FirstOrDefault(dtype => dtype.Kind == tensor.Kind).Name
        ?? throw new NotSupportedException($"safetensors has no dtype for {tensor}");

    private void Parse(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        var names = new HashSet<string>(StringComparer.Ordinal);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (name, at) = (Text(ref json), LengthBytes + json.TokenStartIndex);
            if (!names.Add(name)) throw _file.Failure(at, $"the key '{name}' occurs twice");
            json.Read();
            if (name == MetadataKey) ParseMetadata(ref json);
            else _entries.Add(ParseEntry(ref json, name, at));
        }
        while (json.Read()) { }
    }

    private void ParseMetadata(ref Utf8JsonReader json)
    {
        RequireObject(ref json, MetadataKey);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (key, at) = (Text(ref json), LengthBytes + json.TokenStartIndex);
            json.Read();
            if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                throw new JsonException($"the value of '{key}' in {MetadataKey} is not a text");
            if (!_metadata.TryAdd(key, json.TokenType == JsonTokenType.Null ? "" : Text(ref json)))
                throw _file.Failure(at, $"the metadata key '{key}' occurs twice");
        }
    }

    private Entry ParseEntry(ref Utf8JsonReader json, string name, long at)
    {
        (string Name, ElementKind Kind)? dtype = null;
        long[]? shape = null, offsets = null;
        RequireObject(ref json, name);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (dtype is null && json.ValueTextEquals("dtype"u8))
            {
                json.Read();
                dtype = ParseDtype(ref json, name, at);
            }
            else if (shape is null && json.ValueTextEquals("shape"u8)) shape = ParseNumbers(ref json, name, FileTensor.MaxRank);
            else if (offsets is null && json.ValueTextEquals("data_offsets"u8)) offsets = ParseNumbers(ref json, name, 2);
            else throw _file.Failure(at, $"'{name}' has an unexpected or repeated field '{Text(ref json)}'");
        }
        if (dtype is not var (dtypeName, kind) || shape is null || offsets is not [var start, var end])
            throw _file.Failure(at, $"'{name}' needs the fields dtype, shape and two data_offsets");
        var count = FileTensor.CountElements(shape)
            ?? throw _file.Failure(
                at, $"the number of elements of shape {FileTensor.ShapeText(shape)} of '{name}' does not fit in 64 bits");
        if (start < 0 || end < start || end > _file.Length - DataStart)
            throw _file.Failure(
                at, $"data_offsets of '{name}' are {start} to {end}, but the file has {_file.Length - DataStart} bytes of data");
        var needed = count * kind.ByteCount();
        if (end - start != needed)
        {
            var described = $"'{name}' of {dtypeName} {FileTensor.ShapeText(shape)}";
            throw _file.Failure(at, $"{described} needs {needed} bytes, but its data_offsets give {end - start}");
        }
        return new Entry(name, kind, shape, start, end);
    }

    private (string Name, ElementKind Kind) ParseDtype(ref Utf8JsonReader json, string name, long at)
    {
        if (json.TokenType != JsonTokenType.String) throw new JsonException($"the dtype of '{name}' is not a text");
        foreach (var known in Dtypes)
        {
            if (json.ValueTextEquals(known.Name)) return known;
        }
        throw _file.Failure(
            at, $"'{name}' has the unsupported dtype '{Text(ref json)}'; supported: {string.Join(", ", Dtypes.Select(d => d.Name))}");
    }

    /// <summary>The numbers of the list that follows.</summary>
    private long[] ParseNumbers(ref Utf8JsonReader json, string name, int most)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"'{name}' has a value that is not a list of numbers");
        Span<long> numbers = stackalloc long[most];
        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (count == most || !json.TryGetInt64(out var number) || number < 0)
                throw _file.Failure(LengthBytes + json.TokenStartIndex, $"'{name}' has an invalid size or offset, or too many of them");
            numbers[count++] = number;
        }
        return numbers[..count].ToArray();
    }

    private string Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw _file.Failure(LengthBytes + json.TokenStartIndex, "a text of the header is not valid Unicode", e);
        }
    }

    private static void RequireObject(ref Utf8JsonReader json, string name)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw new JsonException($"'{name}' is not an object");
    }

    /// <summary>Checks that every byte after the header belongs to exactly one tensor: no gaps, no overlaps.</summary>
    private void RequireGapless()
    {
        long at = 0;
        foreach (var entry in InOrder())
        {
            if (entry.Start != at)
                throw _file.Failure(DataStart + Math.Min(at, entry.Start), entry.Start > at
                    ? $"{entry.Start - at} unused bytes before '{entry.Name}'"
                    : $"'{entry.Name}' overlaps the tensor before it by {at - entry.Start} bytes");
            at = entry.End;
        }
        if (DataStart + at != _file.Length)
            throw _file.Failure(DataStart + at, $"{_file.Length - DataStart - at} bytes do not belong to a tensor");
    }

    /// <summary>Writers list the tensors as they lie; only other files cost a sort.</summary>
    private IEnumerable<Entry> InOrder()
    {
        for (var i = 1; i < _entries.Count; i++)
        {
            if (_entries[i].Start < _entries[i - 1].End) return _entries.OrderBy(entry => entry.Start).ThenBy(entry => entry.End);
        }
        return _entries;
    }
}
