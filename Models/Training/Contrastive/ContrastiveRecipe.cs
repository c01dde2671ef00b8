using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Training.Contrastive.Learners;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>
/// Contrastive learning from two views of each sample, or from pairs of an image and an ECG. The recipes of
/// <see cref="ContrastiveRecipes"/> differ in their views and in the learner that compares them. Epochs are compared by the loss of
/// held-out samples: their views stay the same, and pairs are not augmented. For pairs the log also has retrieval metrics.
/// </summary>
public sealed class ContrastiveRecipe : IRecipe<ContrastiveBatch>, IObjective<ContrastiveBatch>
{
    private readonly Device _device;
    private readonly IViewSource _views;
    private readonly IReadOnlyList<int> _training;
    private readonly IReadOnlyList<int> _validation;
    private readonly IReadOnlyList<int> _classes;
    private readonly ContrastiveConfiguration _configuration;
    private readonly EpochCosine _schedule;
    private readonly ContrastiveBatch _validationBatch;
    private readonly ClassifierObjective? _classifier;

    /// <summary>Puts views, learner and optimisers together.</summary>
    /// <param name="device">The device that computes.</param>
    /// <param name="views">Makes the views.</param>
    /// <param name="classes">The class of every sample for the classifier; empty without one.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="ArgumentException">Invalid settings, or an empty validation set.</exception>
    public ContrastiveRecipe(
        Device device, IViewSource views, IReadOnlyList<int> classes, ContrastiveLearner learner, ContrastiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(configuration);
        var (options, training) = (configuration.Options, configuration.Training);
        options.Validate(training);
        (_device, _views, _classes, Learner, _configuration) = (device, views, classes, learner, configuration);
        (_training, _validation) = (configuration.TrainingRows(views.Count), configuration.ValidationRows);
        if (_validation.Count == 0) throw new ArgumentException("the validation set is empty: hold out some samples");
        _schedule = options.Schedule(training);
        configuration.Describe(learner);
        foreach (var side in learner.Sides.Where(side => configuration.IsFrozen(side.Modality)))
        {
            side.Encoder.Freeze();
            if (options.ReferenceQuirks) side.Encoder.StatisticsAreFrozen = false;
        }
        Optimizer = new Adam(learner.Groups(configuration));
        if (configuration.Classifier is { } classifier)
            _classifier = new ClassifierObjective(
                learner.Encoder(Observed(classifier)), learner.Classifier!, classifier, options,
                batch => Plain(batch, configuration.HasPairs && classifier.Side == Modality.Ecg));
        _validationBatch = CreateBatch(training.BatchSize);
    }

