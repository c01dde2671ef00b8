using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using EcgCmrNative.Models.Objectives.Reconstruction;

namespace EcgCmrNative.Models.Training.MaskedModelling;

/// <summary>
/// Masked data modelling: the first stage of Turgut et al. Trains a masked autoencoder on the windows of a prepared store; epochs are
/// compared by the correlation of held-out recordings with their reconstruction, under masks that stay the same from epoch to epoch.
/// </summary>
public sealed class MaskedModellingRecipe : IRecipe<EcgBatch>, IObjective<EcgBatch>
{
    /// <summary>The recipe's name.</summary>
    public const string RecipeName = "mdm";

    private readonly EcgStore _store;
    private readonly IReadOnlyList<int> _training;
    private readonly IReadOnlyList<int> _validation;
    private readonly TrainingOptions _trainingOptions;
    private readonly WarmupCosine _schedule;
    private readonly EcgAugmenter _augmenter;
    private readonly EcgAugmenter _evaluation;
    private readonly RandomSource _random;
    private readonly Device _device;
    private readonly EcgBatch _validationBatch;
    private readonly OnlineEvaluation? _online;

    /// <summary>Creates the model and its optimiser.</summary>
    /// <param name="device">The device to compute on.</param>
    /// <param name="store">The data.</param>
    /// <param name="training">Rows to train on.</param>
    /// <param name="validation">Rows to validate on.</param>
    /// <param name="options">Settings of the objective.</param>
    /// <param name="trainingOptions">Settings of the training.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other, the store or the machine's memory.</exception>
    public MaskedModellingRecipe(
        Device device, EcgStore store, IReadOnlyList<int> training, IReadOnlyList<int> validation,
        MaskedModellingOptions options, TrainingOptions trainingOptions)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(trainingOptions);
        if (options.Window > store.Length)
            throw new ArgumentException($"a window of {options.Window} samples is longer than the store's recordings of {store.Length}");
        if (validation.Count == 0) throw new ArgumentException("the validation set is empty: hold out some recordings");
        options.Validate(trainingOptions, store.Leads);
        var model = options.Model(store.Leads);
        TrainingMemory.RequireActivations(device, model, Math.Min(trainingOptions.BatchSize, training.Count));
        _device = device;
        _store = store;
        _training = training;
        _validation = validation;
        _trainingOptions = trainingOptions;
        _random = new RandomSource(trainingOptions.Seed);
        _schedule = new WarmupCosine(
            options.PeakLearningRate(trainingOptions), options.MinimumLearningRate, options.WarmupEpochs, trainingOptions.Epochs);
        _augmenter = new EcgAugmenter(options.Augmentation(), trainingOptions.Seed);
        _evaluation = new EcgAugmenter(EcgAugmentation.Evaluation(options.Window), trainingOptions.Seed);
        Autoencoder = new MaskedAutoencoder(device, _random.Branch("model"), model);
        Autoencoder.Encoder.Input = new EcgInput(store.Manifest.Leads, options.Window, store.Manifest.Preparation);
        Optimizer = new AdamW(
            ParameterGroup.SplitByDecay(Autoencoder.TrainableParameters(), options.WeightDecay), beta1: 0.9, beta2: options.Beta2);
        _validationBatch = CreateBatch(trainingOptions.BatchSize);
        if (options.OnlineEvaluationEpochs > 0)
            _online = new OnlineEvaluation(device, Autoencoder.Encoder, store, training, validation, options.OnlineEvaluationEpochs);
    }

    /// <summary>The recipe of a configuration, with new weights.</summary>
    /// <param name="device">The device that computes.</param>
    /// <param name="store">The data.</param>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other or the store.</exception>
    public static MaskedModellingRecipe Create(Device device, EcgStore store, MaskedModellingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configuration);
        return new MaskedModellingRecipe(
            device, store, configuration.TrainingRows(store.Count), configuration.ValidationRows, configuration.Options,
            configuration.Training);
    }

    /// <summary>The model.</summary>
    public MaskedAutoencoder Autoencoder { get; }

    /// <inheritdoc cref="IRecipe{TBatch}.Name"/>
    public string Name => RecipeName;

    /// <inheritdoc/>
    public Module Model => Autoencoder;

    /// <inheritdoc/>
    public Optimizer Optimizer { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IObjective<EcgBatch>> Objectives => [this];

    /// <inheritdoc/>
    public int SampleCount => _training.Count;

    /// <inheritdoc/>
    /// <remarks>The batch norms of the SimSiam branch need two samples.</remarks>
    public int MinimumBatch => Autoencoder.Configuration.SimSiam ? 2 : 1;

    /// <inheritdoc/>
    public (string Metric, bool HigherIsBetter) Criterion => ("ncc", true);

    /// <inheritdoc/>
    public double LearningRate(double epoch) => _schedule.At(epoch);

    /// <inheritdoc/>
    public EcgBatch CreateBatch(int capacity) => new(capacity, Autoencoder.Configuration);

    /// <inheritdoc/>
    public void Load(EcgBatch batch, ReadOnlySpan<int> samples, int epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var masks = _random.Branch("masks of epoch", (ulong)epoch);
        Fill(batch, _training, samples, _augmenter, epoch, masks);
        batch.SecondMask?.Draw(masks.Branch("second view"), samples);
    }

    /// <inheritdoc/>
    public Tensor Loss(EcgBatch batch, int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(metrics);
        var result = Autoencoder.Forward(ToDevice(batch), batch.Mask, batch.SecondMask);
        metrics.Add("ncc", result.Correlation.Item(), batch.Count);
        if (result.SimSiam is { } agreement)
        {
            metrics.Add("reconstruction_loss", result.Loss.Item(), batch.Count);
            metrics.Add("loss_cos", agreement.Loss.Item(), batch.Count);
            metrics.Add("cos_embed", agreement.Similarity(), batch.Count);
            if (batch.Count > 1) metrics.Add("z_std", agreement.Spread(), batch.Count);
        }
        return result.Total;
    }

    /// <inheritdoc/>
    public void Validate(int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ForEachReconstruction(_validation, (batch, result) =>
        {
            metrics.Add("loss", result.Total.Item(), batch.Count);
            metrics.Add("ncc", result.Correlation.Item(), batch.Count);
        });
        _online?.Run(epoch, metrics);
    }

    /// <summary>Reconstructs recordings under the fixed masks of validation, batch by batch.</summary>
    /// <param name="rows">Rows of the store.</param>
    /// <param name="use">Receives each batch, in the order of the rows, with the model's result.</param>
    public void ForEachReconstruction(IReadOnlyList<int> rows, Action<EcgBatch, MaskedReconstruction> use)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(use);
        var masks = _random.Branch("validation masks");
        var wasTraining = Autoencoder.Training;
        Autoencoder.Training = false;
        var indices = new int[_trainingOptions.BatchSize];
        for (var first = 0; first < rows.Count; first += indices.Length)
        {
            var samples = indices.AsSpan(0, Math.Min(indices.Length, rows.Count - first));
            for (var i = 0; i < samples.Length; i++) samples[i] = first + i;
            Fill(_validationBatch, rows, samples, _evaluation, epoch: 0, masks);
            _validationBatch.SecondMask?.Draw(masks.Branch("second view"), samples);
            using var scope = TensorScope.Open();
            use(_validationBatch, Autoencoder.Forward(ToDevice(_validationBatch), _validationBatch.Mask, _validationBatch.SecondMask));
        }
        Autoencoder.Training = wasTraining;
    }

    /// <summary>Scores the reconstruction of rows of the store, under the fixed masks of validation.</summary>
    /// <param name="rows">Rows of the store.</param>
    /// <param name="resamples">Bootstrap resamples.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public ReconstructionReport ScoreReconstruction(IReadOnlyList<int> rows, int resamples = 2000, ulong seed = 0)
    {
        var encoder = Autoencoder.Configuration.Encoder;
        var size = encoder.Leads * encoder.Samples;
        var visible = new bool[size];
        var score = new ReconstructionScore(encoder.Leads, encoder.Samples, _store.Manifest.Preparation.SamplingRateHz);
        ForEachReconstruction(rows, (batch, result) =>
        {
            var predictions = Autoencoder.Assemble(result.Prediction).ToDoubles();
            for (var i = 0; i < batch.Count; i++)
            {
                batch.Mask.MarkVisible(i, encoder, visible);
                score.Add(batch.Window(i), predictions.AsSpan(i * size, size), visible);
            }
        });
        return score.Report(resamples, seed);
    }

    private void Fill(
        EcgBatch batch, IReadOnlyList<int> rows, ReadOnlySpan<int> samples, EcgAugmenter augmenter, int epoch, RandomSource masks)
    {
        batch.Count = samples.Length;
        for (var i = 0; i < samples.Length; i++)
        {
            var row = rows[samples[i]];
            using var recording = _store.Samples(row);
            augmenter.Apply(recording.Values, _store.Leads, epoch, row, batch.Window(i));
        }
        batch.Mask.Draw(masks, samples);
    }

    private Tensor ToDevice(EcgBatch batch)
    {
        var encoder = Autoencoder.Configuration.Encoder;
        return Tensor.From(_device, new Shape(batch.Count, 1, encoder.Leads, encoder.Samples), batch.Signals);
    }
}
