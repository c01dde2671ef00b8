using System.Buffers.Binary;
using System.Text;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Zip;

/// <summary>
/// The directory of a zip file, as far as PyTorch and NumPy use it: stored and deflated members, zip64.
/// Source: PKWARE APPNOTE 6.3.
/// </summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22, MaxComment = ushort.MaxValue, MaxDirectoryBytes = 16 << 20, MemberBytes = 320;

    /// <summary>True if the file begins like a zip file.</summary>
    public static bool IsZip(InputFile file)
    {
        if (file.Length < 4) return false;
        Span<byte> start = stackalloc byte[4];
        file.Read(0, start);
        return start is [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6];
    }

    /// <summary>The name of the member at the beginning of a zip file; empty without one.</summary>
    public static string FirstName(InputFile file)
    {
        const int header = 30, lengthAt = 26;
        if (file.Length < header) return "";
        Span<byte> start = stackalloc byte[header];
        file.Read(0, start);
        var name = new byte[Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(start[lengthAt..]), file.Length - header)];
        file.Read(header, name);
        return Encoding.UTF8.GetString(name);
    }

    /// <summary>The members in the order of the directory.</summary>
    public static List<ZipMember> Read(InputFile file)
    {
        var (start, size, end) = Locate(file);
        if (start < 0 || size < 0 || start > end || size > end - start)
            throw file.Failure(end, "the directory of the zip file is outside the file");
        if (size > MaxDirectoryBytes)
            throw file.Failure(start, $"the directory of the zip file has {size} bytes; the limit is {MaxDirectoryBytes}");

        var directory = new byte[size];
        file.Read(start, directory);
        var members = new List<ZipMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        long stored = 0, inflated = 0;
        for (var at = 0; at < directory.Length;)
        {
            var (record, refusal) = ZipRecord.Parse(directory.AsSpan(at), out var length);
            if (record is null) throw file.Failure(start + at, refusal!);
            if (!names.Add(record.Name)) throw file.Failure(start + at, $"two members are named '{record.Name}'");
            // Members that share bytes could hold many times the file; together they may not be longer than what is before the directory.
            if (record.HeaderOffset >= start || record.StoredLength > start - stored)
                throw file.Failure(start + at, $"member '{record.Name}' does not fit in the file, or overlaps another");
            stored += record.StoredLength;
            if (record.Method != ZipRecord.Stored) inflated += record.Length;
            if (inflated > FileBudget.Inflated(file.Length))
                throw file.Failure(start + at,
                    $"the compressed members inflate to more than {FileBudget.Inflated(file.Length)} bytes, "
                    + $"the limit for a file of {file.Length} bytes");
            file.Budget.Take(MemberBytes + (sizeof(char) * record.Name.Length), "members");
            members.Add(new ZipMember(file, record, start));
            at += length;
        }
        return members;
    }

    /// <summary>Finds the end record, which only a comment may follow, and in zip64 files the longer one before it.</summary>
    private static (long Start, long Size, long End) Locate(InputFile file)
    {
        var tail = new byte[Math.Min(file.Length, EndBytes + MaxComment)];
        file.Read(file.Length - tail.Length, tail);
        var at = tail.Length - EndBytes;
        while (at >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != 0x06054B50) at--;
        if (at < 0) throw file.Failure(file.Length, "the zip file has no end record; it is cut short");

        var end = file.Length - tail.Length + at;
        long size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        if (start != uint.MaxValue && size != uint.MaxValue) return (start, size, end);

        var locator = new byte[20];
        file.Read(end - locator.Length, locator);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != 0x07064B50) throw file.Failure(end, "the zip64 end record is missing");
        var wideEnd = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
        var wide = new byte[56];
        if (wideEnd < 0 || wideEnd > end - locator.Length - wide.Length)
            throw file.Failure(end - locator.Length, "the zip64 end record is outside the file");
        file.Read(wideEnd, wide);
        if (BinaryPrimitives.ReadUInt32LittleEndian(wide) != 0x06064B50) throw file.Failure(wideEnd, "the zip64 end record is damaged");
        return (BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(48)), BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(40)), wideEnd);
    }
}