    /// <summary>The recipe of a configuration for two views, with new weights.</summary>
    /// <param name="device">The device that computes.</param>
    /// <param name="store">ECGs or images, depending on the side in the configuration.</param>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other or the store.</exception>
    public static ContrastiveRecipe Create(Device device, PreparedStore store, ContrastiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configuration);
        return Create(device, ViewsOf(store, configuration), store.Manifest.LabelNames, store.Records, configuration);
    }

    /// <summary>The recipe of a configuration for pairs, with new weights.</summary>
    /// <param name="device">The device that computes.</param>
    /// <param name="cohort">The people.</param>
    /// <param name="configuration">All settings; its rows are people.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other or the cohort.</exception>
    public static ContrastiveRecipe Create(Device device, PairedCohort cohort, ContrastiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(configuration);
        return Create(device, new PairViews(cohort, configuration), cohort.LabelNames, cohort.Records, configuration);
    }

    /// <summary>What is trained.</summary>
    public ContrastiveLearner Learner { get; }

    /// <summary>Receives the projections of all held-out pairs after every epoch.</summary>
    public event Action<int, PairProjections>? Projected;

    /// <inheritdoc cref="IRecipe{TBatch}.Name"/>
    public string Name => _configuration.Recipe;

    /// <inheritdoc/>
    public Module Model => Learner;

    /// <inheritdoc/>
    public Optimizer Optimizer { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IObjective<ContrastiveBatch>> Objectives => _classifier is null ? [this] : [this, _classifier];

    /// <inheritdoc/>
    public int SampleCount => _training.Count;

    /// <inheritdoc/>
    public int MinimumBatch => ContrastiveOptions.MinimumSamples;

    /// <inheritdoc/>
    public (string Metric, bool HigherIsBetter) Criterion => ("loss", false);

    /// <inheritdoc/>
    public double LearningRate(double epoch) => _schedule.At(epoch);

    /// <inheritdoc/>
    public ContrastiveBatch CreateBatch(int capacity) => _views.CreateBatch(capacity);

    /// <inheritdoc/>
    public void LoadStartingWeights()
    {
        foreach (var side in Learner.Sides)
        {
            if (_configuration.Weights(side.Modality) is { } weights) LoadEncoder(side.Modality, weights);
        }
    }

    /// <summary>Puts the weights of a run or a file into an encoder.</summary>
    /// <param name="side">The encoder.</param>
    /// <param name="path">A run's folder, a checkpoint, or published weights.</param>
    /// <exception cref="Data.Files.DataFormatException">The file is damaged, or has no such encoder.</exception>
    public void LoadEncoder(Modality side, string path)
    {
        EncoderFile.LoadInto(Learner.Encoder(side), path);
        Learner.Restart();
    }

    /// <inheritdoc/>
    public void Load(ContrastiveBatch batch, ReadOnlySpan<int> samples, int epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        (batch.Count, batch.IsPlain) = (samples.Length, false);
        for (var i = 0; i < samples.Length; i++)
        {
            _views.Load(batch, i, _training[samples[i]], epoch);
            (batch.Samples[i], batch.Labels[i]) = (samples[i], Class(_training[samples[i]]));
        }
    }

    /// <inheritdoc/>
    public Tensor Loss(ContrastiveBatch batch, int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RestFrozen();
        var comparison = Compare(batch, batch.Samples);
        BatchAgreement.Add(metrics, comparison.First, comparison.Second);
        if (Learner.Temperature is { IsLearned: true } temperature) metrics.Add("temperature", temperature.Value);
        return comparison.Loss;
    }

    /// <inheritdoc/>
    public void Updated(double progress) => Learner.Updated(progress);

    /// <inheritdoc/>
    public void Validate(int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var projections = Project(_validation, (batch, comparison) =>
        {
            if (batch.Count >= ContrastiveOptions.MinimumSamples || _validation.Count == batch.Count)
            {
                metrics.Add("loss", comparison.Loss.Item(), batch.Count);
                BatchAgreement.Add(metrics, comparison.First, comparison.Second);
            }
            _classifier?.Observe(batch, metrics);
        });
        if (_configuration.HasPairs) projections.Measure(metrics);
        _classifier?.Measure(metrics);
        if (_configuration.HasPairs) Projected?.Invoke(epoch, projections);
    }

    /// <summary>What random guesses reach of <c>top1</c> and <c>top5</c> in the log: the agreement within batches.</summary>
    /// <param name="k">1 or 5.</param>
    /// <param name="isTraining">True for training, false for validation.</param>
    public double TopChance(int k, bool isTraining) => BatchAgreement.Chance(
        k, (isTraining ? _training : _validation).Count, _configuration.Training.BatchSize, ContrastiveOptions.MinimumSamples);

    /// <summary>Projects samples as held-out ones, in evaluation mode.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="use">Receives each batch and its comparison; null to skip it.</param>
    public PairProjections Project(IReadOnlyList<int> samples, Action<ContrastiveBatch, SideComparison>? use = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var mode = new EvaluationMode(Learner);
        var (first, second) = (new List<float>(), new List<float>());
        var (width, size) = (0, _configuration.Training.BatchSize);
        for (var start = 0; start < samples.Count; start += size)
        {
            LoadHeldOut(_validationBatch, samples, start, Math.Min(size, samples.Count - start));
            using var scope = TensorScope.Open();
            var comparison = Compare(_validationBatch);
            first.AddRange(comparison.First.ToSingles());
            second.AddRange(comparison.Second.ToSingles());
            width = comparison.First.Shape.Last;
            use?.Invoke(_validationBatch, comparison);
        }
        return new PairProjections(samples, [.. first], [.. second], width);
    }

    /// <summary>Maps of the agreement of pairs, without augmentation and in evaluation mode.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="options">Upsampling and temperature; the defaults when null.</param>
    /// <returns>Null if the two sides have no common space, as in multimodal BYOL.</returns>
    public PairLocalization? Localize(IReadOnlyList<int> pairs, LocalizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (Learner is not ProjectionContrast { Model: { } model } || _views is not PairViews views) return null;
        using var mode = new EvaluationMode(Learner);
        var batch = CreateBatch(pairs.Count);
        LoadHeldOut(batch, pairs, 0, pairs.Count);
        using var scope = TensorScope.Open();
        var maps = LocalizationMaps.Of(model, Plain(batch, isSecond: false).All(), Plain(batch, isSecond: true).All(), options);
        return new PairLocalization(
            [.. pairs.Select(views.Patient)], batch, _views.FirstShape(pairs.Count), _views.SecondShape(pairs.Count), maps);
    }

    private static ContrastiveRecipe Create(
        Device device, IViewSource views, IReadOnlyList<string> labelNames, IReadOnlyList<CohortRecord> records, ContrastiveConfiguration c)
    {
        var random = new RandomSource(c.Training.Seed).Branch("model");
        var learner = new LearnerFactory(device, random, c, c.TrainingRows(views.Count).Count).Create();
        return new ContrastiveRecipe(device, views, c.Classifier?.Classes(labelNames, records) ?? [], learner, c);
    }

    private static IViewSource ViewsOf(PreparedStore store, ContrastiveConfiguration c)
    {
        var (rate, seed) = (c.Options.AugmentationRate, c.Training.Seed);
        return (store, c) switch
        {
            (EcgStore ecgs, { Ecg: { } side, Cmr: null }) when ContrastiveRecipes.Of(c.Recipe).HasAdjacentWindows =>
                new AdjacentEcgViews(ecgs, side.Window, side.StrengthOrNone, rate, seed),
            (EcgStore ecgs, { Ecg: { } side, Cmr: null }) => new EcgViews(ecgs, side.Window, side.StrengthOrNone, rate, seed),
            (ImageStore images, { Cmr: { } side, Ecg: null }) => new CmrViews(images, side, rate, seed),
            _ => throw new ArgumentException($"{c.Recipe} cannot be trained on a store of {(store is EcgStore ? "ECGs" : "images")} alone"),
        };
    }

    private Modality Observed(ClassifierOptions classifier) =>
        _configuration.HasPairs ? classifier.Side : Learner.Sides[0].Modality;

    private int Class(int sample) => _classes.Count == 0 ? -1 : _classes[sample];

    private void LoadHeldOut(ContrastiveBatch batch, IReadOnlyList<int> samples, int start, int count)
    {
        (batch.Count, batch.IsPlain) = (count, batch.First.HasPlain);
        for (var i = 0; i < count; i++)
        {
            _views.LoadHeldOut(batch, i, samples[start + i]);
            batch.Labels[i] = Class(samples[start + i]);
        }
    }

    /// <summary>A frozen encoder drops no paths either.</summary>
    private void RestFrozen()
    {
        if (_configuration.Options.ReferenceQuirks) return;
        foreach (var side in Learner.Sides)
        {
            if (_configuration.IsFrozen(side.Modality)) side.Encoder.Training = false;
        }
    }

    private SideComparison Compare(ContrastiveBatch batch, ReadOnlySpan<int> samples = default) => batch.IsPlain
        ? Learner.Compare(Plain(batch, isSecond: false), Plain(batch, isSecond: true), samples)
        : Learner.Compare(
            OnHost(batch.Count, batch.First.Augmented, _views.FirstShape), OnHost(batch.Count, batch.Second.Augmented, _views.SecondShape),
            samples);

    private HostBatch Plain(ContrastiveBatch batch, bool isSecond) => isSecond
        ? OnHost(batch.Count, batch.Second.Plain, _views.SecondShape)
        : OnHost(batch.Count, batch.First.Plain, _views.FirstShape);

    private HostBatch OnHost(int samples, ReadOnlyMemory<float> values, Func<int, Shape> shapeOf) => new(samples, (first, count) =>
    {
        var shape = shapeOf(count);
        var size = (int)(shape.Count / count);
        return Tensor.From(_device, shape, values.Span.Slice(first * size, count * size));
    });
}
