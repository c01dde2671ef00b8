namespace EcgCmrNative.Models.Evaluation.Reconstruction;

/// <summary>Predicts a lead by its own mean beat: the average of its visible samples at each offset from the nearest R peak, placed at every beat.</summary>
internal static class MeanBeat
{
    /// <summary>Replaces the masked samples of a lead.</summary>
    /// <param name="lead">Its samples; only the visible ones are read.</param>
    /// <param name="visible">Which are visible.</param>
    /// <param name="peaks">R peaks, ascending, at least one.</param>
    public static void Fill(Span<double> lead, ReadOnlySpan<bool> visible, ReadOnlySpan<int> peaks)
    {
        // Offsets from −(T − 1) to T − 1.
        var centre = lead.Length - 1;
        var (sum, count) = (new double[2 * lead.Length - 1], new int[2 * lead.Length - 1]);
        var offset = new int[lead.Length];
        for (int t = 0, peak = 0; t < lead.Length; t++)
        {
            while (peak + 1 < peaks.Length && peaks[peak + 1] - t <= t - peaks[peak]) peak++;
            offset[t] = centre + t - peaks[peak];
            if (!visible[t]) continue;
            sum[offset[t]] += lead[t];
            count[offset[t]]++;
        }
        var known = Array.ConvertAll(count, times => times > 0);
        for (var i = 0; i < sum.Length; i++) sum[i] /= Math.Max(1, count[i]);
        VisibleSamples.FillGaps(sum, known);
        for (var t = 0; t < lead.Length; t++)
        {
            if (!visible[t]) lead[t] = sum[offset[t]];
        }
    }
}
