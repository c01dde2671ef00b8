using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Cli.Runs;

/// <summary>Writes recordings or studies to a prepared store, with progress on the terminal.</summary>
internal static class StorePreparation
{
    private const int MostLabelNames = 8;

    /// <summary>Rows per thread that wait to be written.</summary>
    private const int RowsAtOnce = 4;

    /// <summary>Writes the store, and says what is in it and what could not be prepared.</summary>
    /// <param name="terminal">Shows the progress.</param>
    /// <param name="writer">The preparation.</param>
    /// <param name="sources">The recordings or studies.</param>
    /// <param name="store">The folder of the store.</param>
    /// <param name="unit">What the sources are.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="size">The parameter that makes rows large.</param>
    /// <param name="cancellation">Stops it; then there is no store.</param>
    /// <exception cref="ArgumentException">The rows that are prepared at once do not fit into memory.</exception>
    public static void Write<TItem, TManifest, TRow>(
        Terminal terminal, PreparedStoreWriter<TItem, TManifest, TRow> writer, IReadOnlyList<CohortSource<TItem>> sources, string store,
        string unit, long rowBytes, string size, CancellationToken cancellation)
        where TManifest : PreparedManifest
        where TRow : PreparedRow
    {
        MachineMemory.Require(
            (double)rowBytes * Math.Min(sources.Count, RowsAtOnce * writer.Threads),
            $"prepared rows of {MachineMemory.Text(rowBytes)}", size);
        using var made = new OutputFolder(store);
        var manifest = made.Fill(() => ProgressDisplay.Run(terminal, "prepare", progress =>
            writer.Write(store, sources, (done, all) => progress.Report(done, all, unit), cancellation)));
        made.Keep();
        terminal.Write($"{store}: {manifest.Count} rows of {StoreView.Describe(manifest)}{Labels(manifest.LabelNames)}");
        StoreView.WriteFailures(terminal, manifest.Failures);
    }

    private static string Labels(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        <= MostLabelNames => $", labels {string.Join(", ", names)}",
        _ => $", {names.Count} labels: {string.Join(", ", names.Take(MostLabelNames))} and others",
    };
}
