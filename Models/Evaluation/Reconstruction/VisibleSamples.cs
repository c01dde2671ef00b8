namespace EcgCmrNative.Models.Evaluation.Reconstruction;

/// <summary>Fills the gaps between the visible samples of a signal.</summary>
internal static class VisibleSamples
{
    /// <summary>
    /// Replaces unknown values: by linear interpolation between the nearest known ones, before the first and after the last by that one,
    /// and by 0 if none is known.
    /// </summary>
    public static void FillGaps(Span<double> values, ReadOnlySpan<bool> known)
    {
        var before = -1;
        for (var next = known.IndexOf(true); next >= 0; next = NextKnown(known, next))
        {
            for (var t = before + 1; t < next; t++)
                values[t] = before < 0 ? values[next] : values[before] + (values[next] - values[before]) * (t - before) / (next - before);
            before = next;
        }
        values[(before + 1)..].Fill(before < 0 ? 0 : values[before]);
    }

    private static int NextKnown(ReadOnlySpan<bool> known, int after)
    {
        var distance = known[(after + 1)..].IndexOf(true);
        return distance < 0 ? -1 : after + 1 + distance;
    }
}
