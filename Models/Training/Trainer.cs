using System.Diagnostics;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Models.Training;

/// <summary>
/// The training loop of every recipe. It trains epoch by epoch, validates, logs and writes checkpoints. A resumed run ends with the same
/// bits as an uninterrupted one, because all random numbers depend on the seed and a position, never on what was drawn before.
/// <see cref="Runs.TrainingRun"/> adds the checks that protect a run in its folder.
/// </summary>
/// <typeparam name="TBatch">The recipe's batch.</typeparam>
public sealed class Trainer<TBatch>
{
    private readonly IRecipe<TBatch> _recipe;
    private readonly TrainingOptions _options;
    private readonly RunFolder? _run;
    private readonly string _configuration;
    private readonly ITrainingProgress? _progress;
    private readonly RandomSource _random;
    private readonly DataOrder _order;
    private readonly IReadOnlyList<Optimizer> _optimizers;
    private readonly GradientNorm[] _gradientNorms;
    private readonly MetricSums _sums = new();
    private readonly EarlyStopping _stopping;
    private readonly Stopwatch _watch = new();
    private TrainingState _state;
    private long? _savedSteps;

    /// <summary>Prepares training.</summary>
    /// <param name="recipe">Model, data and objectives.</param>
    /// <param name="options">Epochs, batch size and checkpoint settings.</param>
    /// <param name="run">The folder of checkpoints and logs; null to write none.</param>
    /// <param name="configuration">The full configuration as JSON; it is stored in every checkpoint.</param>
    /// <param name="progress">Receives the progress; null for none.</param>
    /// <exception cref="ArgumentException">Invalid options, or a recipe without data for one batch.</exception>
    public Trainer(
        IRecipe<TBatch> recipe, TrainingOptions options, RunFolder? run = null, string configuration = "{}",
        ITrainingProgress? progress = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _order = new DataOrder(recipe.SampleCount, options.BatchSize, recipe.MinimumBatch, options.Seed);
        _recipe = recipe;
        _options = options;
        _run = run;
        _configuration = configuration;
        _progress = progress;
        _random = new RandomSource(options.Seed);
        _optimizers = [.. recipe.Objectives.Select(objective => objective.Optimizer)];
        _gradientNorms = options.ClipNorm is null ? [] : [.. _optimizers.Select(optimizer => new GradientNorm(optimizer))];
        _stopping = new EarlyStopping(recipe.Criterion.HigherIsBetter, options.Patience, options.MaximumDelta);
        _state = new TrainingState { Seed = options.Seed };
    }

    /// <summary>
    /// True if the first step from the last checkpoint gives no finite loss: a lower learning rate would not help a run that is resumed
    /// from there.
    /// </summary>
    internal bool IsLastCheckpointBad { get; private set; }

    /// <summary>Continues from the folder's last checkpoint.</summary>
    /// <exception cref="DataFormatException">The checkpoint is damaged or does not fit the recipe.</exception>
    /// <exception cref="InvalidOperationException">The trainer has no folder.</exception>
    public void Resume()
    {
        var run = _run ?? throw new InvalidOperationException("a trainer without a folder has no checkpoint to resume from");
        _state = Checkpoint.Load(run.File(RunFolder.LastCheckpoint), _recipe.Model, _optimizers);
        if (_state.Seed != _options.Seed)
            throw new ArgumentException($"the run was started with seed {_state.Seed} and cannot be resumed with seed {_options.Seed}");
        _savedSteps = _state.TotalSteps;
        _stopping.Best = _state.Best ?? double.NaN;
        _stopping.Waited = _state.Waited;
        foreach (var (name, sum) in _state.Sums) _sums.Restore(name, sum[0], sum[1]);
        if (run.RepairLog() is { } repaired) _progress?.Note(repaired);
        run.ForgetFrom(_state.Epoch);
    }

