using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Runs;

/// <summary>Trains any recipe, with progress on the terminal.</summary>
internal static class TerminalTraining
{
    /// <summary>How a pretrain command that was interrupted is continued.</summary>
    public const string SameCommand = "the same command with --resume";

    /// <summary>Trains, and then puts the best epoch's weights into the model.</summary>
    /// <param name="terminal">Shows the progress.</param>
    /// <param name="run">The run.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="columns">The columns of the line of an epoch.</param>
    /// <param name="cancellation">Stops training after the current step.</param>
    /// <param name="continuation">The command that continues after an interruption.</param>
    /// <returns>The state at the end.</returns>
    /// <exception cref="OperationCanceledException">Training was interrupted; its checkpoint is in the folder.</exception>
    public static TrainingState Train<TBatch>(
        Terminal terminal, TrainingRun run, IRecipe<TBatch> recipe, IReadOnlyList<MetricColumn> columns, CancellationToken cancellation,
        string continuation = SameCommand)
    {
        using var protection = Interruption.Protect();
        var state = ProgressDisplay.Run(
            terminal, recipe.Name, progress => run.Train(recipe, new TrainingDisplay(terminal, progress, columns), cancellation));
        if (!state.Finished)
        {
            terminal.Say(run.Folder.HasCheckpoint
                ? $"interrupted in epoch {state.Epoch + 1}; {continuation} continues from the last checkpoint in {run.Folder.Path}"
                : "interrupted before the first step; nothing was written");
            cancellation.ThrowIfCancellationRequested();
        }
        if (state.BestCheckpoints.Count > 0) Checkpoint.LoadModel(run.Folder.File(state.BestCheckpoints[0].File), recipe.Model);
        return state;
    }
}
