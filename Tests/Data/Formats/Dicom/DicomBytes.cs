using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace EcgCmrNative.Tests.Data.Formats.Dicom;

/// <summary>Lays out DICOM files byte by byte, right ones and wrong ones.</summary>
internal sealed class DicomBytes(bool explicitVr = true, bool bigEndian = false)
{
    public const string ImplicitLittle = "1.2.840.10008.1.2";
    public const string ExplicitLittle = "1.2.840.10008.1.2.1";
    public const string Deflated = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBig = "1.2.840.10008.1.2.2";

    private static readonly string[] LongVrs = ["OB", "OW", "SQ", "UN", "UT"];

    private readonly MemoryStream _bytes = new();

    public byte[] DataSet => _bytes.ToArray();

    /// <summary>An element with a length of the caller's choice, true or not.</summary>
    public DicomBytes Header(uint tag, string vr, uint length)
    {
        UInt16((ushort)(tag >> 16));
        UInt16((ushort)tag);
        if (explicitVr && tag >> 16 != 0xFFFE)
        {
            _bytes.Write(Encoding.ASCII.GetBytes(vr));
            if (!LongVrs.Contains(vr))
            {
                UInt16((ushort)length);
                return this;
            }
            UInt16(0);
        }
        UInt32(length);
        return this;
    }

    public DicomBytes Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public DicomBytes Element(uint tag, string vr, ReadOnlySpan<byte> value) => Header(tag, vr, (uint)value.Length).Raw(value);

    public DicomBytes Text(uint tag, string vr, string value) =>
        Element(tag, vr, Encoding.Latin1.GetBytes(value.Length % 2 == 0 ? value : value + (vr == "UI" ? '\0' : ' ')));

    public DicomBytes Decimals(uint tag, params double[] values) =>
        Text(tag, "DS", string.Join('\\', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));

    public DicomBytes Number(uint tag, ushort value)
    {
        Header(tag, "US", 2);
        UInt16(value);
        return this;
    }

    public DicomBytes Double(uint tag, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (bigEndian) BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        else BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return Element(tag, "FD", bytes);
    }

    public DicomBytes Pixels(params ushort[] values)
    {
        Header(0x7FE0_0010, "OW", (uint)(2 * values.Length));
        foreach (var value in values) UInt16(value);
        return this;
    }

    /// <summary>A sequence whose lengths, and those of its items, are told or left open.</summary>
    public DicomBytes Sequence(uint tag, bool open, params Action<DicomBytes>[] items) => SequenceAs("SQ", tag, open, explicitVr, items);

    public DicomBytes SequenceAs(string vr, uint tag, bool open, bool explicitItems, params Action<DicomBytes>[] items)
    {
        var content = new DicomBytes(explicitItems, bigEndian);
        foreach (var write in items)
        {
            var item = new DicomBytes(explicitItems, bigEndian);
            write(item);
            content.Header(0xFFFE_E000, "", open ? uint.MaxValue : (uint)item.DataSet.Length).Raw(item.DataSet);
            if (open) content.Header(0xFFFE_E00D, "", 0);
        }
        if (open) content.Header(0xFFFE_E0DD, "", 0);
        return Header(tag, vr, open ? uint.MaxValue : (uint)content.DataSet.Length).Raw(content.DataSet);
    }

    /// <summary>A file with preamble and meta elements before the data set.</summary>
    public byte[] File(string syntax)
    {
        var meta = new DicomBytes().Element(0x0002_0001, "OB", [0, 1]).Text(0x0002_0010, "UI", syntax).DataSet;
        var set = DataSet;
        if (syntax == Deflated)
        {
            using var deflated = new MemoryStream();
            using (var stream = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(set);
            set = deflated.ToArray();
        }
        return [.. new byte[128], .. "DICM"u8, .. meta, .. set];
    }

    /// <summary>The elements that say how pixels are stored.</summary>
    public DicomBytes Image(int rows, int columns, int bits = 16, int? stored = null, int? high = null, bool signed = false,
        string photometric = "MONOCHROME2") => this
        .Number(0x0028_0002, 1).Text(0x0028_0004, "CS", photometric).Number(0x0028_0010, (ushort)rows).Number(0x0028_0011, (ushort)columns)
        .Number(0x0028_0100, (ushort)bits).Number(0x0028_0101, (ushort)(stored ?? bits))
            .Number(0x0028_0102, (ushort)(high ?? (stored ?? bits) - 1))
        .Number(0x0028_0103, signed ? (ushort)1 : (ushort)0);

    private void UInt16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (bigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    private void UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (bigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }
}
