using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Views;

/// <summary>The best epoch of a training on the terminal, whether or not its checkpoint was kept.</summary>
internal static class BestEpoch
{
    /// <summary>Writes the epoch and its score.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="state">The state at the end.</param>
    /// <param name="epochs">The epochs in the log.</param>
    /// <param name="metric">The criterion's name in the log.</param>
    /// <param name="name">The criterion.</param>
    /// <param name="samples">What it was measured on.</param>
    /// <returns>The epoch's metrics; null if no epoch has a score.</returns>
    public static IReadOnlyDictionary<string, double>? Write(
        Terminal terminal, TrainingState state, IReadOnlyList<IReadOnlyDictionary<string, double>> epochs, string metric, string name,
        string samples)
    {
        var best = state.BestCheckpoints.Count > 0
            ? epochs.LastOrDefault(epoch => (int)epoch["epoch"] == state.BestCheckpoints[0].Epoch)
            : epochs.FirstOrDefault(epoch => state.Best is { } score && epoch.GetValueOrDefault(metric, double.NaN) == score);
        if (best is null || state.Best is not { } value) return null;
        terminal.Write(string.Create(CultureInfo.InvariantCulture, $"best epoch {best["epoch"] + 1}: {name} {value:F4} on {samples}"));
        return best;
    }

    /// <summary>Writes where the weights are that the results are of.</summary>
    public static void WriteWeights(Terminal terminal, TrainingState state, RunFolder folder) => terminal.Write(
        state.BestCheckpoints.Count > 0
            ? $"weights: {folder.File(state.BestCheckpoints[0].File)}"
            : $"weights: {folder.File(RunFolder.LastCheckpoint)}, of the last epoch; no other is kept (--keep-best 0)");
}
