using System.Globalization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Studies;

/// <summary>Trains a run of a study in its folder, from its beginning or from where it was interrupted.</summary>
internal static class RunTraining
{
    /// <summary>True if a pre-training has come to its end.</summary>
    public static bool IsDone(PlannedRun run) => StateIn(run.Folder) is { Finished: true };

    /// <summary>Pre-trains.</summary>
    /// <returns>The result in a few words.</returns>
    public static string Train(
        Device device, StudyStores stores, PlannedRun planned, ITrainingProgress? progress, CancellationToken cancellation)
    {
        if (planned.Configuration is MaskedModellingConfiguration)
        {
            using var run = Open(planned.Folder, planned.Configuration, TrainingData.Of(stores.Ecgs));
            return Train(
                run, MaskedModellingRecipe.Create(device, stores.Ecgs, (MaskedModellingConfiguration)run.Configuration), progress,
                cancellation);
        }
        var row = planned.PreTraining.Row!;
        if (row.HasPairs)
        {
            using var run = Open(planned.Folder, planned.Configuration, TrainingData.Of(stores.Pairs!));
            return Train(
                run, ContrastiveRecipe.Create(device, stores.Pairs!, (ContrastiveConfiguration)run.Configuration), progress, cancellation);
        }
        var store = row.Data == RecipeData.Cmr ? stores.Images! : (Data.Cohorts.Stores.PreparedStore)stores.Ecgs;
        using var single = Open(planned.Folder, planned.Configuration, TrainingData.Of(store));
        return Train(
            single, ContrastiveRecipe.Create(device, store, (ContrastiveConfiguration)single.Configuration), progress, cancellation);
    }

    /// <summary>
    /// A new run, or the one in the folder. A run that was interrupted in a folder of another name (the study was moved) begins again.
    /// </summary>
    public static TrainingRun Open(string folder, RunConfiguration configuration, TrainingData data)
    {
        if (!new RunFolder(folder).HasCheckpoint) return TrainingRun.Start(folder, configuration, data);
        try
        {
            return TrainingRun.Resume(folder, configuration, data);
        }
        catch (ResumeException)
        {
            FileSystem.Disk.Delete(Path.Combine(folder, RunFolder.LastCheckpoint));
            return TrainingRun.Start(folder, configuration, data);
        }
    }

    /// <summary>Trains to the end.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop, and has; the checkpoint is in the folder.</exception>
    public static TrainingState Finish<TBatch>(
        TrainingRun run, IRecipe<TBatch> recipe, ITrainingProgress? progress, CancellationToken cancellation)
    {
        var state = run.Train(recipe, progress, cancellation);
        if (!state.Finished)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"{run.Folder.Path}: training ended before its last epoch");
        }
        return state;
    }

    private static string Train<TBatch>(
        TrainingRun run, IRecipe<TBatch> recipe, ITrainingProgress? progress, CancellationToken cancellation)
    {
        var state = Finish(run, recipe, progress, cancellation);
        return state.BestCheckpoints is [var best, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"best {recipe.Criterion.Metric} {best.Score:0.####} in epoch {best.Epoch + 1}")
            : "done";
    }

    private static TrainingState? StateIn(string folder)
    {
        var path = Path.Combine(folder, RunFolder.LastCheckpoint);
        return File.Exists(path) ? Checkpoint.ReadState(path) : null;
    }
}
