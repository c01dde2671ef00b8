using System.Buffers.Binary;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>
/// Walks over the elements of a data set (DICOM PS3.5, chapter 7). No length found in the file sizes memory; elements, nesting and lengths
/// are limited, and an element that exceeds its container is refused.
/// </summary>
internal sealed class DicomParser(InputFile file, bool bigEndian)
{
    private const uint UndefinedLength = uint.MaxValue;
    private const int MaximumDepth = 16;
    private const int MaximumElements = 1 << 20;

    /// <summary>What an empty item costs.</summary>
    private const int ItemBytes = 64;

    private int _elements;

    /// <summary>The VRs whose length has 32 bits, after two reserved bytes.</summary>
    private static bool HasLongLength(ushort vr) =>
        vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV;

    /// <summary>The elements of group 2 at the start of a file, which are always little-endian with explicit VR.</summary>
    public DicomDataSet ReadMeta(ref long at)
    {
        var meta = new DicomDataSet(file, bigEndian);
        while (at + 8 <= file.Length)
        {
            var start = at;
            var header = ReadHeader(ref at, file.Length, explicitVr: true, peekGroup: 2);
            if (header.Tag.Group() != 2)
            {
                at = start;
                break;
            }
            RequireInside(header, at, file.Length);
            meta.Add(new DicomElement(header.Tag, at, header.Length));
            at += header.Length;
        }
        return meta;
    }

    /// <summary>The data set up to its pixels; later elements are not needed.</summary>
    public DicomDataSet ReadDataSet(long at, bool explicitVr) => ReadItem(ref at, file.Length, delimited: false, explicitVr, depth: 0);

    private DicomDataSet ReadItem(ref long at, long end, bool delimited, bool explicitVr, int depth)
    {
        var items = new DicomDataSet(file, bigEndian);
        while (at < end)
        {
            var header = ReadHeader(ref at, end, explicitVr);
            if (header.Tag == DicomTag.ItemDelimitation)
            {
                if (!delimited) throw file.Failure(header.Start, "an item delimiter outside an item");
                return items;
            }
            if (header.Tag.Group() == 0xFFFE)
                throw file.Failure(header.Start, $"{header.Tag.Describe()} is not allowed among the elements of a data set");
            var undefined = header.Length == UndefinedLength;
            if (header.Tag == DicomTag.PixelData && depth == 0)
            {
                // Pixels of undefined length are compressed fragments; the transfer syntax is what is reported of them.
                if (!undefined) RequireInside(header, at, end);
                items.Add(new DicomElement(header.Tag, at, undefined ? end - at : header.Length));
                return items;
            }
            if (!undefined) RequireInside(header, at, end);
            // An unknown VR of undefined length is a sequence in implicit VR (PS3.5, 6.2.2, note 2).
            if (undefined || header.Vr == Vr.SQ || (!explicitVr && header.Tag.IsSequence()))
            {
                var content = ReadSequence(ref at, undefined ? end : at + header.Length, undefined, explicitVr && header.Vr != Vr.UN,
                    header, depth + 1);
                if (Enum.IsDefined(header.Tag)) items.Add(new DicomElement(header.Tag, header.Start, 0, content));
                continue;
            }
            if (Enum.IsDefined(header.Tag)) items.Add(new DicomElement(header.Tag, at, header.Length));
            at += header.Length;
        }
        if (delimited) throw file.Failure(at, "the file ends within an item of undefined length");
        return items;
    }

    private List<DicomDataSet> ReadSequence(ref long at, long end, bool delimited, bool explicitVr, in Header sequence, int depth)
    {
        if (depth > MaximumDepth) throw file.Failure(sequence.Start, $"sequences are nested more than {MaximumDepth} deep");
        var items = new List<DicomDataSet>();
        while (at < end)
        {
            var header = ReadHeader(ref at, end, explicitVr: false);
            if (header.Tag == DicomTag.SequenceDelimitation && delimited) return items;
            if (header.Tag != DicomTag.Item)
                throw file.Failure(header.Start,
                    $"found {header.Tag.Describe()}; expected an item of the sequence {sequence.Tag.Describe()} at byte {sequence.Start}");
            var undefined = header.Length == UndefinedLength;
            if (!undefined) RequireInside(header, at, end);
            if (sequence.IsBytes)
            {
                // Compressed pixels of an icon: fragments, not data sets.
                at += undefined ? 0 : header.Length;
                continue;
            }
            file.Budget.Take(ItemBytes, "items of sequences");
            var itemEnd = undefined ? end : at + header.Length;
            items.Add(ReadItem(ref at, itemEnd, undefined, explicitVr, depth));
        }
        if (delimited)
            throw file.Failure(at,
                $"the file ends within the sequence {sequence.Tag.Describe()} of undefined length at byte {sequence.Start}");
        return items;
    }

    private Header ReadHeader(ref long at, long end, bool explicitVr, int? peekGroup = null)
    {
        if (++_elements > MaximumElements) throw file.Failure(at, $"more than {MaximumElements} elements, the limit");
        var start = at;
        Span<byte> bytes = stackalloc byte[12];
        var size = (int)Math.Min(12, end - at);
        if (size < 8) throw file.Failure(at, $"only {size} bytes are left here, too few for an element");
        file.Read(at, bytes[..size]);
        var tag = (DicomTag)((uint)UInt16(bytes) << 16 | UInt16(bytes[2..]));
        if (!explicitVr || tag.Group() == 0xFFFE || (peekGroup is { } group && tag.Group() != group))
        {
            at += 8;
            return new Header(tag, 0, start, UInt32(bytes[4..]));
        }
        var vr = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (!Vr.IsPlausible(vr)) throw file.Failure(start, $"{tag.Describe()} has no value representation (VR) of two letters");
        if (!HasLongLength(vr))
        {
            at += 8;
            return new Header(tag, vr, start, UInt16(bytes[6..]));
        }
        if (size < 12) throw file.Failure(at, $"only {size} bytes are left here, too few for an element");
        at += 12;
        return new Header(tag, vr, start, UInt32(bytes[8..]));
    }

    private void RequireInside(in Header header, long at, long end)
    {
        if (header.Length == UndefinedLength || header.Length > end - at)
            throw file.Failure(header.Start,
                $"{header.Tag.Describe()} of {header.Length} bytes is too long: the enclosing sequence, item or file ends at byte {end}");
    }

    private ushort UInt16(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private readonly record struct Header(DicomTag Tag, ushort Vr, long Start, uint Length)
    {
        public bool IsBytes => Vr is Dicom.Vr.OB or Dicom.Vr.OW;
    }
}
