namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>How a file's data set is encoded (DICOM PS3.5, chapter 10; the names and identifiers are those of PS3.6, table A-1).</summary>
/// <param name="Uid">Its unique identifier.</param>
/// <param name="Name">Its name in the standard.</param>
public sealed record DicomTransferSyntax(string Uid, string Name)
{
    internal static readonly DicomTransferSyntax ImplicitLittleEndian = new("1.2.840.10008.1.2", "Implicit VR Little Endian");
    internal static readonly DicomTransferSyntax ExplicitLittleEndian = new("1.2.840.10008.1.2.1", "Explicit VR Little Endian");
    internal static readonly DicomTransferSyntax Deflated = new("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian");
    internal static readonly DicomTransferSyntax ExplicitBigEndian = new("1.2.840.10008.1.2.2", "Explicit VR Big Endian");

    private const string Root = "1.2.840.10008.1.2.";

    private static readonly DicomTransferSyntax[] Native = [ImplicitLittleEndian, ExplicitLittleEndian, Deflated, ExplicitBigEndian];

    private static readonly Dictionary<string, string> CompressedNames = new()
    {
        ["1.98"] = "Encapsulated Uncompressed Explicit VR Little Endian",
        ["4.50"] = "JPEG Baseline (Process 1)",
        ["4.51"] = "JPEG Extended (Process 2 and 4)",
        ["4.57"] = "JPEG Lossless, Non-Hierarchical (Process 14)",
        ["4.70"] = "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14, Selection Value 1)",
        ["4.80"] = "JPEG-LS Lossless",
        ["4.81"] = "JPEG-LS Lossy (Near-Lossless)",
        ["4.90"] = "JPEG 2000 (Lossless Only)",
        ["4.91"] = "JPEG 2000",
        ["4.92"] = "JPEG 2000 Part 2 Multi-component (Lossless Only)",
        ["4.93"] = "JPEG 2000 Part 2 Multi-component",
        ["4.94"] = "JPIP Referenced",
        ["4.95"] = "JPIP Referenced Deflate",
        ["4.100"] = "MPEG2 Main Profile / Main Level",
        ["4.101"] = "MPEG2 Main Profile / High Level",
        ["4.102"] = "MPEG-4 AVC/H.264 High Profile / Level 4.1",
        ["4.103"] = "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1",
        ["4.107"] = "HEVC/H.265 Main Profile / Level 5.1",
        ["4.108"] = "HEVC/H.265 Main 10 Profile / Level 5.1",
        ["4.110"] = "JPEG XL Lossless",
        ["4.111"] = "JPEG XL JPEG Recompression",
        ["4.112"] = "JPEG XL",
        ["4.201"] = "High-Throughput JPEG 2000 (Lossless Only)",
        ["4.202"] = "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)",
        ["4.203"] = "High-Throughput JPEG 2000",
        ["5"] = "RLE Lossless",
        ["8.1"] = "Deflated Image Frame Compression",
    };

    /// <summary>True if values are stored as they are, so that pixels can be read.</summary>
    public bool IsNative => Native.Contains(this);

    internal bool IsExplicit => this != ImplicitLittleEndian;

    internal bool IsBigEndian => this == ExplicitBigEndian;

    internal static DicomTransferSyntax Find(string uid)
    {
        if (Array.Find(Native, syntax => syntax.Uid == uid) is { } native) return native;
        var known = uid.StartsWith(Root, StringComparison.Ordinal) ? CompressedNames.GetValueOrDefault(uid[Root.Length..]) : null;
        return new DicomTransferSyntax(uid, known ?? "unknown to this program");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Uid})";
}
