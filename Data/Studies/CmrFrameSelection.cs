using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Studies;

/// <summary>Selects the three frames of a study that become the channels of its image.</summary>
internal static class CmrFrameSelection
{
    /// <summary>The key frames, and a phase between them.</summary>
    /// <exception cref="DataFormatException">Phases are missing.</exception>
    public static CmrFrames Choose(CmrStudy study, MissingPhases missing)
    {
        var key = CmrKeyFrames.Of(study);
        if (key.EndSystole is { } systole && MidSystole(study, key.MidSlice, key.EndDiastole, systole) is { } middle)
            return new CmrFrames(key.MidSlice, key.EndDiastole, middle, systole);
        if (missing == MissingPhases.Repeat)
            return new CmrFrames(key.MidSlice, key.EndDiastole, key.EndDiastole, key.EndSystole ?? key.EndDiastole);
        throw new DataFormatException(study.SourcePath, null, (key.EndSystole is { } end
            ? $"slice {key.MidSlice} has no phase between end-diastole ({key.EndDiastole}) and end-systole ({end})"
            : $"slice {key.MidSlice} has only one phase, but three are needed") + "; choose to repeat an existing phase");
    }

    /// <summary>
    /// The phase that is halfway from end-diastole to end-systole in the order of the beat, or the existing one between them that is
    /// nearest to it.
    /// </summary>
    private static int? MidSystole(CmrStudy study, int slice, int diastole, int systole)
    {
        var contraction = (systole - diastole + study.Phases) % study.Phases;
        var between = Enumerable.Range(1, Math.Max(0, contraction - 1)).Where(step => study.Has(slice, (diastole + step) % study.Phases));
        return between.Any() ? (diastole + between.MinBy(step => Math.Abs(2 * step - contraction))) % study.Phases : null;
    }
}
