using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>
/// Prepared CMR images: <c>images.u16</c> is row-major [Count, 3, Height, Width], each value the intensity 0 … 1 times 65535, rounded. That
/// is half the size of float32 (265 kB for an image of 210 × 210) and off by 8e-6 at most, a thousandth of the noise of a scanner that
/// counts to a few hundred. <see cref="ImageStoreWriter"/> makes them.
/// </summary>
public sealed class ImageStore : PreparedStore
{
    internal static readonly StoreLayout<ImageManifest, ImageRow> Layout = new(
        "images", "ecgcmr-image-store", 1, "images.u16", PreparedStoreJson.Default.ImageManifest, PreparedStoreJson.Default.ImageRow);

    private ImageManifest _manifest;
    private IReadOnlyList<ImageRow> _rows;

    private ImageStore(ImageManifest manifest, IReadOnlyList<ImageRow> rows, MappedRows mapped) : base(mapped) =>
        (_manifest, _rows) = (manifest, rows);

    /// <inheritdoc/>
    public override ImageManifest Manifest => _manifest;

    /// <inheritdoc/>
    public override IReadOnlyList<ImageRow> Rows => _rows;

    /// <summary>Channels of an image: end-diastole, mid-systole, end-systole.</summary>
    public int Channels => CmrImage.Channels;

    /// <summary>Pixels in a column of an image.</summary>
    public int Height => Manifest.Preparation.Size;

    /// <summary>Pixels in a row of an image.</summary>
    public int Width => Manifest.Preparation.Size;

    /// <summary>Values of an image.</summary>
    public int RowLength => Channels * Height * Width;

    /// <summary>Opens a store.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="checksums">Whether a block of rows is compared with its checksum when it is first used.</param>
    /// <exception cref="DataFormatException">
    /// The store is incomplete, not of images or of another version, or its files do not match.
    /// </exception>
    public static new ImageStore Open(string folder, bool checksums = true)
    {
        var (manifest, rows, mapped) = Layout.Open(folder, checksums);
        return new ImageStore(manifest, rows, mapped);
    }

    /// <summary>Reads an image.</summary>
    /// <param name="row">Which.</param>
    /// <param name="pixels">Receives [3, Height, Width], row-major, 0 … 1.</param>
    /// <exception cref="ArgumentException">The destination does not have <see cref="RowLength"/> values.</exception>
    /// <exception cref="DataFormatException">The block that the row is in does not match its checksum.</exception>
    public void Read(int row, Span<float> pixels)
    {
        if (pixels.Length != RowLength)
            throw new ArgumentException($"an image has {RowLength} values, the destination {pixels.Length}", nameof(pixels));
        using var lease = Lease(row);
        ImageEncoding.Decode(MemoryMarshal.Cast<byte, ushort>(lease.Bytes), pixels);
    }

    /// <summary>An image in a new array.</summary>
    /// <exception cref="DataFormatException">The block that the row is in does not match its checksum.</exception>
    public float[] Read(int row)
    {
        var pixels = new float[RowLength];
        Read(row, pixels);
        return pixels;
    }

    private protected override void Relabel(IReadOnlyList<string> names, IReadOnlyList<PreparedRow> rows) =>
        (_manifest, _rows) = (_manifest with { LabelNames = names }, [.. rows.Cast<ImageRow>()]);
}

/// <summary>The manifest of an <see cref="ImageStore"/>.</summary>
public sealed record ImageManifest : PreparedManifest
{
    /// <summary>How the images were made; their size is in here.</summary>
    public required CmrPreparation Preparation { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> RowShape => [CmrImage.Channels, Preparation.Size, Preparation.Size];

    private protected override int ElementBytes => sizeof(ushort);

    internal override string? Refusal() => Preparation.Refusal() ?? base.Refusal();
}

/// <summary>Origin and labels of an image of an <see cref="ImageStore"/>.</summary>
public sealed record ImageRow : PreparedRow
{
    /// <summary>The study's frames in the channels.</summary>
    public required CmrFrames Frames { get; init; }

    /// <summary>Millimetres from one row of the image to the next; null if the study does not state it.</summary>
    public double? RowSpacingMm { get; init; }

    /// <summary>Millimetres from one column of the image to the next; null if the study does not state it.</summary>
    public double? ColumnSpacingMm { get; init; }

    /// <summary>Warnings from reading the study.</summary>
    public IReadOnlyList<string> Notes { get => field ?? []; init; }

    /// <inheritdoc/>
    internal override string? Refusal() => Notes.Contains(null!) ? "a note is null" : base.Refusal();
}