    /// <summary>Trains to the end, or until it is cancelled: then up to the next update, whose state becomes the last checkpoint.</summary>
    /// <returns>The state at the end. No thread reads the recipe's data any more.</returns>
    /// <exception cref="NonFiniteException">A loss became NaN or infinite; the message names the operator where it began.</exception>
    public TrainingState Run(CancellationToken cancellation = default)
    {
        using var prefetcher = new BatchPrefetcher<TBatch>(_recipe, _order, _options.BatchSize);
        _run?.WriteConfiguration(_configuration);
        if (_order.Dropped > 0)
            _progress?.Note(
                $"the last batch of {_order.Dropped} of {_recipe.SampleCount} samples is dropped in every epoch, "
                + $"because this recipe needs at least {_recipe.MinimumBatch} samples in a batch");
        while (!_state.Finished)
        {
            _watch.Restart();
            _recipe.Model.Training = true;
            if (!TrainEpoch(prefetcher, cancellation)) break;
            FinishEpoch();
        }
        return _state;
    }

    private bool TrainEpoch(BatchPrefetcher<TBatch> prefetcher, CancellationToken cancellation)
    {
        var (first, saved, steps) = (_state.Step, _state.TotalSteps, _order.Steps);
        foreach (var batch in prefetcher.Epoch(_state.Epoch, first))
        {
            // Gradients of a part of an update are in no checkpoint.
            if (cancellation.IsCancellationRequested && _state.Step % _options.AccumulationSteps == 0)
            {
                if (_state.TotalSteps > saved) SaveLast();
                return false;
            }
            var update = (_state.Step + 1) % _options.AccumulationSteps == 0 || _state.Step + 1 == steps;
            for (var i = 0; i < _recipe.Objectives.Count; i++) Step(batch, _recipe.Objectives[i], i, update);
            if (update) _recipe.Updated(Progress());
            _state.Step++;
            _state.TotalSteps++;
            Report(first);
            if (!update || _state.Step == steps || !IsCheckpointDue) continue;
            SaveLast();
            saved = _state.TotalSteps;
        }
        return true;
    }

    private bool IsCheckpointDue => _options.CheckpointSteps > 0 && _state.TotalSteps % _options.CheckpointSteps == 0;

    /// <summary>Share of all updates that are done with the one of this step, 0 to 1.</summary>
    private double Progress()
    {
        var perEpoch = (_order.Steps + _options.AccumulationSteps - 1) / _options.AccumulationSteps;
        var done = (long)perEpoch * _state.Epoch + _state.Step / _options.AccumulationSteps + 1;
        return Math.Min(1, (double)done / ((long)perEpoch * _options.Epochs));
    }

    private void Step(TBatch batch, IObjective<TBatch> objective, int index, bool update)
    {
        // As published, the rate is set at the first of the batches that make an update.
        var firstOfUpdate = _state.Step - _state.Step % _options.AccumulationSteps;
        var rate = objective.LearningRate(_state.Epoch + (double)firstOfUpdate / _order.Steps);
        var guard = _options.GuardNonFinite ? new NonFiniteGuard(() => _state.TotalSteps) : null;
        using (var tape = new Tape { Random = StepRandom(index), Observer = guard })
        {
            var loss = objective.Loss(batch, _state.Epoch, _sums);
            var value = loss.Item();
            if (!double.IsFinite(value))
            {
                IsLastCheckpointBad = _savedSteps == _state.TotalSteps;
                throw Diagnose(batch, objective, index);
            }
            _sums.Add(index == 0 ? "loss" : $"{objective.Name}_loss", value);
            _sums.Add(index == 0 ? "lr" : $"{objective.Name}_lr", rate);
            tape.Backward(loss, 1.0 / _options.AccumulationSteps);
        }
        if (!update) return;
        if (_options.ClipNorm is { } maximum)
        {
            var scale = _gradientNorms[index].Clip(maximum, out var norm);
            _sums.Add(index == 0 ? "gradient_norm" : $"{objective.Name}_gradient_norm", norm);
            objective.Optimizer.Step(rate, scale);
        }
        else
        {
            objective.Optimizer.Step(rate);
        }
        objective.Optimizer.ClearGradients();
    }

    private RandomSource StepRandom(int objective) =>
        _random.Branch("step", (ulong)_state.TotalSteps).Branch("objective", (ulong)objective);

