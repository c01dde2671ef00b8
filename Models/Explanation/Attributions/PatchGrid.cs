namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>A window of an ECG, cut into patches of some leads and samples, row by row.</summary>
/// <param name="Leads">Leads of a window.</param>
/// <param name="Samples">Samples per lead.</param>
/// <param name="PatchLeads">Leads per patch.</param>
/// <param name="PatchSamples">Samples per patch.</param>
public readonly record struct PatchGrid(int Leads, int Samples, int PatchLeads, int PatchSamples)
{
    /// <summary>Rows of patches.</summary>
    public int Rows => (Leads + PatchLeads - 1) / PatchLeads;

    /// <summary>Columns of patches.</summary>
    public int Columns => (Samples + PatchSamples - 1) / PatchSamples;

    /// <summary>Patches of a window. Those at the end of an axis are smaller if the sizes do not divide.</summary>
    public int Patches => Rows * Columns;

    /// <summary>Numbers in a window.</summary>
    public int WindowLength => Leads * Samples;

    /// <summary>Windows in an array of samples.</summary>
    /// <param name="samples">Number of samples of all windows.</param>
    /// <exception cref="ArgumentException">They are not whole windows, or the array is empty.</exception>
    public int WindowsIn(int samples) => samples > 0 && samples % WindowLength == 0
        ? samples / WindowLength
        : throw new ArgumentException($"{samples} samples are not whole windows of {Leads} leads and {Samples} samples");

    /// <summary>Calls with every run of samples of a patch: its first sample in the window, and its length.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="use">Receives each run.</param>
    internal void ForRuns(int patch, Action<int, int> use)
    {
        var (row, column) = Math.DivRem(patch, Columns);
        var first = column * PatchSamples;
        var length = Math.Min(PatchSamples, Samples - first);
        for (var lead = row * PatchLeads; lead < Math.Min(Leads, (row + 1) * PatchLeads); lead++) use(lead * Samples + first, length);
    }
}
