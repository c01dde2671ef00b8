using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Embedding;
using EcgCmrNative.Models.Evaluation.Probes;

namespace EcgCmrNative.Cli.Commands;

/// <summary>
/// Weights that are compared: <c>NAME=FILE</c>, where files of one name are runs of one arm, or a file that is its own name. Of an absolute
/// path the name is the end, as much of it as tells the arms apart: reports contain no absolute paths.
/// </summary>
internal static class ProbeArms
{
    /// <summary>The files of each arm, in the order of their first mention.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Files)> Parse(IEnumerable<string> words)
    {
        (string Name, IReadOnlyList<string> Files)[] arms =
        [
            .. words.Select(word => word.Split('=', 2)).Select(parts => (Name: parts[0], File: parts[^1]))
                .GroupBy(arm => arm.Name, StringComparer.Ordinal)
                .Select(arm => (arm.Key, (IReadOnlyList<string>)[.. arm.Select(run => run.File)])),
        ];
        var names = ShortNames.Of([.. arms.Select(arm => arm.Name)]);
        return [.. arms.Zip(names, (arm, name) => (name, arm.Files))];
    }

    /// <summary>Embeds all rows of a store with each of the weights.</summary>
    /// <param name="terminal">Receives the progress.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="store">ECGs, or images.</param>
    /// <param name="arms">The weights.</param>
    /// <param name="published">What published image weights do not say.</param>
    /// <param name="cancellation">Stops between two files.</param>
    public static IReadOnlyList<ProbeArm> Embed(
        Terminal terminal, Device device, PreparedStore store, IReadOnlyList<(string Name, IReadOnlyList<string> Files)> arms,
        CmrInput published, CancellationToken cancellation)
    {
        var rows = Enumerable.Range(0, store.Count).ToArray();
        var embedded = new List<ProbeArm>();
        ProgressDisplay.Run(terminal, "embed", progress =>
        {
            var (done, files) = (0, arms.Sum(arm => arm.Files.Count));
            foreach (var (name, paths) in arms)
            {
                var runs = new List<ProbedEmbeddings>();
                foreach (var path in paths)
                {
                    cancellation.ThrowIfCancellationRequested();
                    runs.Add(Embed(device, store, rows, path, published));
                    progress.Report(++done, files, "encoders");
                }
                embedded.Add(new ProbeArm(name, runs));
            }
        });
        return embedded;
    }

    private static ProbedEmbeddings Embed(Device device, PreparedStore store, int[] rows, string weights, CmrInput published)
    {
        if (store is ImageStore images)
        {
            var ofImages = CmrEmbedder.Load(device, weights, published);
            return new ProbedEmbeddings(ofImages.Embed(images, rows), ofImages.Width);
        }
        var ofEcgs = EcgEmbedder.Load(device, weights);
        return new ProbedEmbeddings(ofEcgs.Embed((EcgStore)store, rows), ofEcgs.Width);
    }
}
