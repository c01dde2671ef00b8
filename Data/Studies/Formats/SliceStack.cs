using System.Numerics;
using EcgCmrNative.Data.Formats.Dicom;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// Frames of one series that lie parallel and are of one size: slices in order along their normal, each with its frames in order of time.
/// </summary>
internal sealed class SliceStack
{
    /// <summary>Frames closer than this along the normal are of one slice; real slices are millimetres apart.</summary>
    private const double SameSliceMm = 0.5;

    /// <summary>Planes tilted by less than a degree are parallel.</summary>
    private const float Parallel = 0.99985f;

    private SliceStack(DicomSeries series, IReadOnlyList<DicomPicture[]> slices) => (Series, Slices) = (series, slices);

    public DicomSeries Series { get; }

    public IReadOnlyList<DicomPicture[]> Slices { get; }

    public DicomPicture First => Slices[0][0];

    public int FrameCount => Slices.Sum(slice => slice.Length);

    public int Phases => Slices.Max(slice => slice.Length);

    /// <summary>Divides frames by series, size, spacing and orientation.</summary>
    public static IReadOnlyList<SliceStack> Of(IEnumerable<DicomPicture> pictures)
    {
        var stacks = new List<SliceStack>();
        foreach (var series in pictures.GroupBy(picture => picture.Series.Uid))
        {
            var planes = new List<List<DicomPicture>>();
            foreach (var picture in series)
            {
                if (planes.Find(plane => AreAlike(plane[0], picture)) is { } same) same.Add(picture);
                else planes.Add([picture]);
            }
            stacks.AddRange(planes.Select(plane => new SliceStack(plane[0].Series, Divide(plane))));
        }
        return stacks;
    }

    /// <summary>This stack with another one's slices added, for scans in which every slice is a series.</summary>
    public SliceStack With(SliceStack other) => new(Series, [.. Slices.Concat(other.Slices).OrderBy(slice => Along(slice[0]))]);

    /// <summary>True if the other has frames of the same size and orientation.</summary>
    public bool IsAlike(SliceStack other) => AreAlike(First, other.First);

    /// <summary>True if both have a slice at the same position.</summary>
    public bool Overlaps(SliceStack other) =>
        other.Slices.Any(theirs => Slices.Any(ours => Math.Abs(Along(theirs[0]) - Along(ours[0])) < SameSliceMm));

    public override string ToString() =>
        $"{Series} ({Count(Slices.Count, "slice")} × {Count(Phases, "phase")}, {First.Rows} × {First.Columns})";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static double Along(DicomPicture picture) => picture.Frame.AlongNormalMm ?? 0;

    private static List<DicomPicture[]> Divide(List<DicomPicture> plane)
    {
        var slices = new List<DicomPicture[]>();
        var slice = new List<DicomPicture>();
        foreach (var picture in plane.OrderBy(Along))
        {
            if (slice.Count > 0 && Along(picture) - Along(slice[0]) >= SameSliceMm)
            {
                slices.Add(InOrderOfTime(slice));
                slice = [];
            }
            slice.Add(picture);
        }
        slices.Add(InOrderOfTime(slice));
        return slices;
    }

    /// <summary>
    /// By trigger time if it differs in all frames, else by the scanner's count of phases, else in the order of acquisition.
    /// </summary>
    private static DicomPicture[] InOrderOfTime(List<DicomPicture> slice)
    {
        var acquired = slice.OrderBy(picture => picture.Frame.InstanceNumber ?? 0).ThenBy(picture => picture.Frame.Index).ToArray();
        foreach (var time in (Func<DicomFrame, double?>[])[frame => frame.TriggerTimeMs, frame => frame.TemporalPosition])
        {
            if (Array.TrueForAll(acquired, picture => time(picture.Frame) is not null)
                && acquired.DistinctBy(picture => time(picture.Frame)).Count() == acquired.Length)
                return [.. acquired.OrderBy(picture => time(picture.Frame))];
        }
        return acquired;
    }

    private static bool AreAlike(DicomPicture one, DicomPicture other) =>
        one.Rows == other.Rows && one.Columns == other.Columns
        && Near(one.Frame.RowSpacingMm, other.Frame.RowSpacingMm) && Near(one.Frame.ColumnSpacingMm, other.Frame.ColumnSpacingMm)
        && AreParallel(one.Frame.RowDirection, other.Frame.RowDirection)
        && AreParallel(one.Frame.ColumnDirection, other.Frame.ColumnDirection);

    private static bool Near(double? one, double? other) => Math.Abs((one ?? 0) - (other ?? 0)) < 1e-3;

    private static bool AreParallel(Vector3? one, Vector3? other) =>
        one is { } first && other is { } second ? Vector3.Dot(first, second) > Parallel : one is null && other is null;
}
