using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Training.Contrastive.Learners;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>
/// Learning from pairs of an image and an ECG: multimodal contrastive learning and multimodal BYOL differ in what learns. Held-out pairs
/// are seen without augmentation: epochs are compared by their loss, and the log says how well the sides find each other.
/// </summary>
public sealed class PairRecipe : IRecipe<PairBatch>, IObjective<PairBatch>
{
    private readonly Device _device;
    private readonly PairViews _views;
    private readonly IReadOnlyList<int> _training;
    private readonly IReadOnlyList<int> _validation;
    private readonly PairLearner _learner;
    private readonly ContrastiveConfiguration _configuration;
    private readonly EpochCosine _schedule;
    private readonly PairBatch _validationBatch;
    private readonly ClassifierObjective<PairBatch>? _classifier;

    /// <summary>Puts views, learner and optimisers together.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="views">Makes the views.</param>
    /// <param name="learner">What learns.</param>
    /// <param name="configuration">All settings; its rows are pairs.</param>
    /// <exception cref="ArgumentException">Settings that make no sense, or nothing to validate on.</exception>
    public PairRecipe(Device device, PairViews views, PairLearner learner, ContrastiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(configuration);
        var (options, training) = (configuration.Options, configuration.Training);
        options.Validate(training);
        if (configuration.ValidationRows.Count == 0) throw new ArgumentException("there is nothing to validate on: hold some pairs out");
        (_device, _views, _learner, _configuration) = (device, views, learner, configuration);
        _validation = configuration.ValidationRows;
        _training = configuration.TrainingRows(views.Count);
        ContrastiveOptions.RequireComparison(training, _training.Count);
        _schedule = options.Schedule(training);
        configuration.Describe(learner);
        Freeze(Modality.Cmr, configuration.Cmr!.Frozen);
        Freeze(Modality.Ecg, configuration.Ecg!.Frozen);
        Optimizer = new Adam(learner.Groups(options, configuration.Cmr.LearningRate, configuration.Ecg.LearningRate), decoupled: false);
        if (configuration.Classifier is { } classifier)
            _classifier = new ClassifierObjective<PairBatch>(
                learner.Encoder(classifier.Side), learner.Classifier, classifier, options, batch => Plain(batch, classifier.Side));
        _validationBatch = CreateBatch(training.BatchSize);
    }

    /// <summary>The recipe of a configuration, with new weights.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="cohort">The people.</param>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other or the cohort.</exception>
    public static PairRecipe Create(Device device, PairedCohort cohort, ContrastiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (c, options) = (configuration, configuration.Options);
        var random = new RandomSource(c.Training.Seed).Branch("model");
        var model = new MultimodalConfiguration
        {
            Cmr = c.Cmr?.Preset ?? throw new ArgumentException("pairs need an image side"),
            Ecg = c.Ecg?.Model(c.Leads.Count) ?? throw new ArgumentException("pairs need an ECG side"),
            Pooling = c.Ecg.Pooling,
            ProjectionWidth = options.ProjectionWidth,
        };
        if (options.HiddenWidth is { } hidden) model = model with { HiddenWidth = hidden };
        if (c.Classifier is { } classifier)
            model = model with
            {
                ClassifierSide = classifier.Side,
                ClassWeights = classifier.ClassWeights,
                ClassifierStart = classifier.Start,
            };
        PairLearner learner = c.Recipe == ContrastiveRecipes.MultimodalByol
            ? new MultimodalByol(device, random, model, options.TargetDecay)
            : new MultimodalContrast(
                device, random, model, options.CreateLoss(device, c.TrainingRows(cohort.Count).Count), options.ChunkSize);
        return new PairRecipe(device, new PairViews(cohort, c), learner, c);
    }

    /// <summary>What learns.</summary>
    public PairLearner Learner => _learner;

    /// <summary>Is told the projections of all held-out pairs after every epoch.</summary>
    public event Action<int, PairProjections>? Projected;

    /// <inheritdoc cref="IRecipe{TBatch}.Name"/>
    public string Name => _configuration.Recipe;

    /// <inheritdoc/>
    public Module Model => _learner;

