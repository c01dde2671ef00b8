using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;

namespace EcgCmrNative.Data.Studies;

/// <summary>How a study with fewer than three phases from end-diastole to end-systole is treated.</summary>
public enum MissingPhases
{
    /// <summary>An error.</summary>
    Refuse,

    /// <summary>End-diastole replaces a missing phase.</summary>
    Repeat,
}

/// <summary>
/// The recipe from a study to a model's input: the mid-ventricular slice at end-diastole, mid-systole and end-systole; the
/// middle of the frame, cropped or padded with zeros; and the whole scaled so that its smallest value is 0 and its largest 1. Stored with
/// prepared data and with checkpoints, and replayed at inference. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// As published, pixels are taken as they are, whatever their size in millimetres. <see cref="MillimetresPerPixel"/> makes hearts of
/// scanners with different pixels comparable.
/// </remarks>
public sealed record CmrPreparation
{
    /// <summary>The published size.</summary>
    public const int PublishedSize = 210;

    private const int LargestSide = 1 << 14;

    /// <summary>Height and width of the image in pixels.</summary>
    public int Size { get; init; } = PublishedSize;

    /// <summary>
    /// Size of a pixel that frames are resampled to before they are cropped (<see cref="Bilinear"/>); null leaves them as they are.
    /// </summary>
    public double? MillimetresPerPixel { get; init; }

    /// <summary>How studies with missing phases are treated.</summary>
    public MissingPhases MissingPhases { get; init; } = MissingPhases.Refuse;

    /// <summary>Prepares a study.</summary>
    /// <exception cref="DataFormatException">
    /// Phases are missing, the image is constant, or the pixel size is needed and missing.
    /// </exception>
    public CmrImage Prepare(CmrStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, 1, nameof(Size));
        var frames = CmrFrameSelection.Choose(study, MissingPhases);
        var image = Prepare(study, frames.Slice, [frames.EndDiastole, frames.MidSystole, frames.EndSystole]);
        var pixels = new float[image.Pixels.Length];
        image.CopyTo(pixels);
        return new CmrImage(Size, Size, pixels)
        {
            Frames = frames,
            RowSpacingMm = MillimetresPerPixel ?? study.RowSpacingMm,
            ColumnSpacingMm = MillimetresPerPixel ?? study.ColumnSpacingMm,
        };
    }

    /// <summary>Prepares some phases of one slice.</summary>
    /// <param name="study">The study.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="phases">The phases; all must exist.</param>
    /// <returns>An image with a channel for each phase, all of one scale.</returns>
    /// <exception cref="DataFormatException">
    /// The image is constant, or the pixel size is needed and missing.
    /// </exception>
    public ImageBuffer Prepare(CmrStudy study, int slice, IReadOnlyList<int> phases)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(phases);
        var (image, other) = (new ImageBuffer(), new ImageBuffer());
        image.Resize(phases.Count, study.Rows, study.Columns);
        for (var channel = 0; channel < phases.Count; channel++)
        {
            var from = study.Frame(slice, phases[channel]);
            var to = image[channel];
            for (var i = 0; i < to.Length; i++) to[i] = float.IsFinite(from[i]) ? from[i] : 0;
        }
        // Zeros that are padded would look like contrast.
        RangeOf(study, image.Pixels);
        if (Resampled(study) is { } size)
        {
            // Only what the crop keeps: the whole frame in fine pixels could be large.
            var kept = ImageRegion.Centre(size.Height, size.Width, Size, Size);
            Bilinear.Resize(image, ImageRegion.All(image), size.Height, size.Width, kept, other);
            (image, other) = (other, image);
        }
        new CentreCrop(Size, Size).Cut(image, other);
        Scale(study, other.Pixels);
        return other;
    }

    /// <summary>The recipe as JSON, for <see cref="Parse"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CmrPreparationJson.Default.CmrPreparation);

    /// <summary>Reads a recipe. Unknown settings are refused, so that no recipe is applied in part.</summary>
    /// <exception cref="JsonException">The text is not a valid recipe.</exception>
    public static CmrPreparation Parse(string json)
    {
        var recipe = JsonSerializer.Deserialize(json, CmrPreparationJson.Default.CmrPreparation)
            ?? throw new JsonException("the recipe is null");
        return recipe.Refusal() is { } reason ? throw new JsonException(reason) : recipe;
    }

    /// <summary>Why a recipe from a file is invalid, or null: a setting that no study can be prepared with.</summary>
    internal string? Refusal() =>
        Size is < 1 or > LargestSide ? $"invalid image size {Size} of the preparation"
        : MillimetresPerPixel is { } size && !(size > 0 && double.IsFinite(size))
            ? FormattableString.Invariant($"invalid pixel size {size} mm of the preparation")
            : Enum.IsDefined(MissingPhases) ? null : "unknown treatment of missing phases of the preparation";

    private (int Height, int Width)? Resampled(CmrStudy study)
    {
        if (MillimetresPerPixel is not { } target) return null;
        if (!(target > 0)) throw new DataFormatException(study.SourcePath, null, $"invalid pixel size {target} mm: it must be positive");
        if (study is not { RowSpacingMm: { } row, ColumnSpacingMm: { } column })
            throw new DataFormatException(study.SourcePath, null, "no pixel size, which resampling needs");
        var (height, width) = (Math.Round(study.Rows * row / target), Math.Round(study.Columns * column / target));
        return height is >= 1 and <= LargestSide && width is >= 1 and <= LargestSide
            ? ((int)height, (int)width)
            : throw new DataFormatException(study.SourcePath, null,
                $"{study.Rows} x {study.Columns} pixels of {row} x {column} mm cannot be resampled to pixels of {target} mm");
    }

    /// <summary>Scales to 0 … 1, all channels together, so that their brightness stays comparable.</summary>
    private static void Scale(CmrStudy study, Span<double> pixels)
    {
        var (low, high) = RangeOf(study, pixels);
        foreach (ref var value in pixels) value = (value - low) / (high - low);
    }

    /// <exception cref="DataFormatException">All pixels are equal.</exception>
    private static (double Low, double High) RangeOf(CmrStudy study, ReadOnlySpan<double> pixels)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in pixels) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high > low
            ? (low, high)
            : throw new DataFormatException(study.SourcePath, null, $"the image has no contrast: every pixel is {low}");
    }
}

[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CmrPreparation))]
internal sealed partial class CmrPreparationJson : JsonSerializerContext;
