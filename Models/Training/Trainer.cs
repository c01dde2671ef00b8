using System.Diagnostics;
using System.Globalization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;

namespace EcgCmrNative.Models.Training;

/// <summary>
/// The one training loop. It runs a recipe epoch by epoch; validates, logs and keeps checkpoints; and when it is started again on the same
/// folder, goes on bit for bit as if it had never stopped: all random numbers depend on the seed and a position, never on what was drawn
/// before.
/// </summary>
/// <typeparam name="TBatch">The recipe's batch.</typeparam>
public sealed class Trainer<TBatch>
{
    private readonly IRecipe<TBatch> _recipe;
    private readonly TrainingOptions _options;
    private readonly RunFolder _run;
    private readonly string _configuration;
    private readonly ITrainingProgress? _progress;
    private readonly RandomSource _random;
    private readonly IReadOnlyList<Optimizer> _optimizers;
    private readonly GradientNorm[] _gradientNorms;
    private readonly MetricSums _sums = new();
    private readonly EarlyStopping _stopping;
    private readonly Stopwatch _watch = new();
    private TrainingState _state;

    /// <summary>Prepares training.</summary>
    /// <param name="recipe">What is trained.</param>
    /// <param name="options">For how long and in which portions.</param>
    /// <param name="run">Where checkpoints and logs go.</param>
    /// <param name="configuration">The full configuration as JSON; it is stored in every checkpoint.</param>
    /// <param name="progress">Is told how it goes; null for nobody.</param>
    /// <exception cref="ArgumentException">Options that make no sense, or a recipe without data.</exception>
    public Trainer(IRecipe<TBatch> recipe, TrainingOptions options, RunFolder run, string configuration, ITrainingProgress? progress = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (recipe.SampleCount < 1) throw new ArgumentException("there is nothing to train on: the training data are empty");
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

    /// <summary>Continues from the folder's last checkpoint.</summary>
    /// <exception cref="DataFormatException">The checkpoint is damaged or does not fit the recipe.</exception>
    public void Resume()
    {
        _state = Checkpoint.Load(_run.File(RunFolder.LastCheckpoint), _recipe.Model, _optimizers);
        if (_state.Seed != _options.Seed)
            throw new ArgumentException($"the run was started with seed {_state.Seed}; it cannot go on with seed {_options.Seed}");
        _stopping.Best = _state.Best ?? double.NaN;
        _stopping.Waited = _state.Waited;
        foreach (var (name, sum) in _state.Sums) _sums.Restore(name, sum[0], sum[1]);
        _run.ForgetFrom(_state.Epoch);
    }

    /// <summary>
    /// Trains to the end, or until it is cancelled; then the last checkpoint is that of the last whole epoch or of the last one asked for.
    /// </summary>
    /// <returns>Where training ended.</returns>
    /// <exception cref="NonFiniteException">A loss became NaN or infinite; the message names the operator where it began.</exception>
    public TrainingState Run(CancellationToken cancellation = default)
    {
        _run.WriteConfiguration(_configuration);
        var prefetcher = new BatchPrefetcher<TBatch>(_recipe, _options.BatchSize);
        var order = new int[_recipe.SampleCount];
        while (!_state.Finished)
        {
            _random.Stream("data order", (ulong)_state.Epoch).Permutation(order);
            _watch.Restart();
            _recipe.Model.Training = true;
            if (!TrainEpoch(prefetcher, order, cancellation)) break;
            FinishEpoch();
        }
        return _state;
    }

    private bool TrainEpoch(BatchPrefetcher<TBatch> prefetcher, int[] order, CancellationToken cancellation)
    {
        var first = _state.Step;
        var steps = (order.Length + _options.BatchSize - 1) / _options.BatchSize;
        foreach (var batch in prefetcher.Epoch(order, _state.Epoch, first))
        {
            if (cancellation.IsCancellationRequested) return false;
            var update = (_state.Step + 1) % _options.AccumulationSteps == 0 || _state.Step + 1 == steps;
            for (var i = 0; i < _recipe.Objectives.Count; i++) Step(batch, _recipe.Objectives[i], i, steps, update);
            if (update) _recipe.Updated();
            _state.Step++;
            _state.TotalSteps++;
            Report(first, steps, order.Length);
            if (update && _options.CheckpointSteps > 0 && _state.Step < steps && _state.TotalSteps % _options.CheckpointSteps == 0)
                SaveLast();
        }
        return true;
    }

    private void Step(TBatch batch, IObjective<TBatch> objective, int index, int steps, bool update)
    {
        // As published, the rate is set at the first of the batches that make an update.
        var firstOfUpdate = _state.Step - _state.Step % _options.AccumulationSteps;
        var rate = objective.LearningRate(_state.Epoch + (double)firstOfUpdate / steps);
        var guard = _options.GuardNonFinite ? new NonFiniteGuard(() => _state.TotalSteps) : null;
        using (var tape = new Tape { Random = StepRandom(index), Observer = guard })
        {
            var loss = objective.Loss(batch, _state.Epoch, _sums);
            var value = loss.Item();
            if (!double.IsFinite(value)) throw Diagnose(batch, objective, index);
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

    /// <summary>Runs the step once more with every operator watched, to say where the first bad number came from.</summary>
    private NonFiniteException Diagnose(TBatch batch, IObjective<TBatch> objective, int index)
    {
        foreach (var (name, parameter) in _recipe.Model.State())
            NonFiniteGuard.Require(parameter.Data, $"parameter {name}", _state.TotalSteps);
        using var tape = new Tape { Random = StepRandom(index), Observer = new NonFiniteGuard(() => _state.TotalSteps) };
        var loss = objective.Loss(batch, _state.Epoch, new MetricSums());
        return new NonFiniteException($"the loss of {objective.Name}", 1, loss.Shape.Count, _state.TotalSteps);
    }

    private void Report(int first, int steps, int samples)
    {
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
        var isBest = double.IsNaN(_stopping.Best) || (_recipe.Criterion.HigherIsBetter ? score > _stopping.Best : score < _stopping.Best);
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
        // The last checkpoint is what makes an epoch done: before it everything is done again, behind it nothing is missing.
        _run.Append(epoch, metrics);
        SaveLast();
        if (dropped is not null) _run.Files.Delete(_run.File(dropped.File));
        _progress?.Epoch(new TrainingEpoch(epoch, metrics, isBest));
    }

    /// <summary>Writes a checkpoint of a good epoch.</summary>
    /// <returns>The one that is no longer among the best, or null.</returns>
    private BestCheckpoint? KeepIfGood(int epoch, double score)
    {
        var (metric, higherIsBetter) = _recipe.Criterion;
        var best = _state.BestCheckpoints;
        var rank = best.Count(other => higherIsBetter ? other.Score >= score : other.Score <= score);
        if (rank >= _options.KeepBest || double.IsNaN(score)) return null;
        var file = string.Create(CultureInfo.InvariantCulture, $"checkpoint-{epoch}-{metric}-{score:F4}.safetensors");
        best.Insert(rank, new BestCheckpoint(file, epoch, score));
        var dropped = best.Count > _options.KeepBest ? best[^1] : null;
        if (dropped is not null) best.RemoveAt(best.Count - 1);
        Save(file);
        return dropped;
    }

    private void SaveLast() => Save(RunFolder.LastCheckpoint);

    private void Save(string file)
    {
        _state.Sums.Clear();
        foreach (var (name, (sum, weight)) in _sums.Sums) _state.Sums[name] = [sum, weight];
        Checkpoint.Save(_run.File(file), _recipe.Model, _optimizers, _state, _configuration, _run.Files);
    }
}
