using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary>A contrastive run in its folder, from its settings to its report.</summary>
internal static class ContrastiveRun
{
    /// <summary>Trains, and writes the report.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">Training was interrupted; its checkpoint is in the folder.</exception>
    public static int Train(
        Terminal terminal, Device device, ContrastiveRecipe recipe, TrainingRun run, DataCard data,
        CancellationToken cancellation)
    {
        var (configuration, folder) = ((ContrastiveConfiguration)run.Configuration, run.Folder);
        terminal.Say(
            $"{Encoders(configuration)} on {device.Name}: {recipe.SampleCount} training samples, "
            + $"{configuration.ValidationRows.Count} for validation, {configuration.TestRows.Count} for test; "
            + $"{recipe.Model.CountTrainable():N0} parameters, learning rate {configuration.Options.LearningRate:0.##e+0}");
        var state = TerminalTraining.Train(terminal, run, recipe, EpochColumns.Contrastive, cancellation);
        var report = folder.File(RunFolder.ReportFile);
        var epochs = folder.ReadEpochs();
        ContrastiveReport.Create(
            Path.GetFileName(Path.GetFullPath(folder.Path)), device.Name, configuration, data, recipe, state, epochs).Write(report);
        var best = BestEpoch.Write(
            terminal, state, epochs, "val_loss", "loss", $"{configuration.ValidationRows.Count} validation samples");
        if (best is not null) RetrievalView.Write(terminal, best);
        BestEpoch.WriteWeights(terminal, state, folder);
        terminal.Write($"report:  {report}");
        return ExitCode.Success;
    }

    private static string Encoders(ContrastiveConfiguration configuration) =>
        string.Join(" and ", new[] { configuration.Cmr?.Preset, configuration.Ecg?.Preset }.OfType<string>());
}
