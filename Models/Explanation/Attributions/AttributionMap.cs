using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>
/// The part of each sample of a recording in a number. Samples are added up over patches, leads or times; the value of a whole patch is
/// spread evenly over its samples.
/// </summary>
/// <param name="Grid">The windows and their patches.</param>
/// <param name="Windows">Windows of the recording.</param>
/// <param name="Values">[windows, leads, samples].</param>
/// <param name="IsSigned">
/// True if values are changes of the number, positive where the ECG raises it; false if they are shares without a direction.
/// </param>
/// <param name="Resolution">Samples per lead that have one value.</param>
public sealed record AttributionMap(PatchGrid Grid, int Windows, double[] Values, bool IsSigned, int Resolution)
{
    /// <summary>Sums over patches.</summary>
    /// <returns>[windows, patches].</returns>
    public double[] PerPatch()
    {
        var sums = new double[Windows * Grid.Patches];
        for (var i = 0; i < sums.Length; i++)
        {
            var (window, patch) = Math.DivRem(i, Grid.Patches);
            Grid.ForRuns(patch, (first, length) =>
                sums[i] += TensorPrimitives.Sum<double>(Values.AsSpan(window * Grid.WindowLength + first, length)));
        }
        return sums;
    }

    /// <summary>Sums over all windows and times.</summary>
    /// <param name="magnitude">True to add up magnitudes.</param>
    /// <returns>[leads].</returns>
    public double[] PerLead(bool magnitude = false)
    {
        var sums = new double[Grid.Leads];
        for (var i = 0; i < Values.Length; i++)
            sums[i / Grid.Samples % Grid.Leads] += magnitude ? Math.Abs(Values[i]) : Values[i];
        return sums;
    }

    /// <summary>Sums over stretches of time of each lead; the last may be shorter.</summary>
    /// <param name="samples">Samples per stretch.</param>
    /// <returns>[windows, leads, stretches].</returns>
    public double[] PerStretch(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var stretches = (Grid.Samples + samples - 1) / samples;
        var sums = new double[Windows * Grid.Leads * stretches];
        for (var i = 0; i < Values.Length; i++) sums[i / Grid.Samples * stretches + i % Grid.Samples / samples] += Values[i];
        return sums;
    }

    /// <summary>A map from one value per patch.</summary>
    /// <param name="grid">The patches.</param>
    /// <param name="patches">[windows, patches].</param>
    /// <param name="isSigned">See <see cref="IsSigned"/>.</param>
    internal static AttributionMap OfPatches(PatchGrid grid, double[] patches, bool isSigned)
    {
        var windows = patches.Length / grid.Patches;
        var values = new double[windows * grid.WindowLength];
        for (var i = 0; i < patches.Length; i++)
        {
            var (window, patch) = Math.DivRem(i, grid.Patches);
            var size = 0;
            grid.ForRuns(patch, (_, length) => size += length);
            grid.ForRuns(patch, (first, length) => values.AsSpan(window * grid.WindowLength + first, length).Fill(patches[i] / size));
        }
        return new AttributionMap(grid, windows, values, isSigned, grid.PatchSamples);
    }
}
