using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>A contrastive run in its folder, from its settings to its report.</summary>
internal static class ContrastiveRun
{
    /// <summary>What is shown of an epoch; what a recipe does not measure is left out of reports.</summary>
    public static readonly IReadOnlyList<MetricColumn> Columns =
    [
        new("train loss", "train_loss", "F4"), new("train top-1", "train_top1", "F3"), new("held-out loss", "val_loss", "F4"),
        new("held-out top-1", "val_top1", "F3"), new("held-out top-5", "val_top5", "F3"), .. MetricColumn.Ending,
    ];

    /// <summary>Trains, from the beginning or from the last checkpoint, and writes the report.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It was asked to stop; what is done stays in the folder.</exception>
    public static int Train<TBatch>(
        Terminal terminal, Device device, IRecipe<TBatch> recipe, ContrastiveConfiguration configuration, RunFolder folder, bool resume,
        CancellationToken cancellation)
    {
        terminal.Say(
            $"{Encoders(configuration)} on {device.Name}: {recipe.SampleCount} samples to train on, "
            + $"{configuration.ValidationRows.Count} held out, {configuration.TestRows.Count} kept for the end; "
            + $"{recipe.Model.CountTrainable():N0} parameters, learning rate {configuration.Options.LearningRate:0.##e+0}");
        var state = TrainingRun.Train(
            terminal, recipe, configuration.Training, configuration.ToJson(), folder, Columns, resume, cancellation);
        var report = folder.File("report.html");
        var epochs = folder.ReadEpochs();
        ContrastiveReport.Create(
            Path.GetFileName(Path.GetFullPath(folder.Path)), device.Name, configuration, recipe, state, epochs).Write(report);
        if (state.BestCheckpoints.Count > 0)
        {
            var best = state.BestCheckpoints[0];
            terminal.Write(FormattableString.Invariant(
                $"best epoch {best.Epoch + 1}: loss {best.Score:F4} on {configuration.ValidationRows.Count} held-out samples"));
            Views.RetrievalView.Write(terminal, epochs.Last(epoch => (int)epoch["epoch"] == best.Epoch));
            terminal.Write($"weights: {folder.File(best.File)}");
        }
        terminal.Write($"report:  {report}");
        return ExitCode.Success;
    }

    private static string Encoders(ContrastiveConfiguration configuration) =>
        string.Join(" and ", new[] { configuration.Cmr?.Preset, configuration.Ecg?.Preset }.OfType<string>());
}
