namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// End-diastole, end-systole and the middle slice according to the contours: of the two phases with most contours,
/// end-diastole is the one with the larger cavity; the middle slice is that of the slices that have every kind of contour.
/// </summary>
internal sealed record ContouredPhases(int? EndDiastole, int? EndSystole, int? MidSlice)
{
    public static ContouredPhases Of(IReadOnlyList<CmrContour> contours)
    {
        var cavities = contours.Where(contour => contour.Kind == ContourKind.Endocardium).ToArray();
        var phases = cavities.GroupBy(contour => contour.Phase).OrderByDescending(phase => phase.Count()).Take(2)
            .OrderByDescending(phase => phase.Average(contour => contour.AreaPixels)).Select(phase => phase.Key).ToArray();
        var slices = contours.GroupBy(contour => contour.Slice).ToArray();
        var most = slices.Select(slice => slice.Count()).DefaultIfEmpty().Max();
        var whole = slices.Where(slice => slice.Count() == most).Select(slice => slice.Key).Order().ToArray();
        return phases.Length == 2
            ? new ContouredPhases(phases[0], phases[1], (whole[0] + whole[^1] + 1) / 2)
            : new ContouredPhases(null, null, whole.Length > 0 ? (whole[0] + whole[^1] + 1) / 2 : null);
    }
}