    /// <inheritdoc/>
    public Optimizer Optimizer { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IObjective<PairBatch>> Objectives => _classifier is null ? [this] : [this, _classifier];

    /// <inheritdoc/>
    public int SampleCount => _training.Count;

    /// <inheritdoc/>
    public (string Metric, bool HigherIsBetter) Criterion => ("loss", false);

    /// <inheritdoc/>
    public double LearningRate(double epoch) => _schedule.At(epoch);

    /// <inheritdoc/>
    public PairBatch CreateBatch(int capacity) => _views.CreateBatch(capacity);

    /// <inheritdoc/>
    public void Load(PairBatch batch, ReadOnlySpan<int> samples, int epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Count = samples.Length;
        for (var i = 0; i < samples.Length; i++)
        {
            batch.Samples[i] = samples[i];
            _views.LoadAugmented(batch, i, _training[samples[i]], epoch);
        }
    }

    /// <inheritdoc/>
    public Tensor Loss(PairBatch batch, int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RestFrozen();
        var comparison = _learner.Compare(
            OnHost(Modality.Cmr, batch.Count, batch.Images), OnHost(Modality.Ecg, batch.Count, batch.Ecgs), batch.Samples);
        BatchAgreement.Add(metrics, comparison.First, comparison.Second);
        if (_learner.Temperature is { IsLearned: true } temperature) metrics.Add("temperature", temperature.Value);
        return comparison.Loss;
    }

    /// <inheritdoc/>
    public void Updated() => _learner.Updated(_configuration.Training.Progress(SampleCount, Optimizer.Steps));

    /// <inheritdoc/>
    public void Validate(int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var projections = Project(_validation, (batch, comparison) =>
        {
            if (batch.Count >= ContrastiveOptions.LeastSamples || _validation.Count == batch.Count)
            {
                metrics.Add("loss", comparison.Loss.Item(), batch.Count);
                BatchAgreement.Add(metrics, comparison.First, comparison.Second);
            }
            _classifier?.Observe(batch, metrics);
        });
        projections.Measure(metrics);
        _classifier?.Measure(metrics);
        Projected?.Invoke(epoch, projections);
    }

    /// <summary>Projects pairs as they are, without augmentation and in evaluation mode.</summary>
    /// <param name="pairs">Which.</param>
    /// <param name="use">Is given each batch and what the learner made of it; null for nobody.</param>
    public PairProjections Project(IReadOnlyList<int> pairs, Action<PairBatch, ViewComparison>? use = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var wasTraining = _learner.Training;
        _learner.Training = false;
        var (images, ecgs) = (new List<float>(), new List<float>());
        var width = 0;
        var size = _configuration.Training.BatchSize;
        for (var first = 0; first < pairs.Count; first += size)
        {
            _validationBatch.Count = Math.Min(size, pairs.Count - first);
            for (var i = 0; i < _validationBatch.Count; i++) _views.LoadPlain(_validationBatch, i, pairs[first + i]);
            using var scope = TensorScope.Open();
            var comparison = _learner.Compare(
                Plain(_validationBatch, Modality.Cmr), Plain(_validationBatch, Modality.Ecg), []);
            images.AddRange(comparison.First.ToSingles());
            ecgs.AddRange(comparison.Second.ToSingles());
            width = comparison.First.Shape.Last;
            use?.Invoke(_validationBatch, comparison);
        }
        _learner.Training = wasTraining;
        return new PairProjections(pairs, [.. images], [.. ecgs], width);
    }

    /// <summary>Where the two sides of pairs, as they are and in evaluation mode, find each other.</summary>
    /// <param name="pairs">Which.</param>
    /// <param name="options">Upsampling and temperature; the defaults when null.</param>
    /// <returns>Null where the two sides share no space, as in multimodal BYOL.</returns>
    public PairLocalization? Localize(IReadOnlyList<int> pairs, LocalizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (_learner is not MultimodalContrast { Model: var model }) return null;
        var wasTraining = _learner.Training;
        _learner.Training = false;
        var batch = CreateBatch(pairs.Count);
        batch.Count = pairs.Count;
        for (var i = 0; i < pairs.Count; i++) _views.LoadPlain(batch, i, pairs[i]);
        using var scope = TensorScope.Open();
        var maps = LocalizationMaps.Of(model, Plain(batch, Modality.Cmr).All(), Plain(batch, Modality.Ecg).All(), options);
        _learner.Training = wasTraining;
        return new PairLocalization(
            [.. pairs.Select(_views.Patient)], batch, _views.ImageShape(pairs.Count), _views.EcgShape(pairs.Count), maps);
    }

    /// <summary>Puts the weights of files into the encoders.</summary>
    /// <param name="cmr">A file with an image encoder; null for none.</param>
    /// <param name="ecg">A file with an ECG encoder; null for none.</param>
    /// <exception cref="DataFormatException">A file is damaged, or of another encoder.</exception>
    public void LoadEncoders(string? cmr, string? ecg)
    {
        if (cmr is not null) EncoderFile.LoadInto((Encoder)_learner.Cmr, cmr);
        if (ecg is not null) EncoderFile.LoadInto((Encoder)_learner.Ecg, ecg);
        _learner.Restart();
    }

    private void Freeze(Modality side, bool frozen)
    {
        if (!frozen) return;
        var encoder = _learner.Encoder(side);
        encoder.Freeze();
        if (_configuration.Options.ReferenceQuirks) encoder.StatisticsAreFrozen = false;
    }

    /// <summary>A frozen encoder drops nothing either.</summary>
    private void RestFrozen()
    {
        if (_configuration.Options.ReferenceQuirks) return;
        if (_configuration.Cmr!.Frozen) _learner.Cmr.Training = false;
        if (_configuration.Ecg!.Frozen) _learner.Ecg.Training = false;
    }

    private HostBatch Plain(PairBatch batch, Modality side) =>
        OnHost(side, batch.Count, side == Modality.Cmr ? batch.PlainImages : batch.PlainEcgs);

    private HostBatch OnHost(Modality side, int pairs, ReadOnlyMemory<float> values) => new(pairs, (first, count) =>
    {
        var shape = side == Modality.Cmr ? _views.ImageShape(count) : _views.EcgShape(count);
        var size = (int)(shape.Count / count);
        return Tensor.From(_device, shape, values.Span.Slice(first * size, count * size));
    });
}
