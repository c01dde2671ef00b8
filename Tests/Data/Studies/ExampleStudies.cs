using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Tests.Data.Studies;

/// <summary>Studies whose every pixel tells where it was: 1000·slice + 100·phase + a little for row and column.</summary>
internal static class ExampleStudies
{
    public static CmrStudy Make(
        int rows = 8, int columns = 6, int slices = 3, int phases = 10, int? diastole = 8, int? systole = 3,
        Func<int, int, bool>? has = null) =>
        new(rows, columns, Frames(rows, columns, slices, phases, has ?? ((_, _) => true)))
        {
            Subject = "p1",
            SourcePath = "study",
            EndDiastole = diastole,
            EndSystole = systole,
            MidSlice = slices / 2,
            RowSpacingMm = 1.5,
            ColumnSpacingMm = 1.5,
        };

    public static float Pixel(int slice, int phase, int row, int column) => 1000 * slice + 100 * phase + row + 0.01f * column;

    private static float[]?[,] Frames(int rows, int columns, int slices, int phases, Func<int, int, bool> has)
    {
        var frames = new float[]?[slices, phases];
        for (var slice = 0; slice < slices; slice++)
        {
            for (var phase = 0; phase < phases; phase++)
            {
                if (!has(slice, phase)) continue;
                var (s, p) = (slice, phase);
                frames[s, p] = [.. Enumerable.Range(0, rows * columns).Select(i => Pixel(s, p, i / columns, i % columns))];
            }
        }
        return frames;
    }
}
