using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Studies.Formats;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Data.Formats.Dicom;

namespace EcgCmrNative.Tests.Data.Studies.Formats;

/// <summary>
/// A folder of DICOM files, one frame each, whose first pixel tells slice and phase: 100·slice + phase. Names tell nothing.
/// </summary>
internal sealed class CineFiles
{
    public static readonly double[] Oblique = [0.6, 0.8, 0, 0, 0, -1];
    public static readonly double[] Transverse = [1, 0, 0, 0, 1, 0];

    private int _count;

    public MemoryFileSystem Files { get; } = [];

    /// <summary>Adds a frame. Slices lie 8 mm apart along the normal of the picture.</summary>
    public CineFiles Frame(
        int slice, int phase, double? trigger = null, double? beat = null, double[]? orientation = null, string series = "1.1",
            string? description = null,
        int? instance = null, string study = "1", string patient = "p1", int rows = 2, string? uid = null, string syntax =
            DicomBytes.ExplicitLittle)
    {
        var cosines = orientation ?? Oblique;
        double[] normal =
        [
            cosines[1] * cosines[5] - cosines[2] * cosines[4], cosines[2] * cosines[3] - cosines[0] * cosines[5],
                cosines[0] * cosines[4] - cosines[1] * cosines[3],
        ];
        var bytes = new DicomBytes().Text(0x0008_0018, "UI", uid ?? $"9.{_count}").Text(0x0008_0060, "CS", "MR");
        if (description is not null) bytes.Text(0x0008_103E, "LO", description);
        bytes.Text(0x0010_0020, "LO", patient);
        if (trigger is { } time) bytes.Decimals(0x0018_1060, time);
        if (beat is { } interval) bytes.Decimals(0x0018_1062, interval);
        bytes.Text(0x0020_000D, "UI", study).Text(0x0020_000E, "UI", series);
        if (instance is { } number) bytes.Text(0x0020_0013, "IS", $"{number}");
        bytes.Decimals(0x0020_0032, [.. normal.Select(along => 8 * slice * along)]).Decimals(0x0020_0037, cosines).Image(rows, 2)
            .Decimals(0x0028_0030, 1.5, 1.25)
            .Pixels([.. Enumerable.Repeat((ushort)(100 * slice + phase), 2 * rows)]);
        // A name that puts the files into no order of theirs.
        Files[$"dir/{_count++ * 7919 % 1009:0000}.dcm"] = bytes.File(syntax);
        return this;
    }

    public CineFiles Stack(int slices, int phases, Func<int, int, CineFiles> frame)
    {
        for (var slice = slices - 1; slice >= 0; slice--)
        {
            for (var phase = 0; phase < phases; phase++) frame(slice, phase);
        }
        return this;
    }

    public CmrStudies Open() => CmrStudies.Open("dir", Files);

    public CmrStudy Read() => Open().Studies.Single().Read();

    /// <summary>100·slice + phase of every frame, row by row of slices; -1 where there is none.</summary>
    public static int[][] Numbers(CmrStudy study) => [.. Enumerable.Range(0, study.Slices).Select(slice =>
        Enumerable.Range(0, study.Phases).Select(phase => study.Has(slice, phase) ? (int)study.Frame(slice, phase)[0] : -1).ToArray())];
}
