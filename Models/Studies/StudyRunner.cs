using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Studies;

/// <summary>
/// Carries out a study in a folder: what is finished is kept, what was interrupted goes on from its last checkpoint, and the rest is done.
/// The result does not depend on interruptions, on the number of jobs, or on that of threads.
/// </summary>
public sealed class StudyRunner
{
    /// <summary>The definition of the study in its folder.</summary>
    public const string DefinitionFile = "study.json";

    /// <summary>What an image and a pair cost, compared with an ECG; only for the time that is left.</summary>
    private const double ImageWork = 1.5, PairWork = 3, ProbeWork = 2;

    private readonly StudyDefinition _study;
    private readonly StudyStores _stores;
    private readonly Func<Device> _openDevice;
    private readonly IStudyProgress? _progress;
    private readonly List<Work> _works = [];
    private readonly Lock _lock = new();

    private StudyRunner(StudyDefinition study, StudyStores stores, string folder, Func<Device> openDevice, IStudyProgress? progress)
    {
        (_study, _stores, _openDevice, _progress) = (study, stores, openDevice, progress);
        Plan(new StudyPlan(study, stores, folder));
    }

    /// <summary>Carries out a study, or goes on with it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Its folder; created if it does not exist. <see cref="DefinitionFile"/> in it holds the study.</param>
    /// <param name="openDevice">Opens a device for a job; the job disposes it.</param>
    /// <param name="jobs">Runs and cells that are worked on at once.</param>
    /// <param name="progress">Receives the progress; null for none.</param>
    /// <param name="cancellation">Stops after the current step of each training; the same call goes on later.</param>
    /// <exception cref="DataFormatException">Data or settings are invalid; the message says where.</exception>
    /// <exception cref="ArgumentException">Settings contradict each other or the data.</exception>
    /// <exception cref="FolderInUseException">Another process works on the study.</exception>
    /// <exception cref="DivergenceException">A number became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop, and has.</exception>
    public static void Run(
        StudyDefinition study, string folder, Func<Device> openDevice, int jobs = 1, IStudyProgress? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(openDevice);
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        if (study.FindMistake() is { } mistake) throw new ArgumentException(mistake, nameof(study));
        folder = Path.GetFullPath(folder);
        if (DefinitionIn(folder) is { } before && before.Data.WithoutSplit() != study.Data.WithoutSplit())
            throw new ArgumentException(
                $"{folder}: holds a study of other data ({before.Name}: {before.Data.Describe()}; now: {study.Data.Describe()}); "
                + "choose another folder", nameof(folder));
        FileSystem.Disk.CreateDirectory(folder);
        using var owned = FileSystem.Disk.Lock(folder);
        FileSystem.Disk.DeleteStale(folder, name => name == DefinitionFile);
        // Before the data: what is prepared belongs to this definition.
        FileSystem.Disk.WriteAtomically(
            Path.Combine(folder, DefinitionFile), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(study.ToJson() + "\n")));
        using var stores = StudyStores.Open(study.Data, folder, progress is null ? null : progress.Preparing, cancellation);
        new StudyRunner(study, stores, folder, openDevice, progress).Carry(jobs, cancellation);
    }

    /// <summary>The study that was run in a folder; null if none was.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFormatException">The definition is damaged.</exception>
    public static StudyDefinition? DefinitionIn(string folder)
    {
        var path = Path.Combine(folder, DefinitionFile);
        return File.Exists(path) ? StudyDefinition.Parse(path, FileSystem.Disk.ReadText(path)) : null;
    }

    private void Plan(StudyPlan plan)
    {
        var works = new Dictionary<PlannedRun, Work>();
        foreach (var run in plan.Runs)
        {
            var row = run.PreTraining.Row;
            var configuration = run.Configuration;
            var samples = (row is { HasPairs: true } ? _stores.Pairs!.Count : (row is null ? _stores.Ecgs.Count : Rows(row)))
                - configuration.ValidationRows.Count - configuration.TestRows.Count;
            var cost = row switch { { HasPairs: true } => PairWork, { Data: RecipeData.Cmr } => ImageWork, _ => 1 };
            works[run] = new Work(
                new StudyStep(run.Title, cost * samples * configuration.Training.Epochs), [.. Sources(run)], () => RunTraining.IsDone(run),
                (device, progress, stop) => RunTraining.Train(device, _stores, run, progress, stop));
        }
        _works.AddRange(works.Values);
        foreach (var cell in plan.Cells.Where(cell => !cell.Cell.Readout.IsProbe))
        {
            var training = cell.Trials.Count == 0 ? 0 : cell.Trials.Sum(trial => (double)trial.Training.Epochs)
                * cell.Trials[0].LabelledRows(_stores.Of(cell.Cell.Arm.Modality).Records).Count;
            _works.Add(new Work(
                new StudyStep($"{cell.Cell}", (cell.Cell.Arm.Modality == Modality.Cmr ? ImageWork : 1) * training),
                cell.Source is null ? [] : [works[cell.Source]], () => cell.IsDone,
                (device, progress, stop) => new CellTraining(device, _stores, _study, cell).Carry(progress, stop)));
        }
        foreach (var probes in plan.Cells.Where(cell => cell.Cell.Readout.IsProbe)
            .GroupBy(cell => (cell.Cell.Readout, cell.Cell.Arm, cell.Cell.Seed)))
        {
            var (arm, seed, cells) = (probes.Key.Arm, probes.Key.Seed, probes.ToArray());
            var cost = arm.Modality == Modality.Cmr ? ImageWork : 1;
            _works.Add(new Work(
                new StudyStep(
                    FormattableString.Invariant($"{probes.Key.Readout.Name} of {arm.Name} (seed {seed})"),
                    ProbeWork * cost * _stores.Of(arm.Modality).Count),
                cells[0].Source is { } source ? [works[source]] : [], () => cells.All(cell => cell.IsDone),
                (device, _, stop) => CellProbes.Fit(device, _stores, cells, stop)));
        }

        int Rows(ContrastiveRecipeRow row) => row.Data == RecipeData.Cmr ? _stores.Images!.Count : _stores.Ecgs.Count;

        IEnumerable<Work> Sources(PlannedRun run) => works.Where(other =>
            other.Key.Configuration.Training.Seed == run.Configuration.Training.Seed
            && (other.Key.PreTraining.Name == run.PreTraining.EcgFrom || other.Key.PreTraining.Name == run.PreTraining.CmrFrom))
            .Select(other => other.Value);
    }

    private void Carry(int jobs, CancellationToken cancellation)
    {
        foreach (var work in _works.Where(work => work.IsDone())) work.State = WorkState.Done;
        _progress?.Planned(
            [.. _works.Select(work => work.Step)], [.. _works.Where(work => work.State == WorkState.Done).Select(work => work.Step)]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, Math.Min(jobs, Math.Max(1, _works.Count))).Select(_ => new Thread(Job)).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        cancellation.ThrowIfCancellationRequested();
        if (failures.FirstOrDefault(error => error is not OperationCanceledException) is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);

        void Job()
        {
            try
            {
                using var device = _openDevice();
                while (Next(stop.Token) is { } work)
                {
                    ITrainingProgress? progress;
                    lock (_lock) progress = _progress?.Begin(work.Step);
                    var result = work.Do(device, progress is null ? null : new OneAtATime(progress, _lock), stop.Token);
                    lock (_lock) _progress?.End(work.Step, result);
                    lock (_works)
                    {
                        work.State = WorkState.Done;
                        Monitor.PulseAll(_works);
                    }
                }
            }
            catch (Exception error)
            {
                lock (failures) failures.Add(error);
                stop.Cancel();
                lock (_works) Monitor.PulseAll(_works);
            }
        }
    }

    /// <summary>The next work whose sources are done; null when all have begun.</summary>
    private Work? Next(CancellationToken stop)
    {
        lock (_works)
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                if (_works.Find(work => work.State == WorkState.Waiting && work.Sources.All(source => source.State == WorkState.Done))
                    is { } next)
                {
                    next.State = WorkState.Running;
                    return next;
                }
                if (_works.TrueForAll(work => work.State != WorkState.Waiting)) return null;
                Monitor.Wait(_works);
            }
        }
    }

    private enum WorkState
    {
        Waiting,
        Running,
        Done,
    }

    private sealed record Work(
        StudyStep Step, IReadOnlyList<Work> Sources, Func<bool> IsDone,
        Func<Device, ITrainingProgress?, CancellationToken, string> Do)
    {
        public WorkState State { get; set; }
    }

    /// <summary>Calls of all jobs, one after the other.</summary>
    private sealed class OneAtATime(ITrainingProgress progress, Lock gate) : ITrainingProgress
    {
        public void Note(string text)
        {
            lock (gate) progress.Note(text);
        }

        public void Step(in TrainingStep step)
        {
            lock (gate) progress.Step(step);
        }

        public void Epoch(TrainingEpoch epoch)
        {
            lock (gate) progress.Epoch(epoch);
        }
    }
}
