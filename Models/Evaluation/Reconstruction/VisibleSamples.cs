using EcgCmrNative.Models.Ecg;

namespace EcgCmrNative.Models.Evaluation.Reconstruction;

/// <summary>Which samples of a recording the encoder sees, and how gaps between them are filled.</summary>
internal static class VisibleSamples
{
    /// <summary>Marks the samples of the patches that a mask keeps.</summary>
    /// <param name="mask">The masks of a batch.</param>
    /// <param name="recording">Which of the batch.</param>
    /// <param name="encoder">The patch grid.</param>
    /// <param name="visible">Receives [leads, samples].</param>
    public static void Mark(PatchMask mask, int recording, VisionTransformerConfiguration encoder, Span<bool> visible)
    {
        var position = mask.Position.Slice(recording * mask.Patches, mask.Patches);
        for (var lead = 0; lead < encoder.Leads; lead++)
        {
            for (var column = 0; column < encoder.GridColumns; column++)
            {
                var kept = position[lead / encoder.PatchLeads * encoder.GridColumns + column] >= 0;
                visible.Slice(lead * encoder.Samples + column * encoder.PatchSamples, encoder.PatchSamples).Fill(kept);
            }
        }
    }

    /// <summary>Replaces unknown values by linear interpolation between the nearest known ones, the nearest one beyond them, or 0 where none is known.</summary>
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
