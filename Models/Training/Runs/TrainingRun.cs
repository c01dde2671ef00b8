using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Modules;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>
/// One training run in its folder, from its start or its resumption to its end. A new run refuses a folder that holds a run, and test
/// people whom its starting weights were trained on. A resumed run refuses another recipe, another configuration, other stores and another
/// order of people; the learning rates and the largest gradient norm may change. A run that fails before its first checkpoint leaves no
/// folder. The folder is locked while it is trained in and until the object is disposed, from the beginning if the run is resumed.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private readonly TrainingData _data;
    private readonly List<string> _notes = [];

    private TrainingRun(RunFolder folder, RunConfiguration configuration, TrainingData data, bool isResumed)
    {
        (Folder, Configuration, _data, IsResumed) = (folder, configuration, data, isResumed);
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>All settings of the run, with the fingerprints of its stores.</summary>
    public RunConfiguration Configuration { get; private set; }

    /// <summary>True if the run continues an earlier one.</summary>
    public bool IsResumed { get; }

    /// <summary>Warnings before training: people of earlier training sets, or data that could not be compared.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The settings that this resumption changed.</summary>
    public IReadOnlyList<SettingChange> Changes { get; private set; } = [];

    /// <summary>Begins a new run. A folder in which a run ended before its first checkpoint is used again.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="configuration">All settings; see <see cref="RunConfiguration.On"/>.</param>
    /// <param name="data">The data.</param>
    /// <param name="allowSeen">Accept people of the test set that the starting weights were trained on, with a note.</param>
    /// <param name="files">The file system; the machine's when null.</param>
    /// <exception cref="FolderInUseException">Another run, whose checkpoint is there already, is writing to the folder.</exception>
    /// <exception cref="IOException">The folder holds a run already.</exception>
    /// <exception cref="ArgumentException">
    /// Invalid settings, a held-out row outside the data, or starting weights that were trained on people of the test set.
    /// </exception>
    public static TrainingRun Start(
        string folder, RunConfiguration configuration, TrainingData data, bool allowSeen = false, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(data);
        configuration.Training.Validate();
        RequireInside(configuration.ValidationRows, "validation", data);
        RequireInside(configuration.TestRows, "test", data);
        RequireNoRun(new RunFolder(folder, files), isLocked: false);
        var run = new TrainingRun(new RunFolder(folder, files), WithFingerprints(configuration, data, files), data, isResumed: false);
        run._notes.AddRange(TrainedPeople.Check(
            data.Records, new HeldOutRows(configuration.ValidationRows, configuration.TestRows), configuration.StartingWeights, allowSeen));
        return run;
    }

    /// <summary>
    /// Continues a run from its last checkpoint. Learning rates and the largest gradient norm may differ from those of the run; the
    /// configuration records such <see cref="Changes"/>.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="configuration">The settings; all others must be those of the run.</param>
    /// <param name="data">The data, which must be those of the run.</param>
    /// <param name="files">The file system; the machine's when null.</param>
    /// <exception cref="IOException">
    /// The folder holds no checkpoint, a damaged one, one of another recipe, or one that holds out rows outside the data; or
    /// another run is writing to it.
    /// </exception>
    /// <exception cref="ResumeException">The run has other settings or other data; each difference is listed with both values.</exception>
    public static TrainingRun Resume(string folder, RunConfiguration configuration, TrainingData data, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(data);
        var checkpoint = CheckpointToResume(folder);
        var run = new TrainingRun(new RunFolder(folder, files), WithFingerprints(configuration, data, files), data, isResumed: true);
        try
        {
            run.Folder.Lock();
            var own = configuration.Read(checkpoint, Checkpoint.ReadConfiguration(checkpoint));
            run.RequireSameData(folder, own);
            own.RequireRows(checkpoint, data.Records.Count);
            run.Take(own, run.SettingsThatDiffer(own), Checkpoint.ReadState(checkpoint));
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>The checkpoint that a run would continue from.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="IOException">The folder has no checkpoint.</exception>
    public static string CheckpointToResume(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{folder}: there is no such folder to resume");
        var run = new RunFolder(folder);
        return run.HasCheckpoint
            ? run.File(RunFolder.LastCheckpoint)
            : throw new DataFormatException(
                run.File(RunFolder.LastCheckpoint), null, "is missing: there is nothing to resume; start the run anew");
    }

    /// <summary>
    /// Trains to the end, or until it is cancelled. Returns after everything that reads the stores has ended, so that they can be closed.
    /// </summary>
    /// <param name="recipe">The recipe, made from <see cref="Configuration"/>.</param>
    /// <param name="progress">Receives the progress; null for none.</param>
    /// <param name="cancellation">Stops training after the current step.</param>
    /// <returns>The state at the end; <see cref="TrainingState.Finished"/> is false if training was cancelled.</returns>
    /// <exception cref="ArgumentException">The recipe is another one than the configuration's.</exception>
    /// <exception cref="IOException">Another run is writing to the folder, or a file cannot be written.</exception>
    /// <exception cref="DivergenceException">A number became NaN or infinite.</exception>
    public TrainingState Train<TBatch>(
        IRecipe<TBatch> recipe, ITrainingProgress? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (recipe.Name != Configuration.Recipe)
            throw new ArgumentException($"the recipe is {recipe.Name}, but the configuration is of {Configuration.Recipe}");
        NoteArithmetic(recipe.Model, progress);
        var trainer = new Trainer<TBatch>(recipe, Configuration.Training, Folder, Configuration.ToJson(), progress);
        if (IsResumed) trainer.Resume();
        else recipe.LoadStartingWeights();
        try
        {
            Folder.Create();
            Folder.Lock();
            if (!IsResumed)
            {
                RequireNoRun(Folder, isLocked: true);
                Folder.ForgetFrom(0);
            }
            if (!IsResumed || !Folder.Files.FileExists(Folder.File(TrainedPeople.FileName))) WritePeople();
            return trainer.Run(cancellation);
        }
        catch (NonFiniteException error)
        {
            var isGood = Folder.HasCheckpoint && (!trainer.IsLastCheckpointBad || GoBack());
            throw new DivergenceException(
                error, isGood ? Folder.File(RunFolder.LastCheckpoint) : null, Configuration.PeakLearningRate / 10);
        }
        finally
        {
            if (!IsResumed) Folder.RemoveUnlessTrained();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();

    private static void RequireInside(IReadOnlyList<int> rows, string set, TrainingData data)
    {
        var count = data.Records.Count;
        foreach (var row in rows)
        {
            if (row < 0 || row >= count)
                throw new ArgumentException(
                    $"row {row} of the {set} set is not in the data, which have {count} rows, counted from 0; hold out rows of these data");
        }
    }

    private static RunConfiguration WithFingerprints(RunConfiguration configuration, TrainingData data, IFileSystem? files) =>
        configuration with
        {
            ImagePreparation = data.ImagePreparation,
            Stores = data.Fingerprints(configuration.LearnedLabels),
            Files =
            [
                .. configuration.InputFiles.Select(file => FileFingerprint.Of(file.Setting, file.Path, files ?? FileSystem.Disk)),
            ],
        };

    private static void RequireNoRun(RunFolder folder, bool isLocked)
    {
        if (!folder.HasCheckpoint) return;
        if (!isLocked) folder.RequireUnlocked();
        throw new IOException($"{folder.Path}: holds a run already; resume it, or choose another folder");
    }

    /// <summary>Takes over the settings that may change. A run that has ended has no use for others.</summary>
    private void Take(RunConfiguration own, IEnumerable<Difference> differences, TrainingState state)
    {
        var changes = differences.ToLookup(difference => !state.Finished && RunConfiguration.Changeable.Contains(difference.Name));
        Require(
            Folder.Path, "the settings differ from those of the run", changes[false],
            $"Give the settings of {RunFolder.ConfigurationFile} in that folder, or start a new run in another folder");
        Changes = [.. changes[true].Select(change => new SettingChange(change.Name, change.Before, change.Now, state.Epoch, state.Step))];
        Configuration = Configuration with { Arithmetic = own.Arithmetic, Changes = [.. own.Changes, .. Changes] };
    }

    /// <summary>Puts the latest of the best checkpoints in the place of a last one that no run can go on from.</summary>
    /// <returns>False if the run has no such checkpoint.</returns>
    private bool GoBack()
    {
        var state = Checkpoint.ReadState(Folder.File(RunFolder.LastCheckpoint));
        var earlier = state.BestCheckpoints.OrderByDescending(best => best.Epoch).Select(best => Folder.File(best.File))
            .FirstOrDefault(path => Folder.Files.FileExists(path) && Checkpoint.ReadState(path).TotalSteps < state.TotalSteps);
        if (earlier is null) return false;
        using var source = Folder.Files.OpenData(earlier);
        Folder.Files.WriteAtomically(Folder.File(RunFolder.LastCheckpoint), source.CopyTo);
        return true;
    }

    /// <summary>Records what computes. Another device adds in another order, so that a resumed run is no longer exact.</summary>
    private void NoteArithmetic(Module model, ITrainingProgress? progress)
    {
        var now = model.State().First().Parameter.Device.Arithmetic;
        if (Configuration.Arithmetic is { } before && before != now)
            progress?.Note(
                $"the run was computed on {before} so far and goes on with {now}: "
                + "it will not end with the same bits as an uninterrupted run");
        Configuration = Configuration with { Arithmetic = now };
    }

    private void WritePeople() => TrainedPeople.Write(
        Folder, Configuration.TrainingRows(_data.Records.Count).Select(row => _data.Records[row].Patient), Configuration.StartingWeights);

    private void RequireSameData(string folder, RunConfiguration own)
    {
        List<Difference> differences = [];
        foreach (var (before, now) in own.Stores.Zip(Configuration.Stores)) differences.AddRange(before.DifferencesTo(now));
        if (own.Stores.Count > 0 && own.Stores.Count != Configuration.Stores.Count)
            differences.Add(new Difference("number of stores", $"{own.Stores.Count}", $"{Configuration.Stores.Count}"));
        Require(
            folder, "the stores hold other recordings or another order than those of the run", differences,
            "Give the stores that the run was started on, or start a new run in another folder");
        if (own.Stores.Count == 0 || own.Stores.Any(store => store.People is null))
        {
            _notes.Add(
                $"{folder} was started by an earlier version, which did not record "
                + $"{(own.Stores.Count == 0 ? "its stores" : "the order of its people")}; make sure that the data are the same");
        }
    }

    private IEnumerable<Difference> SettingsThatDiffer(RunConfiguration own)
    {
        List<(FileFingerprint Before, FileFingerprint Now)> files =
            [.. own.Files.Join(Configuration.Files, file => file.Setting, file => file.Setting, (before, now) => (before, now))];
        foreach (var path in own.InputFiles.Select(file => file.Setting).Except(own.Files.Select(file => file.Setting)))
            _notes.Add(
                $"{Folder.Path} was started by an earlier version, which did not record the content of {path}; "
                + "make sure that it is the same");
        // Fingerprints are compared on their own, the preparation of images with them; a file that has one may have moved.
        var now = Configuration with
        {
            ImagePreparation = own.ImagePreparation,
            Stores = own.Stores,
            Files = own.Files,
            Arithmetic = own.Arithmetic,
            Changes = own.Changes,
        };
        return Difference.Between(own.ToJson(), now.ToJson())
            .Where(difference => !files.Exists(file => file.Before.Setting == difference.Name))
            .Concat(files.Select(file => file.Before.DifferenceTo(file.Now)).OfType<Difference>());
    }

    private static void Require(string folder, string reason, IEnumerable<Difference> differences, string advice)
    {
        var all = differences.ToList();
        if (all.Count > 0) throw new ResumeException(folder, reason, all, advice);
    }
}