    /// <summary>Repeats the step and checks every operator, to name the one where the first NaN or infinity arose.</summary>
    private NonFiniteException Diagnose(TBatch batch, IObjective<TBatch> objective, int index)
    {
        foreach (var (name, parameter) in _recipe.Model.State())
            NonFiniteGuard.Require(parameter.Data, $"parameter {name}", _state.TotalSteps);
        using var tape = new Tape { Random = StepRandom(index), Observer = new NonFiniteGuard(() => _state.TotalSteps) };
        var loss = objective.Loss(batch, _state.Epoch, new MetricSums());
        return new NonFiniteException($"the loss of {objective.Name}", 1, loss.Shape.Count, _state.TotalSteps);
    }

    private void Report(int first)
    {
        var (steps, samples) = (_order.Steps, _order.Samples);
        if (_progress is null) return;
        var elapsed = _watch.Elapsed.TotalSeconds;
        var done = _state.Step - first;
        var left = (steps - _state.Step) + (double)steps * (_options.Epochs - _state.Epoch - 1);
        var rate = Math.Min((double)done * _options.BatchSize, samples) / elapsed;
        _progress.Step(new TrainingStep(
            _state.Epoch, _options.Epochs, _state.Step, steps, _sums.Mean("loss"), _sums.Mean("lr"), rate,
            TimeSpan.FromSeconds(elapsed / done * left)));
    }

    private void FinishEpoch()
    {
        var metrics = new Dictionary<string, double>();
        foreach (var (name, value) in _sums.Means("train_")) metrics[name] = value;
        metrics["train_seconds"] = _watch.Elapsed.TotalSeconds;
        _recipe.Model.Training = false;
        var validation = new MetricSums();
        _recipe.Validate(_state.Epoch, validation);
        foreach (var (name, value) in validation.Means("val_")) metrics[name] = value;

        var score = validation.Mean(_recipe.Criterion.Metric);
        var isBest = !double.IsNaN(score) && (double.IsNaN(_stopping.Best)
            || (_recipe.Criterion.HigherIsBetter ? score > _stopping.Best : score < _stopping.Best));
        var stop = _stopping.Observe(score);
        var epoch = _state.Epoch;
        _state.ElapsedSeconds += _watch.Elapsed.TotalSeconds;
        _state.Best = _stopping.Best;
        _state.Waited = _stopping.Waited;
        _state.Epoch++;
        _state.Step = 0;
        _state.Finished = stop || _state.Epoch >= _options.Epochs;
        _sums.Clear();
        var dropped = KeepIfGood(epoch, score);
        // An epoch is done once the last checkpoint is written. Until then a resumed run repeats it; afterwards nothing of it is missing.
        _run?.Append(epoch, metrics);
        SaveLast();
        if (dropped is not null) _run!.Files.Delete(_run.File(dropped.File));
        _progress?.Epoch(new TrainingEpoch(epoch, metrics, isBest));
    }

    /// <summary>Writes a checkpoint of a good epoch.</summary>
    /// <returns>The checkpoint that is no longer among the best, or null.</returns>
    private BestCheckpoint? KeepIfGood(int epoch, double score)
    {
        var (metric, higherIsBetter) = _recipe.Criterion;
        var best = _state.BestCheckpoints;
        var rank = best.Count(other => higherIsBetter ? other.Score >= score : other.Score <= score);
        if (_run is null || rank >= _options.KeepBest || double.IsNaN(score)) return null;
        var file = CheckpointFormat.NameOfBest(epoch, metric, score);
        best.Insert(rank, new BestCheckpoint(file, epoch, score));
        var dropped = best.Count > _options.KeepBest ? best[^1] : null;
        if (dropped is not null) best.RemoveAt(best.Count - 1);
        Save(file);
        return dropped;
    }

    private void SaveLast()
    {
        Save(RunFolder.LastCheckpoint);
        _savedSteps = _state.TotalSteps;
    }

    private void Save(string file)
    {
        if (_run is null) return;
        _state.Sums.Clear();
        foreach (var (name, (sum, weight)) in _sums.Sums) _state.Sums[name] = [sum, weight];
        try
        {
            Checkpoint.Save(_run.File(file), _recipe.Model, _optimizers, _state, _configuration, _run.Files);
        }
        catch (NonFiniteException error) when (_run.HasCheckpoint)
        {
            throw new NonFiniteException(error, _run.File(RunFolder.LastCheckpoint));
        }
    }
}
