using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>An element's place in the file; the items of a sequence instead.</summary>
internal readonly record struct DicomElement(DicomTag Tag, long Offset, long Length, IReadOnlyList<DicomDataSet>? Items = null);

/// <summary>
/// The elements of a file, or of one item of a sequence, that this project uses. Values are read from the file on demand.
/// </summary>
internal sealed class DicomDataSet(InputFile file, bool bigEndian)
{
    /// <summary>More than any identifier, description or list of six numbers.</summary>
    private const int MaximumTextBytes = 1 << 12;

    // About what an element costs, and a set with its table.
    private const int ElementBytes = 64, SetBytes = 160;

    private Dictionary<DicomTag, DicomElement>? _elements;

    /// <summary>Adds an element; of two with one tag the first counts.</summary>
    public void Add(DicomElement element)
    {
        file.Budget.Take(_elements is null ? SetBytes : ElementBytes, "elements");
        (_elements ??= []).TryAdd(element.Tag, element);
    }

    /// <summary>The element, or null if it is missing or empty.</summary>
    public DicomElement? Find(DicomTag tag) =>
        _elements is not null && _elements.TryGetValue(tag, out var element) && (element.Length > 0 || element.Items is { Count: > 0 })
            ? element
            : null;

    /// <summary>Items of a sequence; empty if it is missing.</summary>
    public IReadOnlyList<DicomDataSet> Items(DicomTag tag) => Find(tag)?.Items ?? [];

    /// <summary>A text without its padding; null if missing.</summary>
    public string? Text(DicomTag tag)
    {
        if (Find(tag) is not { } element) return null;
        if (element.Length > MaximumTextBytes)
            throw Failure(element, $"is {element.Length} bytes long; at most {MaximumTextBytes} are allowed");
        Span<byte> bytes = stackalloc byte[(int)element.Length];
        file.Read(element.Offset, bytes);
        // Only patients' identifiers and descriptions can be other than ASCII. Latin-1 keeps different bytes different.
        var text = (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes).Trim('\0', ' ', '\r', '\n', '\t');
        return text.Length == 0 ? null : text;
    }

    /// <summary>Numbers written as text, backslashes between them (VR DS and IS); null if there are none.</summary>
    public double[]? Decimals(DicomTag tag, int count)
    {
        if (Text(tag) is not { } text) return null;
        var parts = text.Split('\\');
        if (parts.Length < count) throw Failure(Find(tag)!.Value, $"has {parts.Length} numbers; expected {count}");
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (!double.TryParse(parts[i].Trim('\0', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                || !double.IsFinite(numbers[i]))
                throw Failure(Find(tag)!.Value, $"has '{parts[i]}', which is not a number");
        }
        return numbers;
    }

    /// <summary>A number written as text.</summary>
    public double? Decimal(DicomTag tag) => Decimals(tag, 1)?[0];

    /// <summary>A whole number written as text.</summary>
    public int? Integer(DicomTag tag)
    {
        if (Decimal(tag) is not { } value) return null;
        if (value != Math.Truncate(value) || Math.Abs(value) > int.MaxValue)
            throw Failure(Find(tag)!.Value, $"is {value}, which is not a 32-bit integer");
        return (int)value;
    }

    /// <summary>A 16-bit number (VR US).</summary>
    public int? UInt16(DicomTag tag)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (!Binary(tag, bytes)) return null;
        return bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    /// <summary>A 32-bit number (VR UL).</summary>
    public long? UInt32(DicomTag tag)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (!Binary(tag, bytes)) return null;
        return bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>A double (VR FD); null if it is not a finite number.</summary>
    public double? Double(DicomTag tag)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (!Binary(tag, bytes)) return null;
        var value = bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        return double.IsFinite(value) ? value : null;
    }

    /// <summary>An error that names an element that is missing or has an invalid value.</summary>
    public DataFormatException Failure(DicomTag tag, string reason) => Find(tag) is { } element
        ? Failure(element, reason)
        : file.Failure(null, $"{tag.Describe()} {reason}");

    private DataFormatException Failure(DicomElement element, string reason) =>
        file.Failure(element.Offset, $"{element.Tag.Describe()} {reason}");

    private bool Binary(DicomTag tag, Span<byte> bytes)
    {
        if (Find(tag) is not { } element) return false;
        if (element.Length < bytes.Length) throw Failure(element, $"is {element.Length} bytes long; expected {bytes.Length}");
        file.Read(element.Offset, bytes);
        return true;
    }
}
