using EcgCmrNative.Data.Formats;

namespace EcgCmrNative.Data.Images;

/// <summary>Which three frames of a study become the channels of its image.</summary>
internal static class CmrFrameSelection
{
    /// <summary>Chooses slice and phases.</summary>
    /// <exception cref="DataFormatException">Phases are missing.</exception>
    public static CmrFrames Choose(CmrStudy study, MissingPhases missing)
    {
        var slice = study.MidSlice ?? study.Slices / 2;
        var (diastole, systole) = (study.EndDiastole ?? 0, study.EndSystole ?? study.Phases / 2);
        var there = study.Has(slice, diastole) && study.Has(slice, systole) && diastole != systole;
        if (!there && missing == MissingPhases.Refuse)
            throw new DataFormatException(study.SourcePath, null,
                $"slice {slice} of {study.Slices} has not both end-diastole and end-systole; what is there can be repeated when asked for");
        if (!study.Has(slice, diastole)) diastole = systole;
        if (!study.Has(slice, systole)) systole = diastole;
        return Intermediate(study, slice, diastole, systole) is { } intermediate
            ? new CmrFrames(slice, diastole, intermediate, systole)
            : missing == MissingPhases.Repeat
                ? new CmrFrames(slice, diastole, diastole, systole)
                : throw new DataFormatException(study.SourcePath, null,
                    $"slice {slice} has no phase between end-diastole ({diastole}) and end-systole ({systole}); one of them can be repeated when asked for");
    }

    /// <summary>
    /// The phase that is halfway from end-diastole to end-systole in the order of the beat, or of those in between that are there the nearest to it.
    /// </summary>
    private static int? Intermediate(CmrStudy study, int slice, int diastole, int systole)
    {
        var contraction = (systole - diastole + study.Phases) % study.Phases;
        var between = Enumerable.Range(1, Math.Max(0, contraction - 1)).Where(step => study.Has(slice, (diastole + step) % study.Phases));
        return between.Any() ? (diastole + between.MinBy(step => Math.Abs(2 * step - contraction))) % study.Phases : null;
    }
}
