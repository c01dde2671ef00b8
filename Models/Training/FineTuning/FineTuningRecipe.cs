using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>
/// Fine-tuning, the last stage of Turgut et al.: an encoder of ECGs or images with a head learns targets from labels, or only the head does
/// and the encoder stays as it is (linear probing). Epochs are compared by the predictions for the validation set.
/// </summary>
public sealed class FineTuningRecipe : IRecipe<FineTuningBatch>, IObjective<FineTuningBatch>
{
    /// <summary>The recipe's name.</summary>
    public const string RecipeName = "finetune";

    private readonly Device _device;
    private readonly FineTuningConfiguration _configuration;
    private readonly PredictionInputs _inputs;
    private readonly TargetValues _values;
    private readonly IReadOnlyList<int> _training;
    private readonly WarmupCosine _schedule;
    private readonly PredictionLoss _loss;
    private readonly PredictionLoss _plainLoss;
    private readonly SampleMixing _mixing;
    private readonly PatchDropping? _dropping;
    private readonly RandomSource _random;
    private readonly FineTuningBatch _plainBatch;

    /// <summary>Creates the model and its optimiser, with new weights.</summary>
    /// <param name="device">The device that computes.</param>
    /// <param name="store">ECGs or images, as the configuration says.</param>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other or the store, or an empty validation set.</exception>
    public FineTuningRecipe(Device device, PreparedStore store, FineTuningConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configuration);
        var (options, training) = (configuration.Options, configuration.Training);
        configuration.Validate(configuration.Leads.Count);
        if (configuration.ValidationRows.Count == 0) throw new ArgumentException("the validation set is empty: hold out some people");
        (_device, _configuration) = (device, configuration);
        _training = configuration.LabelledRows(store.Records);
        _values = new TargetValues(options.Targets, store.Manifest.LabelNames, store.Records);
        _random = new RandomSource(training.Seed);
        var encoder = CreateEncoder(device, _random.Branch("model"), configuration);
        configuration.Describe(encoder);
        _inputs = (store, configuration) switch
        {
            (EcgStore ecgs, { Ecg: { } side }) => new EcgInputs(ecgs, side, training.Seed),
            (ImageStore images, { Cmr: { } side }) => new CmrInputs(images, side, training.Seed),
            _ => throw new ArgumentException(configuration.Ecg is null
                ? "the store contains ECGs; an image encoder needs a store of images"
                : "the store contains images; an ECG encoder needs a store of ECGs"),
        };
        _loss = new PredictionLoss(device, options.Targets, options.LabelSmoothing, options.ReferenceQuirks);
        _plainLoss = new PredictionLoss(device, options.Targets, smoothing: 0, options.ReferenceQuirks);
        Predictor = new PredictionModel(
            device, _random.Branch("head"), encoder, _loss.Outputs,
            configuration.IsFrozen ? PredictionHead.NormalizedLinear : PredictionHead.Linear, configuration.Weights is not null);
        if (configuration.IsFrozen) encoder.Freeze();
        _schedule = new WarmupCosine(
            options.PeakLearningRate(training), options.MinimumLearningRate, options.WarmupEpochs, training.Epochs);
        var depth = encoder is EcgEncoder { Configuration.Depth: var blocks } ? blocks : 0;
        var groups = LayerDecay.Groups(
            Predictor.TrainableParameters(), depth, encoder is EcgEncoder ? options.LayerDecay : 1, options.WeightDecay);
        Optimizer = options.Optimizer == FineTuningOptimizer.Lars ? new Lars(groups) : new AdamW(groups);
        if (options.DropsPatches) _dropping = new PatchDropping(((EcgEncoder)encoder).Configuration, options);
        _mixing = new SampleMixing(options.Mixup, options.CutMix, configuration.Leads.Count, configuration.Ecg?.Window ?? 0);
        _plainBatch = new FineTuningBatch(training.BatchSize, (int)_inputs.Shape(1).Count, options.Targets.Count, kept: null);
    }

    /// <summary>The model.</summary>
    public PredictionModel Predictor { get; }

    /// <summary>What is predicted.</summary>
    public IReadOnlyList<PredictionTarget> Targets => _configuration.Options.Targets;

    /// <inheritdoc cref="IRecipe{TBatch}.Name"/>
    public string Name => RecipeName;

    /// <inheritdoc/>
    public Module Model => Predictor;

    /// <inheritdoc/>
    public Optimizer Optimizer { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IObjective<FineTuningBatch>> Objectives => [this];

    /// <inheritdoc/>
    public int SampleCount => _training.Count;

    /// <inheritdoc/>
    /// <remarks>The batch norm of a head on a frozen encoder needs two samples; the time to an event compares people.</remarks>
    public int MinimumBatch =>
        _configuration.IsFrozen || _configuration.Cmr is not null || Targets.Any(target => target.Kind == TargetKind.TimeToEvent) ? 2 : 1;

    /// <inheritdoc/>
    public (string Metric, bool HigherIsBetter) Criterion => (PredictionScores.CriterionOf(Targets), true);

    /// <inheritdoc/>
    public double LearningRate(double epoch) => _schedule.At(epoch);

    /// <inheritdoc/>
    public FineTuningBatch CreateBatch(int capacity) =>
        new(capacity, (int)_inputs.Shape(1).Count, Targets.Count, _dropping?.CreateMask(capacity));

    /// <inheritdoc/>
    public void LoadStartingWeights()
    {
        if (_configuration.Weights is not { } weights) return;
        EncoderFile.LoadInto(Predictor.Encoder, weights);
        if (_configuration.IsFrozen) Predictor.Encoder.Freeze();
    }

    /// <inheritdoc/>
    public void Load(FineTuningBatch batch, ReadOnlySpan<int> samples, int epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Truth.Begin(samples.Length);
        for (var i = 0; i < samples.Length; i++)
        {
            var row = _training[samples[i]];
            _inputs.Augment(row, epoch, batch.Input(i));
            _values.CopyTo(batch.Truth, i, row);
        }
        var random = _random.Branch("batches of epoch", (ulong)epoch);
        _mixing.Apply(batch, random, samples[0]);
        if (batch.Kept is { } kept) _dropping!.Draw(kept, random, samples);
    }

    /// <inheritdoc/>
    public Tensor Loss(FineTuningBatch batch, int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!_configuration.IsFrozen) return _loss.Of(Predictor.Forward(ToDevice(batch), batch.Kept), batch.Truth);
        // A frozen encoder is used as for predictions: without stochastic depth.
        Tensor embeddings;
        using (Tape.Pause())
        using (new EvaluationMode(Predictor.Encoder))
            embeddings = Predictor.Embed(ToDevice(batch), batch.Kept);
        return _loss.Of(Predictor.Predict(embeddings), batch.Truth);
    }

    /// <inheritdoc/>
    public void Validate(int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var rows = _configuration.ValidationRows;
        var outputs = Predict(rows, (count, loss) => metrics.Add("loss", loss, count));
        foreach (var (name, value) in new PredictionScores(Targets, rows, _values.Value, _values.Time).Of(outputs))
            metrics.Add(name, value);
    }

    /// <summary>The outputs for rows of the store, without augmentation.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="losses">Receives the number of samples and the loss of each batch; null for none.</param>
    /// <returns>[rows, outputs].</returns>
    public double[] Predict(IReadOnlyList<int> rows, Action<int, double>? losses = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var outputs = new double[rows.Count * Predictor.Outputs];
        using var evaluation = new EvaluationMode(Predictor);
        for (var first = 0; first < rows.Count; first += _plainBatch.Truth.Capacity)
        {
            _plainBatch.Truth.Begin(Math.Min(_plainBatch.Truth.Capacity, rows.Count - first));
            for (var i = 0; i < _plainBatch.Count; i++)
            {
                _inputs.Plain(rows[first + i], _plainBatch.Input(i));
                _values.CopyTo(_plainBatch.Truth, i, rows[first + i]);
            }
            using var scope = TensorScope.Open();
            var predicted = Predictor.Forward(ToDevice(_plainBatch));
            losses?.Invoke(_plainBatch.Count, _plainLoss.Of(predicted, _plainBatch.Truth).Item());
            predicted.ToDoubles().CopyTo(outputs, first * Predictor.Outputs);
        }
        return outputs;
    }

    private static Encoder CreateEncoder(Device device, RandomSource random, FineTuningConfiguration configuration) => configuration switch
    {
        { Ecg: { } ecg, Cmr: null } => ecg.CreateEncoder(device, random, configuration.Leads.Count),
        { Cmr: { } cmr, Ecg: null } => CmrPresets.Create(cmr.Preset, device, random),
        _ => throw new ArgumentException("a prediction is made from ECGs or from images: give one of the two"),
    };

    private Tensor ToDevice(FineTuningBatch batch) => Tensor.From(_device, _inputs.Shape(batch.Count), batch.Inputs);
}
