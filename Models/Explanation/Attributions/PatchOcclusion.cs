namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>
/// Occlusion (Zeiler and Fergus 2014): how much the number falls if a patch of one lead and time is replaced by the flat line. Unlike
/// integrated gradients, changes of single patches do not add up to the whole.
/// </summary>
public static class PatchOcclusion
{
    private const int PatchesAtOnce = 32;

    /// <summary>Computes the changes.</summary>
    /// <param name="function">The number.</param>
    /// <param name="windows">The recording, [windows, leads, samples].</param>
    /// <param name="patchSamples">Samples per patch; null for the patches of the model.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <returns>Positive where the patch raises the number. It is the mean over windows: a patch counts in its own window only.</returns>
    /// <exception cref="ArgumentException">The samples are not those of whole windows, or the patch is not positive.</exception>
    public static AttributionMap Of(
        EcgFunction function, double[] windows, int? patchSamples = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(windows);
        var grid = function.Grid with { PatchSamples = patchSamples ?? function.Grid.PatchSamples };
        ArgumentOutOfRangeException.ThrowIfLessThan(grid.PatchSamples, 1, nameof(patchSamples));
        var (count, whole) = (grid.WindowsIn(windows.Length), function.Values(windows));
        var changes = new double[count * grid.Patches];
        foreach (var part in Enumerable.Range(0, changes.Length).Chunk(PatchesAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            var occluded = new double[part.Length * grid.WindowLength];
            for (var i = 0; i < part.Length; i++)
            {
                var ((window, patch), at) = (Math.DivRem(part[i], grid.Patches), i * grid.WindowLength);
                windows.AsSpan(window * grid.WindowLength, grid.WindowLength).CopyTo(occluded.AsSpan(at));
                grid.ForRuns(patch, (first, length) => occluded.AsSpan(at + first, length).Clear());
            }
            var values = function.Values(occluded);
            for (var i = 0; i < part.Length; i++) changes[part[i]] = (whole[part[i] / grid.Patches] - values[i]) / count;
        }
        return AttributionMap.OfPatches(grid, changes, isSigned: true) with { Grid = function.Grid };
    }
}
