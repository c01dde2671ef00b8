using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Cli.Runs;

/// <summary>A store that a command prepares itself from a folder of recordings.</summary>
internal static class RecordingsStore
{
    /// <summary>Prepares the recordings.</summary>
    /// <param name="terminal">Shows the progress.</param>
    /// <param name="labels">Labels and people; null for PTB-XL's own table, or none.</param>
    /// <param name="preparation">How recordings are prepared.</param>
    /// <param name="folder">The recordings.</param>
    /// <param name="store">The folder of the store.</param>
    /// <param name="cancellation">Stops it; then there is no store.</param>
    /// <exception cref="IOException">There is no such folder, or no ECG in it.</exception>
    public static void Prepare(
        Terminal terminal, LabelTable? labels, EcgPreparation preparation, string folder, string store, CancellationToken cancellation)
    {
        if (!Path.Exists(folder)) throw new DirectoryNotFoundException($"{folder}: there is no such file or folder");
        if (labels is null && PtbXlDatabase.IsIn(folder)) labels = PtbXlDatabase.Read(folder).ToLabels();
        var sources = EcgSources.InFolder(folder, labels);
        if (sources.Count == 0) throw new DataFormatException(folder, null, "no ECG found (WFDB headers, arrays)");
        StorePreparation.Write(
            terminal, new EcgStoreWriter { Preparation = preparation, LabelNames = labels?.LabelNames ?? [] }, sources, store, "ECG",
            (long)LeadMap.LeadCount * sizeof(float) * preparation.WindowSamples, "seconds", cancellation);
    }
}
