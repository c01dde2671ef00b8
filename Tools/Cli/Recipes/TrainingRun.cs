using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>Trains any recipe in a folder, with progress on the terminal.</summary>
internal static class TrainingRun
{
    /// <summary>What goes on with a run that a pretrain command was interrupted in.</summary>
    public const string SameCommand = "the same command with --resume";

    /// <summary>
    /// Trains, from the beginning or from the folder's last checkpoint, and puts the best epoch's weights into the model.
    /// </summary>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="recipe">What is trained.</param>
    /// <param name="options">For how long.</param>
    /// <param name="configuration">All settings as JSON.</param>
    /// <param name="folder">Where checkpoints and logs go.</param>
    /// <param name="columns">What an epoch's line shows.</param>
    /// <param name="resume">From the last checkpoint.</param>
    /// <param name="cancellation">Ends training where nothing is lost.</param>
    /// <param name="continuation">The command that goes on after an interruption.</param>
    /// <returns>Where training ended.</returns>
    /// <exception cref="OperationCanceledException">It was asked to stop; what is done stays in the folder.</exception>
    public static TrainingState Train<TBatch>(
        Terminal terminal, IRecipe<TBatch> recipe, TrainingOptions options, string configuration, RunFolder folder,
        IReadOnlyList<MetricColumn> columns, bool resume, CancellationToken cancellation,
        string continuation = SameCommand)
    {
        var state = ProgressDisplay.Run(terminal, recipe.Name, progress =>
        {
            var trainer = new Trainer<TBatch>(recipe, options, folder, configuration, new TrainingDisplay(terminal, progress, columns));
            if (resume) trainer.Resume();
            return trainer.Run(cancellation);
        });
        if (!state.Finished)
        {
            terminal.Say(folder.HasCheckpoint
                ? $"interrupted in epoch {state.Epoch + 1}; {continuation} goes on from the last checkpoint in {folder.Path}"
                : "interrupted before the first checkpoint");
            cancellation.ThrowIfCancellationRequested();
        }
        if (state.BestCheckpoints.Count > 0) Checkpoint.LoadModel(folder.File(state.BestCheckpoints[0].File), recipe.Model);
        return state;
    }
}
